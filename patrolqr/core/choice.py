"""Which days, places and teams somebody looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PlaceChoice:
    """Which visits: patrol days from since to the day before until, and places; empty is all."""

    since: date | None = None
    until: date | None = None
    neighbourhoods: Sequence[str] = ()
    areas: Sequence[str] = ()
    teams: Sequence[str] = ()


def chosen(values: Sequence[str] | None) -> list[str] | None:
    """Return the values as a query takes them: None, which is everything, where none is chosen."""
    return list(values) if values else None
