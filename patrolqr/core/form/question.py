"""One question of the officer's form, and how an answer to it is read: a typed value, or a
sentence.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from patrolqr.core import clock, collar
from patrolqr.core.clean import clean
from patrolqr.core.errors import LogWrong

AnswerKind = Literal[
    "instant", "count", "text", "choice", "ticks", "yes_no", "day", "number", "collars"
]

SQL_TYPES: dict[AnswerKind, str] = {
    "instant": "TIMESTAMPTZ",
    "count": "INTEGER",
    "text": "VARCHAR",
    "choice": "VARCHAR",
    "ticks": "VARCHAR[]",
    "yes_no": "BOOLEAN",
    "day": "DATE",
    "number": "DOUBLE",
    "collars": "VARCHAR[]",
}

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)

LEGIBLE = 40
"""Characters of a wrong answer that are told back: enough to know it by."""

Needed = Mapping[str, Sequence[str]]
"""When a question must be answered: while each other question named has one of these answers ("" is
none).
"""


YES_NO = {"Yes": True, "No": False}

Section = Literal[
    "ask",
    "times",
    "company",
    "counters",
    "notes",
    "more",
    "warning",
    "position",
    "sending",
    "pairing",
]
"""Where the phone asks a question, in this order. What is in the last three nobody is asked: the
phone fills in its position and its clock on sending, whose log it is comes from the pairing.
"""

SECTIONS: dict[AnswerKind, Section] = {
    "instant": "times",
    "count": "counters",
    "text": "notes",
    "choice": "more",
    "ticks": "more",
    "yes_no": "more",
    "day": "more",
    "number": "more",
    "collars": "company",
}
"""Where a question of each kind is asked unless it says otherwise."""

View = Literal["paper", "feed", "debrief", "search", "export", "review"]
"""Where answers are taken or shown at the desk: keyed from a paper strip, read as they arrive, in a
shift's debrief, found by the search of logs, in files, and side by side with a correction.
"""

EVERYWHERE: tuple[View, ...] = ("paper", "feed", "debrief", "search", "export", "review")


@dataclass(frozen=True)
class Field:
    """One question: its column name, kind, label, and limit (characters, the largest count, or how
    many numbers).

    `choices` are the answers offered: stored value → words on the phone; a text may have others.
    `needed` says when it must be answered (None: never), `spared` when it need not after all. A
    `tucked` question is shown only while it is needed, a `later` one stands apart, behind a heading.

    A question is asked on the phone in its `section`, a lower `order` first, and shown at the desk
    in the views it names. `brief` are its words in a list of several, `offers` names what of the
    tasking or its shift is offered as answers, `suggested` are words that one tap writes, `reference` is one that
    another system gave. A count is never below `least`, which it says at first.
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
    asked_in: Section | None = None
    order: int = 0
    shown_in: tuple[View, ...] = EVERYWHERE
    brief: str = ""
    offers: str = ""
    only_offered: bool = False
    suggested: tuple[str, ...] = ()
    reference: bool = False
    least: int = 0

    def __post_init__(self) -> None:
        """A yes/no question offers its two answers without being told to."""
        if self.kind == "yes_no" and not self.choices:
            object.__setattr__(self, "choices", {word: word for word in YES_NO})

    @property
    def section(self) -> Section:
        """Where the phone asks it."""
        return self.asked_in or SECTIONS[self.kind]

    @property
    def short(self) -> str:
        """Its words in a list of several, in small letters."""
        return self.brief or self.label.lower()


def word_answer(asked: Field, value: object) -> str:
    """Return a typed answer in words for people, nothing where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date) and asked.kind == "day":
        return clock.day_text(value)
    if isinstance(value, datetime):
        return clock.instant_text(value)
    if isinstance(value, list):
        return ", ".join(asked.choices.get(each, each) for each in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return asked.choices.get(str(value), str(value))


def word_count(asked: Field, number: int) -> str:
    """Return how many of what is counted, nothing where there are none: 2 engagements, 1 arrest."""
    if not number:
        return ""
    name = asked.short
    if number == 1:
        name = name.removesuffix("es") if name.endswith("hes") else name.removesuffix("s")
    return f"{number} {name}"


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
        or not field.least <= int(text) <= field.limit
    ):
        raise LogWrong(
            f"“{field.label}” must be a whole number from {field.least} to {field.limit}. Correct it and send again."
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
    text = clean(sent).strip()
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


def _collars(field: Field, sent: object) -> list[str] | None:
    """Return collar numbers as they are kept, each once; a form or a table sends them as one text."""
    parts = sent if isinstance(sent, list) else [sent]
    texts = [each for each in parts if isinstance(each, str)]
    if len(texts) < len(parts):
        raise LogWrong(f"“{field.label}” must be collar numbers. Correct it and send again.")
    found = collar.listed(";".join(texts))
    for each in found:
        if not collar.is_colleague(each):
            raise LogWrong(
                f"“{field.label}”: {each[:LEGIBLE]} is no collar number. Give numbers, no names: at most "
                f"{collar.LIMIT} letters and digits, a semicolon between two, and send again."
            )
    if len(found) > field.limit:
        raise LogWrong(
            f"“{field.label}” has {len(found)} collar numbers; {field.limit} fit. Take some out and send again."
        )
    return found or None


READ = {
    "instant": _instant,
    "count": _count,
    "text": _text,
    "choice": _choice,
    "ticks": _ticks,
    "yes_no": _yes_no,
    "day": _day,
    "number": _number,
    "collars": _collars,
}
