"""The ground officers are sent to, and the decision to send them there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PatrolArea:
    """The polygon officers are sent to. `geometry` is GeoJSON text in EPSG:4326."""

    area_id: str
    version: int
    name: str
    geometry: str
    cell: str | None
    neighbourhood_id: str | None


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
