"""Incidents counted: what there is, per square, per week or month, and where they lie.

Counts can be asked as they were known at a moment: a back-test never sees what came later.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.incident import KINDS_OF_POINT, SNAP_POINTS, Precision
from patrolqr.geo.squares import CELL_METRES
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


class AvailableRow(TypedDict):
    """What there is of one precision; `until` is the first day without data, `last_us` the last
    instant (none for month data).
    """

    precision: Precision
    incidents: int
    placed: int
    first_day: date
    until: date
    last_us: int | None
    last_day: date


class CellRow(TypedDict):
    """A square with incidents, named by its south-west corner, and what is most frequent
    in it.

    Of the count, count_paired is of days (months) that were loaded in the time before too;
    count_before is of those days then.
    """

    cell: str
    easting: int
    northing: int
    count: int
    count_paired: int
    count_before: int
    police_count: int
    snap_count: int
    snap_point: str | None
    street: str | None
    named_street: str | None
    top_category: str | None
    top_category_count: int
    neighbourhood_id: str | None
    neighbourhood: str | None
    force: str | None


class CountedPointRow(TypedDict):
    """A point (metres, EPSG:27700) and how many incidents of one precision lie on it."""

    easting: float
    northing: float
    precision: Precision
    incidents: int


class PlacedRow(TypedDict):
    """A point (metres, EPSG:27700) and how many incidents lie on it."""

    easting: float
    northing: float
    incidents: int


class StepRow(TypedDict):
    """What the public reported in one square (by its south-west corner), of one crime type, in one
    step of time.
    """

    easting: int
    northing: int
    category: str | None
    step: int
    incidents: int


class TimeRow(TypedDict):
    """Incidents of a square on one weekday (0 is Monday, of the patrol day) at one minute of the wall
    clock, from midnight on.
    """

    cell: str
    weekday: int
    minute: int
    incidents: int


class CountRow(TypedDict):
    """What the public reported in one period (named by its first day), neighbourhood, crime type,
    force and kind of rows.
    """

    period: date
    neighbourhood_id: str | None
    neighbourhood: str | None
    category: str
    force: str | None
    kind: str
    incidents: int


class DatedPointRow(TypedDict):
    """An incident that the public reported, with its patrol day, its point (metres, EPSG:27700), and the
    hour of the wall clock where it is known.
    """

    incident_id: str
    patrol_day: date
    category: str
    force: str | None
    kind: str
    easting: float
    northing: float
    street: str | None
    reference: str | None
    neighbourhood_id: str | None
    neighbourhood: str | None
    hour: float | None


class PointRow(TypedDict):
    """A point and small area in which there are incidents."""

    longitude: float | None
    latitude: float | None
    small_area_id: str | None


def available(session: Session) -> list[AvailableRow]:
    """Return what there is per precision of the incidents, "month" last."""
    return session.rows(AvailableRow, "incidents/available")


def finest(session: Session) -> Precision | None:
    """Return the precision that says most: to the minute where there is such, else by the month; None
    where there are no incidents.
    """
    return min((each["precision"] for each in available(session)), default=None)


def cells(
    session: Session,
    *,
    since: date,
    until: date,
    before_since: date,
    before_until: date,
    precision: Precision,
    side: int = CELL_METRES,
    categories: Sequence[str] | None = None,
    neighbourhoods: Sequence[str] | None = None,
    as_known_at: datetime | None = None,
) -> pd.DataFrame:
    """Return one row (CellRow) per square of that side with incidents since the first day and before the last
    one, or in the comparable days before.

    No categories or neighbourhoods mean all of them.
    """
    return session.frame(
        CellRow,
        "incidents/cells",
        since=since,
        until=until,
        before_since=before_since,
        before_until=before_until,
        years_before=since.year - before_since.year,
        as_known_at=as_known_at,
        precision=precision,
        side=side,
        categories=list(categories) if categories else None,
        neighbourhoods=list(neighbourhoods) if neighbourhoods else None,
        snap_points=list(SNAP_POINTS),
        kinds_of_point=list(KINDS_OF_POINT),
    )


def squares_by_step(
    session: Session,
    *,
    steps: Sequence[tuple[date, date]],
    precision: Precision,
    side: int = CELL_METRES,
    neighbourhoods: Sequence[str] | None = None,
    without_points: Sequence[str] = (),
    as_known_at: datetime | None = None,
) -> pd.DataFrame:
    """Return what was reported per square of that side, crime type and step (StepRow), each step from its first
    day to before its last, numbered in the order given.

    Incidents at points labelled as in `without_points` are left out; no neighbourhoods mean all.
    """
    return session.frame(
        StepRow,
        "incidents/squares_by_step",
        starts=[start for start, _ in steps],
        ends=[end for _, end in steps],
        precision=precision,
        side=side,
        neighbourhoods=list(neighbourhoods) if neighbourhoods else None,
        without_points=list(without_points),
        as_known_at=as_known_at,
    )


def times_of_day(
    session: Session,
    cells: Sequence[str],
    *,
    since: date,
    until: date,
    categories: Sequence[str] = (),
    neighbourhoods: Sequence[str] = (),
) -> pd.DataFrame:
    """Return what the public reported to the minute in these squares (TimeRow), of patrol days from
    since to before until and of these types and neighbourhoods (none: all).
    """
    return session.frame(
        TimeRow,
        "incidents/times_of_day",
        cells=list(cells),
        since=since,
        until=until,
        categories=list(categories) or None,
        neighbourhoods=list(neighbourhoods) or None,
        zone=clock.zone().key,
    )


def weekly_counts(
    session: Session, *, since: date, until: date, as_known_at: datetime | None = None
) -> pd.DataFrame:
    """Return what the public reported to the minute (CountRow), per week from Monday since on."""
    return session.frame(
        CountRow,
        "incidents/weekly_counts",
        since=since,
        until=until,
        as_known_at=as_known_at,
    )


def monthly_counts(
    session: Session, *, since: date, until: date, as_known_at: datetime | None = None
) -> pd.DataFrame:
    """Return what the public reported by month (CountRow), from the month since on."""
    return session.frame(
        CountRow,
        "incidents/monthly_counts",
        since=since,
        until=until,
        as_known_at=as_known_at,
    )


def dated_points(
    session: Session,
    *,
    since: date,
    until: date,
    categories: Sequence[str] | None = None,
    as_known_at: datetime | None = None,
) -> pd.DataFrame:
    """Return the incidents (DatedPointRow) of patrol days from since to the day before until, the
    oldest first; no categories mean all.
    """
    return session.frame(
        DatedPointRow,
        "incidents/dated_points",
        since=since,
        until=until,
        categories=list(categories) if categories else None,
        zone=clock.zone().key,
        as_known_at=as_known_at,
    )


def incident_points(written: Writing) -> pd.DataFrame:
    """Return the distinct points and small areas (PointRow) among all incidents."""
    return written.frame(PointRow, "incidents/incident_points")


def assign_neighbourhoods(written: Writing, points: pd.DataFrame) -> int:
    """Give the incidents at these points (PointRow) their `neighbourhood_id`; return how many
    changed.
    """
    return written.change_over("incidents/assign_neighbourhoods", points)


def points_in(
    session: Session,
    bounds: tuple[float, float, float, float],
    *,
    since: date,
    until: date,
) -> pd.DataFrame:
    """Return the points with incidents of the public (CountedPointRow) within the bounds (west, south, east,
    north in metres, EPSG:27700), of days (months) from since to the day before until.
    """
    west, south, east, north = bounds
    return session.frame(
        CountedPointRow,
        "incidents/points_in",
        west=west,
        south=south,
        east=east,
        north=north,
        since=since,
        until=until,
    )


def points_of(
    session: Session,
    *,
    since: date,
    until: date,
    precision: Precision,
    categories: Sequence[str] = (),
    neighbourhoods: Sequence[str] = (),
    without_points: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the points with incidents of the public (PlacedRow) of one precision, of days (months)
    from since to the day before until, without those labelled as in `without_points`.

    No categories or neighbourhoods mean all of them.
    """
    return session.frame(
        PlacedRow,
        "incidents/points_of",
        since=since,
        until=until,
        precision=precision,
        categories=list(categories) if categories else None,
        neighbourhoods=list(neighbourhoods) if neighbourhoods else None,
        without_points=list(without_points),
    )
