"""One question of the officer's form, and how an answer to it is read: a typed value, or a
sentence.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from patrolqr.core.errors import LogWrong

AnswerKind = Literal["instant", "count", "text", "choice", "ticks", "yes_no", "day", "number"]

SQL_TYPES: dict[AnswerKind, str] = {
    "instant": "TIMESTAMPTZ",
    "count": "INTEGER",
    "text": "VARCHAR",
    "choice": "VARCHAR",
    "ticks": "VARCHAR[]",
    "yes_no": "BOOLEAN",
    "day": "DATE",
    "number": "DOUBLE",
}

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)

Needed = Mapping[str, Sequence[str]]
"""When a question must be answered: while each other question named has one of these answers ("" is
none).
"""


YES_NO = {"Yes": True, "No": False}


@dataclass(frozen=True)
class Field:
    """One question: its column name, kind, label, and limit (characters, or the largest count).

    `choices` are the answers offered: stored value → words on the phone. `needed` says when it must
    be answered (None: never), `spared` when it need not after all. A `tucked` question is shown
    only while it is needed, a `later` one stands apart, behind a heading.
    """

    name: str
    kind: AnswerKind
    label: str
    limit: int = 0
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    needed: Needed | None = None
    spared: Needed = field(default_factory=dict)
    tucked: bool = False
    later: bool = False


def is_needed(asked: Field, entry: Mapping[str, Any]) -> bool:
    """Whether the question must be answered where the others of its group are answered like this."""
    if asked.needed is None:
        return False
    held = all(_word(entry[name]) in answers for name, answers in asked.needed.items())
    return held and not any(_word(entry[name]) in answers for name, answers in asked.spared.items())


def _word(value: object) -> object:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else value


def value_of(field: Field, sent: object) -> Any:
    """Return the typed answer to one question, None where there is none.

    LogWrong says what is wrong with it.
    """
    if sent is None or sent == "":
        return None
    return READ[field.kind](field, sent)


def _instant(field: Field, sent: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(sent))
    except ValueError as problem:
        raise LogWrong(f"“{field.label}” is not a time. Correct it and send again.") from problem
    if instant.tzinfo is None or not EARLIEST <= instant < LATEST:
        raise LogWrong(
            f"“{field.label}” is not a time between 2020 and 2100. Check the phone's clock and send again."
        )
    return instant.astimezone(UTC)


def _day(field: Field, sent: object) -> date:
    try:
        day = date.fromisoformat(str(sent))
    except ValueError as problem:
        raise LogWrong(f"“{field.label}” is not a date. Correct it and send again.") from problem
    if not EARLIEST.date() <= day < LATEST.date():
        raise LogWrong(
            f"“{field.label}” is not a date between 2020 and 2100. Correct it and send again."
        )
    return day


def _count(field: Field, sent: object) -> int:
    text = str(sent).strip()
    if (
        isinstance(sent, bool | float)
        or not text.isdecimal()
        or len(text) > 6
        or int(text) > field.limit
    ):
        raise LogWrong(
            f"“{field.label}” must be a whole number from 0 to {field.limit}. Correct it and send again."
        )
    return int(text)


def _number(field: Field, sent: object) -> float:
    try:
        number = (
            float(sent)
            if isinstance(sent, str | int | float) and not isinstance(sent, bool)
            else math.nan
        )
    except (ValueError, OverflowError):
        number = math.nan
    if not -field.limit <= number <= field.limit:
        raise LogWrong(
            f"“{field.label}” must be a number from −{field.limit} to {field.limit}. Send again without it."
        )
    return number


def _text(field: Field, sent: object) -> str | None:
    if not isinstance(sent, str):
        raise LogWrong(f"“{field.label}” must be text. Correct it and send again.")
    text = (
        sent.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\x00", "").strip()
    )
    if len(text) > field.limit:
        raise LogWrong(
            f"“{field.label}” has {len(text)} characters; {field.limit} fit. Shorten it and send again."
        )
    return text or None


def _choice(field: Field, sent: object) -> str:
    if not isinstance(sent, str) or sent not in field.choices:
        raise LogWrong(
            f"“{field.label}” has an answer that is not on its list. Choose one of the list and send again."
        )
    return sent


def _yes_no(field: Field, sent: object) -> bool:
    return sent if isinstance(sent, bool) else YES_NO[_choice(field, sent)]


def _ticks(field: Field, sent: object) -> list[str] | None:
    """Return what was ticked, in the order of the list; a form sends it as one text."""
    ticked = (
        sent.split("; ") if isinstance(sent, str) else sent if isinstance(sent, list) else [sent]
    )
    chosen = {_choice(field, each) for each in ticked}
    return [each for each in field.choices if each in chosen] or None


READ = {
    "instant": _instant,
    "count": _count,
    "text": _text,
    "choice": _choice,
    "ticks": _ticks,
    "yes_no": _yes_no,
    "day": _day,
    "number": _number,
}
