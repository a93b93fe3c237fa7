"""What is known of one place: the incidents of its square, and the duties it was picked for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core.incident import Precision
from patrolqr.geo import squares
from patrolqr.store.session import Session


class IncidentRow(TypedDict):
    """An incident of a square; both instants are missing where no time of day is known."""

    incident_id: str
    day: date
    began_at: datetime | None
    ended_at: datetime | None
    category: str | None
    street: str | None
    origin: str
    kind: str
    reference: str | None
    outcome: str | None
    neighbourhood_id: str | None
    force: str | None


class DutyRow(TypedDict):
    """A duty for which a place was picked, passed over, taken out or asked for, with what it was given.
    area_id is missing where no patrol area stands for it.

    Nothing here is an officer's.
    """

    patrol_day: date
    shift: str
    team: str
    area_id: str | None
    decision: str | None
    why: str | None
    ask: str | None
    patrols_asked: int | None
    patrols_given: int | None
    minutes_asked: int | None
    minutes_given: int | None
    missed: str | None


class PatrolledRow(TypedDict):
    """A counting square that was patrolled: the first and last patrol day of which there is a log."""

    cell: str
    first_day: date
    last_day: date
    logs: int


def patrolled(session: Session) -> list[PatrolledRow]:
    """Return the counting squares in whose patrol areas anybody patrolled, by name."""
    return session.rows(PatrolledRow, "dossiers/patrolled")


def incidents(
    session: Session, cell: str, *, precision: Precision, since: date, until: date
) -> pd.DataFrame:
    """Return the incidents (IncidentRow) of a square, of days (months) from since to the day before
    until, newest first.
    """
    easting, northing = squares.middle(cell)
    return session.frame(
        IncidentRow,
        "dossiers/incidents_at",
        easting=easting,
        northing=northing,
        side=squares.side(cell),
        precision=precision,
        since=since,
        until=until,
    )


def duties(
    session: Session, area_ids: Sequence[str], *, until: date, cells: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the duties (DutyRow) of patrol days before until that had one of these patrol areas, or
    for which one of these squares was passed over, newest first.
    """
    return session.frame(
        DutyRow, "dossiers/duties_at", area_ids=list(area_ids), cells=list(cells), until=until
    )
