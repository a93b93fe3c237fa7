"""What stands in the columns of a table with unfamiliar headings, told by the values alone.

It is a first suggestion: whoever loads such a table is asked about every column.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pyarrow as pa

from patrolqr.readers import fitting
from patrolqr.readers.fitting import MOST, TESTS, Column
from patrolqr.readers.mapping import FieldGuess, Question, TableKind
from patrolqr.readers.questions import translate

SURENESS = 0.3
"""How sure a suggestion by values alone is: less than the least a name counts for."""

DATED_BY: dict[TableKind, tuple[str, ...]] = {
    "incidents": ("occurred_from", "reported"),
    "calls": ("reported", "occurred_from"),
    "intelligence": ("dated",),
    "stop_searches": ("searched",),
    "patrol_logs": ("started", "ended", "arrived"),
}
"""Times of which one is needed to keep a row of a kind; the first is suggested."""

OF_TIME = {"date", "time", "day", "when", "occurred", "reported", "received", "created", "logged"}
"""Words of a heading under which a time stands, however it is written."""

LONGEST_WORD = 40
"""Characters of the longest type of crime or call that is taken for one; remarks are longer."""

OFTEN = 0.5
"""Different words, as a share of the rows, up to which a column repeats a few."""

ASKED = Question(
    "kind",
    "Its headings do not tell what it holds. Say what it holds, and check every column.",
)


def is_dated(columns: Sequence[Column]) -> bool:
    """Return whether a column holds days, or is called as if it did: without a time nothing of a
    table can be kept, whatever it is.
    """
    return any(_holds_days(each) or _is_called_a_time(each) for each in columns)


def suggested(
    sample: pa.Table, columns: Sequence[Column], kind: TableKind, found: Sequence[FieldGuess]
) -> dict[str, FieldGuess]:
    """Return the fields found by name, with those that the values of further columns suggest."""
    taken = {each.field: each for each in found}
    used = {name for each in found for name in each.columns}

    def take(field: str, column: Column, why: str) -> None:
        taken[field] = FieldGuess(field, (column.name,), SURENESS, why)
        used.add(column.name)

    for field, column, why in _told(sample, columns, kind, taken):
        if field not in taken and column.name not in used:
            take(field, column, why)
    return fitting.with_times(taken, list(columns), used)


def _told(
    sample: pa.Table, columns: Sequence[Column], kind: TableKind, taken: dict[str, FieldGuess]
) -> Iterator[tuple[str, Column, str]]:
    """Give each field that values tell, with the column and why; the likeliest first."""
    if not set(DATED_BY[kind]) & set(taken):
        for each in columns:
            if _holds_days(each):
                yield DATED_BY[kind][0], each, "days stand in it"
    if not {"longitude", "easting", "grid_reference"} & set(taken):
        yield from _places(columns)
    if kind in ("incidents", "calls"):
        repeated = [each for each in columns if _repeats_words(sample, each)]
        for each in sorted(repeated, key=lambda one: -one.share(_is_a_type)):
            yield "type", each, "a few words stand in it again and again"
    if kind == "intelligence" and not {"text", "sanitised_text"} & set(taken):
        for each in sorted(columns, key=_length, reverse=True):
            if each.found and not _holds_days(each):
                yield "text", each, "the longest texts stand in it"


def _places(columns: Sequence[Column]) -> Iterator[tuple[str, Column, str]]:
    """Give the first column of grid references, or the first two neighbouring ones that are metres of
    the grid, or degrees.
    """
    for each in columns:
        if _fits(each, TESTS["grid_reference"]):
            yield "grid_reference", each, "grid references stand in it"
            return
    beside = list(pairwise(columns))
    for one, other in beside:
        if _fits(one, fitting.is_metres_east) and _fits(other, fitting.is_metres_north):
            yield "easting", one, "metres of the British National Grid stand in it"
            yield "northing", other, "metres of the British National Grid stand in it"
            return
    for one, other in [*beside, *((other, one) for one, other in beside)]:
        if _fits(one, fitting.is_degrees_east) and _fits(other, fitting.is_degrees_north):
            yield "longitude", one, "degrees stand in it"
            yield "latitude", other, "degrees stand in it"
            return


def _fits(column: Column, test: fitting.Fits) -> bool:
    return bool(column.found) and column.share(test) >= MOST


def _holds_days(column: Column) -> bool:
    """Return whether days are written in it; bare numbers may be anything."""
    return _fits(column, lambda text: not text.isdecimal() and fitting.is_moment(text))


def _is_called_a_time(column: Column) -> bool:
    words = set(column.plain.split())
    return bool(OF_TIME & words) and "by" not in words  # “Reported by” is somebody


def _repeats_words(sample: pa.Table, column: Column) -> bool:
    rows = sample.num_rows - sample[column.name].to_pylist().count("")
    return (
        1 < len(column.found) <= max(2, OFTEN * rows)
        and column.share(lambda text: len(text) <= LONGEST_WORD and any(map(str.isalpha, text)))
        >= MOST
        and not _holds_days(column)
    )


def _is_a_type(text: str) -> bool:
    return translate(text) is not None


def _length(column: Column) -> float:
    tested = column.found[: fitting.TESTED]
    return sum(map(len, tested)) / max(len(tested), 1)
