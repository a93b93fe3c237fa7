"""What every reader gives: a Source of batches, whatever the format was."""

from collections import abc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pyarrow as pa

from patrolqr.geo.ground import Ground
from patrolqr.readers import schemas
from patrolqr.readers.mapping import Guess, Mapping, TableKind
from patrolqr.readers.opening import Contents

SourceKind = Literal[
    "incidents",
    "neighbourhoods",
    "small areas",
    "residents",
    "streets",
    "dated incidents",
    "calls",
    "intelligence",
    "stop_searches",
    "patrol_logs",
    "phone_queue",
    "nothing",
    "refused",
]
"""What a file brings: "incidents" are data.police.uk's months, "dated incidents" the force's own."""

COLUMNS: dict[SourceKind, tuple[str, ...]] = {
    "incidents": (
        "line",
        "reference",
        "month",
        "reported_by",
        "falls_within",
        "longitude",
        "latitude",
        "location",
        "small_area_id",
        "small_area_name",
        "category",
        "outcome",
        "context",
    ),
    "neighbourhoods": ("line", "place_id", "name", "parents", "residents", "geometry"),
    "small areas": ("line", "place_id", "name", "parents", "residents", "geometry"),
    "residents": ("line", "place_id", "residents"),
    "streets": ("line", "street_id", "name", "class", "geometry"),
    "dated incidents": tuple(schemas.INCIDENTS.names),
    "calls": tuple(schemas.INCIDENTS.names),
    "intelligence": tuple(schemas.INTELLIGENCE.names),
    "stop_searches": tuple(schemas.STOP_SEARCHES.names),
    "patrol_logs": tuple(schemas.PATROL_LOGS.names),
    "phone_queue": ("line", "pass_id", "area", "log"),
    "nothing": (),
    "refused": (),
}
"""Columns of each kind's batches.

Incidents are text as published, and the store checks the values; the five mapped kinds are typed
(`schemas`).
"""


class Broken(NamedTuple):
    """A row that cannot be used: where it stands, what is wrong with it, and what it says.

    `column` and `value` name the cell, where it is one cell's fault.
    """

    line: int
    reason: str
    content: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class Batch:
    """Some rows of a file, as an Arrow table with the columns of its kind, and those that are
    broken.
    """

    rows: pa.Table
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What a person said about a file instead of leaving it to be found out.

    `table` says what a table holds, `mapping` which column is which; `known` are the mappings that
    were confirmed before, by the header's fingerprint. `ground` is that of what is loaded: places
    must lie near it.
    """

    kind: Literal["neighbourhoods", "small areas"] | None = None
    id: str | None = None
    name: str | None = None
    population: str | None = None
    parent: str | None = None
    replace: bool = False
    table: TableKind | None = None
    mapping: Mapping | None = None
    known: abc.Mapping[str, Mapping] = field(default_factory=dict)
    ground: Ground | None = None


@dataclass(frozen=True)
class Source:
    """One file that can be read: its kind, and its batches, as often as they are asked for.

    `why` says why a file of kind "nothing" is left aside or one of kind "refused" cannot be read;
    `replace` that it takes the place of what was loaded before. `notes` says what was put right on
    reading, complete after the last batch.
    `guess` says which column was taken for what; only a `confirmed` one may be loaded. `written` are
    the first rows as they stand there, where it was guessed.
    """

    file_name: str
    kind: SourceKind
    batches: Callable[[], Iterator[Batch]] = field(repr=False)
    digest: Callable[[], str] = field(repr=False)
    why: str = ""
    replace: bool = False
    notes: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False)
    guess: Guess | None = field(default=None, repr=False)
    confirmed: bool = True
    written: pa.Table | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Reader:
    """One format: what people call it, how its first bytes are recognised, how it is opened, and a
    small sample.
    """

    title: str
    recognises: Callable[[bytes], bool]
    open: Callable[[Contents, Choice], Source]
    sample: str
    loads: bool = True
    asked_last: bool = False  # it takes any table: formats with a header of their own go first
