"""Which column is which, guessed from names and from values, and what only a person can say."""

from collections import abc
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from patrolqr.readers import fitting, questions, submissions, unfamiliar
from patrolqr.readers.fitting import MOST, TESTS, Column
from patrolqr.readers.mapping import (
    FIELDS,
    FieldGuess,
    Guess,
    Mapping,
    TableKind,
    fingerprint,
    normal,
)
from patrolqr.readers.names import NAMES, TELLING

LIKELY = 0.4
"""Score from which on a column is taken for a field: one word of its name and all its values fit."""

SYSTEM = ("submission_id", "edited", "started", "ended", "sent_by")
"""Fields of a patrol log that the platform fills in; others are answers to questions."""


def guess(
    sample: pa.Table,
    *,
    known: Mapping | None = None,
    kind: TableKind | None = None,
    given: abc.Mapping[str, str] | None = None,
    source: str = "",
    is_told: bool = False,
) -> Guess | None:
    """Return which column is which in a table of text, None if it is no table of a known kind.

    A mapping that is `known` for this header is returned as it was confirmed. `given` are columns
    that the format itself settles, by field. `is_told`: a person said which kind it is, so that
    however few columns are found, it is one. Where headings tell too little of a table with days in
    it, values suggest the rest, and the first question is what it holds.
    """
    names = [name for name in sample.column_names if name != "line"]
    if known is not None and not known.lacks(names) and not known.needs():
        return Guess(known, unused=questions.unused(names, known), known=True)
    columns = [fitting.column_of(sample, name) for name in names]
    chosen = kind or _kind(columns)
    ticks = submissions.ticked(sample) if chosen == "patrol_logs" else {}
    fields = _fields(_without_ticks(columns, ticks), chosen, given or {})
    fields = [replace(one, columns=_with_ticks(one.columns, names, ticks)) for one in fields]
    is_clear = _enough(chosen, {one.field for one in fields})
    if not is_clear:
        if (kind is not None and not is_told) or not unfamiliar.is_dated(columns):
            return None
        suggested = unfamiliar.suggested(sample, columns, chosen, fields)
        fields = [suggested[field] for field in FIELDS[chosen] if field in suggested]
    mapping = Mapping(
        chosen, {one.field: one.columns for one in fields}, fingerprint(names), source=source
    )
    found = questions.settled(columns, mapping, fields)
    if is_clear or is_told:
        return found
    return replace(found, open_questions=(unfamiliar.ASKED, *found.open_questions))


def of_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.Table:
    """Return rows of cells as a table a guess can be made from."""
    width = len(columns)
    whole = [list(row) for row in rows if len(row) == width]
    cells = list(zip(*whole, strict=True)) or [()] * width
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(columns, cells, strict=True)}
    )


def _kind(columns: list[Column]) -> TableKind:
    """Return the kind of table its header speaks of most."""
    words = [f" {column.plain} " for column in columns]

    def score(kind: TableKind) -> int:
        return sum(
            weight
            for word, weight in TELLING[kind].items()
            if any(f" {word} " in plain for plain in words)
        )

    order: tuple[TableKind, ...] = (
        "incidents",
        "calls",
        "intelligence",
        "stop_searches",
        "patrol_logs",
    )
    return max(order, key=score)


def _fields(
    columns: list[Column], kind: TableKind, given: abc.Mapping[str, str]
) -> list[FieldGuess]:
    """Return the likeliest column of each field; no column is used for two."""
    answers = set(submissions.questions(column.name for column in columns))
    ranked = sorted(
        (
            (_score(column, field, synonyms), -place, field, column)
            for field, synonyms in NAMES[kind].items()
            for place, column in enumerate(columns)
            if kind != "patrol_logs" or field in SYSTEM or column.name in answers
        ),
        key=lambda one: one[:2],
        reverse=True,
    )
    taken = {
        field: FieldGuess(field, (name,), 1.0, "the format has it there")
        for field, name in given.items()
    }
    used = set(given.values())
    for score, _, field, column in ranked:
        if score >= LIKELY and field not in taken and column.name not in used:
            taken[field] = FieldGuess(field, (column.name,), round(score, 2), _why(column, field))
            used.add(column.name)
    with_times = fitting.with_times(taken, columns, used)
    placed = fitting.placed(with_times, columns)
    return [placed[field] for field in FIELDS[kind] if field in placed]


def _without_ticks(columns: list[Column], ticks: abc.Mapping[str, list[str]]) -> list[Column]:
    """Return the columns with one, of no values, in place of those of a question's choices."""
    of_choices = {column for group in ticks.values() for column in group}
    kept = [column for column in columns if column.name not in of_choices]
    there = {column.name for column in kept}
    return kept + [Column(name, normal(name), ()) for name in ticks if name not in there]


def _with_ticks(
    columns: tuple[str, ...], names: list[str], ticks: abc.Mapping[str, list[str]]
) -> tuple[str, ...]:
    """Return the columns that the table has: a question without one has its choices' columns."""
    if len(columns) == 1 and columns[0] not in names:
        return tuple(ticks[columns[0]])
    return columns


def _score(column: Column, field: str, synonyms: tuple[str, ...]) -> float:
    by_name = _name_score(column, field, synonyms)
    return by_name and by_name * _value_score(column, field)


def _name_score(column: Column, field: str, synonyms: tuple[str, ...]) -> float:
    """Return how much a column's name says that it is the field, 1 for the likeliest word for it."""
    last = normal(column.name.rpartition("/")[2])
    for name in (column.plain, last):
        if name in synonyms:
            return 1.0 - 0.3 * synonyms.index(name) / len(synonyms)
    words = set(column.plain.split())
    if field == "submission_id" and ("id" in words or "index" in words) and len(words) > 1:
        return 0.0
    parts = [one for one in synonyms if len(one) > 2 and set(one.split()) <= words]
    longest = max((len(one.split()) for one in parts), default=0)
    return 0.5 + min(0.1 * longest, 0.2) if longest else 0.0


def _value_score(column: Column, field: str) -> float:
    """Return how well the values fit: 1, or less where too few do, 0 where none."""
    test = TESTS.get(field)
    if test is None or not column.found:
        return 1.0
    share = column.share(test)
    return 1.0 if share >= MOST else share / 2


def _why(column: Column, field: str) -> str:
    fits = " and its values fit" if TESTS.get(field) and column.found else ""
    return f"it is called “{column.name}”{fits}"


def _enough(kind: TableKind, fields: set[str]) -> bool:
    """Return whether the fields found make a table of the kind."""
    where = {"longitude", "easting", "grid_reference", "location", "place_code", "neighbourhood"}
    dated = {"occurred_from", "reported"}
    return {
        "incidents": bool(fields & dated) and bool(fields & (where | {"type"})),
        "calls": bool(fields & dated) and bool(fields & (where | {"type"})),
        "intelligence": "dated" in fields and bool(fields & {"text", "sanitised_text"}),
        "stop_searches": "searched" in fields and bool(fields & {"object", "legislation"}),
        "patrol_logs": bool(fields & {"started", "ended", "arrived"})
        and bool(fields & {"area", "engagements", "arrests", "stop_searches", "submission_id"}),
    }[kind]
