"""Patrol areas: the ground officers are sent to, in versions; a renamed area is a new version."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.area import Candidate, PatrolArea
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


class AreaRow(TypedDict):
    """A version of a patrol area."""

    area_id: str
    version: int
    name: str
    geometry: str
    cell: str | None
    neighbourhood_id: str | None
    squares: list[str] | None


class LabelRow(TypedDict):
    """A patrol area by a label that tells areas of one name apart, and the square it stands for."""

    area_id: str
    label: str
    cell: str | None


class BackgroundRow(TypedDict):
    """What was reported at a place, to start a sergeant's texts from; `category` is the crime type of
    which there is most beyond its share everywhere.

    `newest_source` is what must stand beside the newest text: reference and grade of intelligence.
    """

    place: str
    category: str | None
    newest_reason: str | None
    newest_source: str | None
    calls: int


class HourRow(TypedDict):
    """Incidents of a place in one hour of the wall clock, 0–23."""

    place: str
    hour: int
    incidents: int


def in_force(session: Session, area_id: str) -> PatrolArea | None:
    """Return the version of the patrol area that is in force, or None."""
    found = session.rows(AreaRow, "areas/area_in_force", area_id=area_id)
    return area_of(found[0]) if found else None


def area_of(row: AreaRow) -> PatrolArea:
    """Return the version of a patrol area that a row tells of."""
    return PatrolArea(
        area_id=row["area_id"],
        version=row["version"],
        name=row["name"],
        geometry=row["geometry"],
        cell=row["cell"],
        neighbourhood_id=row["neighbourhood_id"],
        squares=tuple(row["squares"] or ()),
    )


def by_name(session: Session) -> list[LabelRow]:
    """Return every patrol area in force, by label."""
    return session.rows(LabelRow, "areas/areas_by_name")


def names(session: Session) -> dict[str, str]:
    """Return what each square is called that a patrol area stands for, by the square."""
    return {row["cell"]: row["label"] for row in by_name(session) if row["cell"]}


def backgrounds(
    session: Session, places: Mapping[str, Sequence[str]], *, day: date
) -> dict[str, BackgroundRow]:
    """Return, per place (its name with its squares), what was reported there in the four weeks before
    the patrol day's end.
    """
    names, cells = _paired(places)
    found = session.rows(
        BackgroundRow,
        "areas/area_backgrounds",
        places=names,
        cells=cells,
        until=clock.day_window(day)[1],
    )
    return {row["place"]: row for row in found}


def hours(session: Session, places: Mapping[str, Sequence[str]], *, day: date) -> list[HourRow]:
    """Return public incidents to the minute per place (its name with its squares) and hour, of the
    year before the day's start.
    """
    names, cells = _paired(places)
    return session.rows(
        HourRow,
        "areas/area_hours",
        places=names,
        cells=cells,
        until=clock.day_window(day)[0],
        zone=clock.zone().key,
    )


def _paired(places: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """Return the name of each place once for each of its squares, and those squares."""
    names = [name for name, cells in places.items() for _ in cells]
    return names, [cell for cells in places.values() for cell in cells]


def known_by_cell(written: Writing, cells: Sequence[str]) -> dict[str, str]:
    """Return the patrol area id of each of these squares that has one."""
    found = written.rows(AreaRow, "areas/areas_by_cell", cells=list(cells))
    return {row["cell"]: row["area_id"] for row in found if row["cell"]}


def made_for(written: Writing, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Return the patrol area id per square, making the areas that do not exist yet."""
    known = known_by_cell(written, [candidate.cell for candidate in candidates])
    for candidate in candidates:
        if candidate.cell not in known:
            known[candidate.cell] = str(uuid.uuid4())
            written.change(
                "areas/insert_area",
                area_id=known[candidate.cell],
                name=candidate.name,
                geometry=candidate.geometry,
                cell=candidate.cell,
                neighbourhood_id=candidate.neighbourhood_id,
                valid_from=clock.now(),
            )
    return known


def keep_version(written: Writing, area: PatrolArea, at: datetime) -> PatrolArea:
    """Return the area in the version that says the same: the one in force, or its next one, which is
    inserted and ends the one before. Another sheet may have renamed or redrawn it meanwhile.
    """
    row = written.rows(AreaRow, "areas/area_in_force", area_id=area.area_id)[0]
    before = area_of(row)
    own = replace(area, version=before.version)
    if own == before:
        return own
    written.change("areas/end_area_version", area_id=area.area_id, version=before.version, at=at)
    written.change(
        "areas/insert_area_version",
        area_id=area.area_id,
        version=before.version,
        name=area.name,
        geometry=area.geometry,
        squares=list(area.squares),
        at=at,
    )
    return replace(area, version=before.version + 1)
