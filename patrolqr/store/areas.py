"""Patrol areas: the ground officers are sent to, in versions; a renamed area is a new version."""

import uuid
from collections.abc import Sequence
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


class LabelRow(TypedDict):
    """A patrol area by a label that tells areas of one name apart, and the square it stands for."""

    area_id: str
    label: str
    cell: str | None


class BackgroundRow(TypedDict):
    """What was reported in a square, to start a sergeant's texts from.

    `newest_source` is what must stand beside the newest text: reference and grade of intelligence.
    """

    cell: str
    category: str | None
    newest_reason: str | None
    newest_source: str | None
    calls: int


class HourRow(TypedDict):
    """Incidents of a square in one hour of the wall clock, 0–23."""

    cell: str
    hour: int
    incidents: int


def in_force(session: Session, area_id: str) -> PatrolArea | None:
    """Return the version of the patrol area that is in force, or None."""
    found = session.rows(AreaRow, "areas/area_in_force", area_id=area_id)
    return PatrolArea(**found[0]) if found else None


def by_name(session: Session) -> list[LabelRow]:
    """Return every patrol area in force, by label."""
    return session.rows(LabelRow, "areas/areas_by_name")


def names(session: Session) -> dict[str, str]:
    """Return what each square is called that a patrol area stands for, by the square."""
    return {row["cell"]: row["label"] for row in by_name(session) if row["cell"]}


def backgrounds(session: Session, cells: Sequence[str], *, day: date) -> dict[str, BackgroundRow]:
    """Return, per square, what was reported there in the four weeks before the patrol day's end."""
    found = session.rows(
        BackgroundRow,
        "areas/area_backgrounds",
        cells=list(cells),
        until=clock.day_window(day)[1],
    )
    return {row["cell"]: row for row in found}


def hours(session: Session, cells: Sequence[str], *, day: date) -> list[HourRow]:
    """Return public incidents to the minute per square and hour, of the year before the day's start."""
    return session.rows(
        HourRow,
        "areas/area_hours",
        cells=list(cells),
        until=clock.day_window(day)[0],
        zone=clock.zone().key,
    )


def made_for(written: Writing, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Return the patrol area id per square, making the areas that do not exist yet."""
    cells = [candidate.cell for candidate in candidates]
    found = written.rows(AreaRow, "areas/areas_by_cell", cells=cells)
    known = {row["cell"]: row["area_id"] for row in found if row["cell"]}
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


def keep_version(written: Writing, area: PatrolArea, at: datetime) -> None:
    """Insert the area's version if it is a new one, and end the one before."""
    before = area.version - 1
    if written.change("areas/end_area_version", area_id=area.area_id, version=before, at=at):
        written.change(
            "areas/insert_area_version", area_id=area.area_id, version=before, name=area.name, at=at
        )
