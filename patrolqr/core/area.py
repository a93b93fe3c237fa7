"""The ground officers are sent to, and the decision to send them there."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PatrolArea:
    """The polygon officers are sent to. `geometry` is GeoJSON text in EPSG:4326.

    `cell` is the square it was picked as; `squares` are those whose incidents count as its own, none
    where that is `cell` alone.
    """

    area_id: str
    version: int
    name: str
    geometry: str
    cell: str | None
    neighbourhood_id: str | None
    squares: tuple[str, ...] = ()

    @property
    def counted_in(self) -> tuple[str, ...]:
        """Return the names of the squares whose incidents count as its own."""
        return self.squares or ((self.cell,) if self.cell else ())


@dataclass(frozen=True)
class Candidate:
    """A cell somebody picked: `cell` is its grid name, `geometry` its outline (GeoJSON text,
    EPSG:4326).
    """

    cell: str
    name: str
    geometry: str
    neighbourhood_id: str | None
    why: str


@dataclass(frozen=True)
class Pick:
    """A patrol area picked for a patrol day and shift, and why."""

    area: PatrolArea
    why: str


@dataclass(frozen=True)
class PassedOver:
    """Why a candidate was looked at and not picked for a duty, by whom and when."""

    why: str
    decided_by: str
    decided_at: datetime
