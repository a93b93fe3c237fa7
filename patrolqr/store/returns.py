"""What a force reports of a month or quarter: what was asked and done per patrol area, what was missed."""

from datetime import date
from typing import TypedDict

import pandas as pd

from patrolqr.store.session import Session


class AreaRow(TypedDict):
    """What was asked of one patrol area for one team, and what was done there; minutes are missing where
    no log told both its times.
    """

    area: str
    neighbourhood: str
    team: str
    taskings: int
    patrols_asked: int
    patrols_given: int
    minutes_asked: int
    minutes_given: int
    taskings_missed: int
    logs: int
    patrols: int
    minutes: int | None
    officer_minutes: int | None
    codes_read: int
    logs_capped: int
    engagements: int
    stop_searches: int
    arrests: int
    actions: int
    squares: list[str] | None
    area_id: str
    team_id: str


class MissedRow(TypedDict):
    """A tasking that got no patrol, and why, where anybody said so."""

    patrol_day: date
    shift: str
    team: str
    area: str
    reason: str | None
    patrols_asked: int
    minutes_asked: int
    codes_read: int
    tasking_id: str


def areas(session: Session, *, since: date, until: date) -> pd.DataFrame:
    """Return one row (AreaRow) per patrol area and team asked for or patrolled from patrol day since to
    the day before until.
    """
    return session.frame(AreaRow, "returns/areas", since=since, until=until)


def missed(session: Session, *, since: date, until: date) -> pd.DataFrame:
    """Return one row (MissedRow) per tasking of those days that got no patrol."""
    return session.frame(MissedRow, "returns/missed", since=since, until=until)
