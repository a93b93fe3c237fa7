"""Which column of a table is which, as a value that is kept: guessed once, confirmed once, written
as TOML.
"""

import hashlib
import json
import re
import tomllib
from collections import abc
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Literal, get_args

from patrolqr.core.errors import FileUnreadable
from patrolqr.core.form.from_table import ANSWERED, column_of

TableKind = Literal["incidents", "calls", "intelligence", "stop_searches", "patrol_logs"]
DayOrder = Literal["day first", "month first"]
Midnight = Literal["a time", "no time"]
Origin = Literal["public", "police", "partner"]

CALLED: dict[TableKind, str] = {
    "incidents": "incidents",
    "calls": "calls",
    "intelligence": "intelligence items",
    "stop_searches": "stop-searches",
    "patrol_logs": "patrol logs",
}
"""What rows of a kind are called."""

_OF_AN_INCIDENT = (
    *("longitude", "latitude", "easting", "northing", "grid_reference", "location", "place_code"),
    *("neighbourhood", "outcome", "origin", "words", "grade"),
)

FIELDS: dict[TableKind, tuple[str, ...]] = {
    "incidents": (
        *("reference", "occurred_from", "occurred_to", "reported", "type"),
        *_OF_AN_INCIDENT,
    ),
    "calls": (
        *("reference", "reported", "occurred_from", "occurred_to", "type"),
        *_OF_AN_INCIDENT,
    ),
    "intelligence": (
        *("reference", "dated", "text", "sanitised_text", "grade", "source_grade"),
        *("information_grade", "handling", "conditions", "expires", "place", "longitude"),
        *("latitude", "easting", "northing", "grid_reference", "neighbourhood"),
    ),
    "stop_searches": (
        *("kind", "searched", "part_of_operation", "operation", "longitude", "latitude", "easting"),
        *(
            "northing",
            "grid_reference",
            "gender",
            "age_range",
            "self_defined",
            "officer_defined",
            "legislation",
        ),
        *("object", "outcome", "linked", "more_clothing"),
    ),
    "patrol_logs": (
        *("submission_id", "edited", "started", "ended", "area", "team", "sent_by", "minutes"),
        *(column_of(each) for each in ANSWERED),
    ),
}
"""What a column can be, by kind of table."""

MOMENTS = (
    *("occurred_from", "occurred_to", "reported", "dated", "expires", "searched"),
    *("edited", "started", "ended"),
    *(column_of(each) for each in ANSWERED if each.kind in ("instant", "day")),
)
"""Fields that are times: one column, or one of the date and one of the time."""

NEEDED: dict[TableKind, tuple[tuple[str, ...], ...]] = {
    "incidents": (("occurred_from", "reported"),),
    "calls": (("reported", "occurred_from"),),
    "intelligence": (("dated",), ("sanitised_text", "text")),
    "stop_searches": (("searched",),),
    "patrol_logs": (("started", "ended", "arrived", "left"), ("area",)),
}
"""Fields of which one must have a column: a row without any of them is never usable."""

SEVERAL = (
    "words",
    "location",
    "text",
    "sanitised_text",
    "place",
    "type",
    "saw",
    "heard",
    "learned",
)
"""Fields whose text may stand in several columns; they are joined."""

WORDS: dict[str, tuple[str, ...]] = {
    "kind": get_args(TableKind),
    "day_order": get_args(DayOrder),
    "midnight": get_args(Midnight),
    "origin": ("", *get_args(Origin)),
}
"""Settings of a mapping that are closed lists."""


MARKING = "marking"
"""A column that says nothing of its row."""


@dataclass(frozen=True)
class Mapping:
    """How the columns of one kind of table are read.

    `columns` names the file's columns for each field: one, or a date's and a time's, or several
    texts. `types` translates the force's own types into data.police.uk's. `day_order` matters where
    a date is written 03/04/2026. `zone` is an IANA name; "" means the force's wall clock. Times that
    say their offset keep it. `midnight` says whether 00:00 is a time or how the system writes none.
    Of patrol logs, `team` is the id or name of the team whose they are, unless a column says it, and
    `areas` says which patrol area somebody means by a word for one.
    """

    kind: TableKind
    columns: abc.Mapping[str, tuple[str, ...]]
    fingerprint: str = ""
    day_order: DayOrder = "day first"
    zone: str = ""
    midnight: Midnight = "a time"
    types: abc.Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    force: str = ""
    source: str = ""
    team: str = ""
    areas: abc.Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str | None:
        """Return the first column of a field, or None where the table has none."""
        found = self.columns.get(name, ())
        return found[0] if found else None

    def lacks(self, columns: Iterable[str]) -> list[str]:
        """Return the columns that the mapping names and the table does not have."""
        there = set(columns)
        return [one for names in self.columns.values() for one in names if one not in there]

    def needs(self) -> list[tuple[str, ...]]:
        """Return the fields of which one must still get a column, before any row can be used."""
        return [one_of for one_of in NEEDED[self.kind] if not any(map(self.columns.get, one_of))]


