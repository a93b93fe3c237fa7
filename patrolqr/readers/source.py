"""What every reader gives: a Source of batches, whatever the format was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pyarrow as pa

from patrolqr.readers.opening import Contents

SourceKind = Literal["incidents", "neighbourhoods", "small areas", "residents", "nothing"]

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
    "nothing": (),
}
"""Columns of each kind's batches. Incidents are text as published; the store checks the values."""


class Broken(NamedTuple):
    """A row that has no columns to speak of: where it stands, what is wrong with it, and what it
    says.
    """

    line: int
    reason: str
    content: str


@dataclass(frozen=True)
class Batch:
    """Some rows of a file, as an Arrow table with the columns of its kind, and those that are
    broken.
    """

    rows: pa.Table
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What a person said about a boundary file instead of leaving it to be found out."""

    kind: Literal["neighbourhoods", "small areas"] | None = None
    id: str | None = None
    name: str | None = None
    population: str | None = None
    parent: str | None = None
    replace: bool = False


@dataclass(frozen=True)
class Source:
    """One file that can be read: its kind, and its batches, as often as they are asked for.

    `why` says why a file of kind "nothing" is not loaded; `replace` that it takes the place of what
    was loaded before.
    """

    file_name: str
    kind: SourceKind
    batches: Callable[[], Iterator[Batch]] = field(repr=False)
    digest: Callable[[], str] = field(repr=False)
    why: str = ""
    replace: bool = False


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
