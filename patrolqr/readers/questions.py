"""What only a person can say about a table, and what the values of its dates and types decide."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from patrolqr.core.incident import CRIME_TYPES
from patrolqr.readers import submissions, values
from patrolqr.readers.fitting import DISTINCT, Column
from patrolqr.readers.mapping import MOMENTS, DayOrder, FieldGuess, Guess, Mapping, Question, normal
from patrolqr.readers.names import TYPES
from patrolqr.readers.values import Clock, Moment

TYPES_ASKED = 12
"""Types without a translation that one question names."""

ALWAYS_MIDNIGHT = 0.95
"""Share of times at 00:00 from which on the system is asked whether it knows the time."""

FEWEST_TIMES = 20
"""Different times fewer than which say nothing about midnight."""

MONTHS = 12


class Proof(NamedTuple):
    """The first date written in two numbers and a year, the first that has to begin with the day, and
    the first that has to begin with the month; "" where there is none.
    """

    shown: str
    day_first: str
    month_first: str


_DM = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?=$|[\sT,])")


def settled(columns: list[Column], mapping: Mapping, fields: list[FieldGuess]) -> Guess:
    """Return the guess with what the values decide, and the questions they leave open."""
    by_name = {column.name: column for column in columns}
    questions: list[Question] = []
    order, open_order = day_order(value for name in dates(mapping) for value in by_name[name].found)
    midnight = _always_midnight(mapping, by_name)
    types, untold = _types(mapping, by_name)
    if open_order:
        questions.append(open_order)
    if midnight:
        questions.append(midnight)
    if untold:
        questions.append(untold)
    questions += _missing(mapping, [column.name for column in columns])
    settled = replace(mapping, day_order=order, types=types)
    return Guess(
        settled, tuple(fields), tuple(questions), unused([one.name for one in columns], settled)
    )


def dates(mapping: Mapping) -> list[str]:
    """Return the columns that hold dates."""
    return [mapping.columns[field][0] for field in MOMENTS if field in mapping.columns]


def day_order(texts: Iterable[str]) -> tuple[DayOrder, Question | None]:
    """Return which of day and month comes first, by months that do not exist; a question if open."""
    found = proof(texts)
    if not found.shown or (found.day_first and not found.month_first):
        return "day first", None
    if found.month_first and not found.day_first:
        return "month first", None
    if found.day_first and found.month_first:
        sentence = (
            f"Dates are written both ways ({found.day_first} and {found.month_first}). "
            "Which is right? Rows of the other kind will be named."
        )
    else:
        sentence = (
            f"Is {found.shown} a day and then a month, or a month and then a day? "
            "No date in the file decides it."
        )
    return "day first", Question("day_order", sentence, ("day first", "month first"))


def proof(texts: Iterable[str]) -> Proof:
    """Return the dates that show the order of day and month, by months that do not exist."""
    shown = day_first = month_first = ""
    for value in texts:
        found = _DM.match(value)
        if not found:
            continue
        shown = shown or value
        if int(found[1]) > MONTHS:
            day_first = day_first or value
        elif int(found[2]) > MONTHS:
            month_first = month_first or value
        if day_first and month_first:
            break
    return Proof(shown, day_first, month_first)


def _always_midnight(mapping: Mapping, by_name: dict[str, Column]) -> Question | None:
    for field in ("occurred_from", "reported"):
        names = mapping.columns.get(field, ())
        if not names:
            continue
        column = by_name[names[-1]]
        read = [
            values.clock(text) if len(names) > 1 else values.moment(text, False)
            for text in column.found
        ]
        times = [
            one.micros for one in read if isinstance(one, Clock | Moment) and one.micros is not None
        ]
        if len(times) >= FEWEST_TIMES and sum(time == 0 for time in times) >= ALWAYS_MIDNIGHT * len(
            times
        ):
            sentence = f"Nearly every time under “{column.name}” is 00:00. Does the system not know the time?"
            return Question("midnight", sentence, ("a time", "no time"))
    return None


def _types(mapping: Mapping, by_name: dict[str, Column]) -> tuple[dict[str, str], Question | None]:
    """Return the translation of the force's types, and a question where some have none."""
    name = mapping.column("type")
    if name is None or mapping.kind not in ("incidents", "calls"):
        return {}, None
    found = by_name[name].found
    if len(found) >= DISTINCT or len(mapping.columns["type"]) > 1:
        return {}, None
    told = {word: ours for word in found if (ours := translate(word))}
    untold = [word for word in found if word not in told]
    if not untold:
        return told, None
    more = f" and {len(untold) - TYPES_ASKED} more" if len(untold) > TYPES_ASKED else ""
    listed = ", ".join(untold[:TYPES_ASKED])
    sentence = f"Which of data.police.uk's types are these of “{name}”: {listed}{more}?"
    return told, Question("types", sentence, CRIME_TYPES)


def translate(word: str) -> str | None:
    """Return data.police.uk's type for a force's own, by the words in it; None if they do not say."""
    plain = normal(word)
    own = next((one for one in CRIME_TYPES if normal(one) == plain), None)
    return own or next((ours for said, ours in TYPES if re.search(said, plain)), None)


def _missing(mapping: Mapping, names: list[str]) -> list[Question]:
    """Return questions about what the kind needs and no column was found for."""
    asked = {
        "incidents": {"type": "Which column says what type of crime it was?"},
        "calls": {"type": "Which column says what the call was about?"},
        "intelligence": {"sanitised_text": "Which column holds the text that may be printed?"},
        "patrol_logs": {"area": "Which question names the patrol area?"},
    }.get(mapping.kind, {})
    free = tuple(name for name in names if name not in _used(mapping))
    if mapping.kind == "patrol_logs":
        free = tuple(name for name in free if name in submissions.questions(names))
    return [
        Question(f"columns.{field}", sentence, free)
        for field, sentence in asked.items()
        if field not in mapping.columns
    ]


def _used(mapping: Mapping) -> set[str]:
    return {name for columns in mapping.columns.values() for name in columns}


def unused(names: Sequence[str], mapping: Mapping) -> tuple[str, ...]:
    """Return the columns that the mapping does not use."""
    used = _used(mapping)
    return tuple(name for name in names if name not in used)