@dataclass(frozen=True)
class FieldGuess:
    """One field: its columns, how sure (0 to 1), and why."""

    field: str
    columns: tuple[str, ...]
    confidence: float
    why: str


@dataclass(frozen=True)
class Question:
    """What only a person can say; `setting` is the mapping's (`day_order`, `columns.area` …).

    `choices` is empty where any text or column may be the answer.
    """

    setting: str
    sentence: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """A mapping as found out, with what is open; a `known` one was confirmed before."""

    mapping: Mapping
    fields: tuple[FieldGuess, ...] = ()
    open_questions: tuple[Question, ...] = ()
    unused: tuple[str, ...] = ()
    known: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether its headings told what the table holds."""
        return all(each.setting != "kind" for each in self.open_questions)


def fingerprint(columns: Iterable[str]) -> str:
    """Return the header's fingerprint: letters' case, signs and the columns' order do not count, nor
    does a column that says how a file of ours is marked.
    """
    names = sorted(each for each in map(normal, columns) if each != MARKING)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def normal(column: str) -> str:
    """Return a column's name as it is compared: its words in small letters (`crimeRef` is two)."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.findall(r"[^\W_]+", split.casefold()))


def to_toml(mapping: Mapping) -> str:
    """Return the mapping as TOML, in an order and with words that people can correct."""
    plain = {
        name: value
        for name, value in asdict(mapping).items()
        if name not in ("columns", "types", "areas")
    }
    lines = [f"{name} = {_quoted(value)}" for name, value in plain.items()]
    lines += ["", "[columns]"]
    lines += [
        f"{name} = [{', '.join(map(_quoted, columns))}]"
        for name, columns in mapping.columns.items()
    ]
    lines += ["", "[types]"]
    lines += [f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in mapping.types.items()]
    if mapping.kind == "patrol_logs":
        lines += ["", "[areas]"]
        lines += [f"{_quoted(word)} = {_quoted(area)}" for word, area in mapping.areas.items()]
    return "\n".join(lines) + "\n"


def from_toml(text: str) -> Mapping:
    """Return the mapping a TOML text describes; FileUnreadable names what is wrong with it."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise FileUnreadable(f"The mapping is no complete TOML: {problem}.") from problem
    known = {one.name for one in fields(Mapping)}
    unknown = sorted(set(read) - known)
    if unknown:
        raise FileUnreadable(
            f"The mapping says {', '.join(unknown)}, which is no setting of one. "
            f"Settings are {', '.join(sorted(known))}."
        )
    for name, words in WORDS.items():
        if read.get(name, words[0]) not in words:
            raise FileUnreadable(
                f"The mapping's {name} is “{read[name]}”. It must be {' or '.join(filter(None, words))}."
            )
    if "kind" not in read:
        raise FileUnreadable(
            f"The mapping does not say its kind: {', '.join(get_args(TableKind))}."
        )
    translated = {name: _words(read, name) for name in ("types", "areas")}
    return Mapping(**{**read, "columns": _columns(read), **translated})


def _columns(read: dict[str, object]) -> dict[str, tuple[str, ...]]:
    given = read.get("columns")
    found: dict[str, tuple[str, ...]] = {}
    for name, value in (given if isinstance(given, dict) else {}).items():
        if name not in FIELDS[read["kind"]]:  # type: ignore[index]
            raise FileUnreadable(
                f"The mapping names a column for {name}, which {read['kind']} do not have."
            )
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            raise FileUnreadable(
                f"The mapping's column for {name} must be a name, or names in [ ]."
            )
        found[name] = tuple(names)
    return found


def _words(read: dict[str, object], name: str) -> dict[str, str]:
    given = read.get(name)
    return {name: str(value) for name, value in given.items()} if isinstance(given, dict) else {}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
