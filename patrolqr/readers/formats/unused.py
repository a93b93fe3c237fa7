"""Files that are known and deliberately not loaded: they are named, and are no mistake."""

from collections.abc import Callable

from patrolqr.readers import lines
from patrolqr.readers.opening import Contents
from patrolqr.readers.source import Choice, Reader, Source, SourceKind


def source(file_name: str, why: str, *, refused: bool = False) -> Source:
    """Return a Source without rows that says why the file is not loaded: on purpose, or because it
    cannot be read.
    """
    kind: SourceKind = "refused" if refused else "nothing"
    return Source(file_name, kind, lambda: iter(()), lambda: "", why)


def _has(column: str) -> Callable[[bytes], bool]:
    return lambda head: lines.same(column) in {lines.same(name) for name in lines.columns_of(head)}


def _named(why: str) -> Callable[[Contents, Choice], Source]:
    return lambda contents, _: source(contents.name, why)


OUTCOMES = Reader(
    "data.police.uk outcomes files",
    _has("Outcome type"),
    _named("an outcomes file"),
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n",
    loads=False,
)
