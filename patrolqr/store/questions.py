"""What the named questions of a review meeting are answered from: rows of one kind of thing each, of
chosen days, teams and places. Nothing here is an officer's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice, chosen
from patrolqr.core.incident import Precision
from patrolqr.store.coins import stood
from patrolqr.store.question_rows import (
    AreaRow,
    AreaWeekRow,
    ArrestRow,
    ChangedRow,
    DoneRow,
    DutyRow,
    EngagementRow,
    NotedRow,
    PatrolRow,
    PickRow,
    RecordedRow,
    ReportedRow,
    SearchRow,
    TaskingRow,
)
from patrolqr.store.session import Session


@dataclass(frozen=True)
class QuestionChoice(PlaceChoice):
    """Which rows: days and places as everywhere, of incidents also the crime type ("" is all), how
    exactly they are known, and the moment as which they are told; of logs the words sought.
    """

    category: str = ""
    precision: Precision | None = None
    search: str = ""
    as_known_at: datetime | None = None


def taskings(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (TaskingRow) per tasking of the newest sheets."""
    return session.frame(
        TaskingRow,
        "questions/taskings",
        choice=choice,
        zone=clock.zone().key,
        as_known_at=choice.as_known_at,
    )


def patrols(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (PatrolRow) per patrol, the first first."""
    return session.frame(
        PatrolRow,
        "questions/patrols",
        choice=choice,
        zone=clock.zone().key,
        day_starts=clock.DAY_STARTS,
    )


def done(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (DoneRow) per patrol area and duty that a log was sent for."""
    return session.frame(
        DoneRow,
        "questions/done",
        choice=choice,
    )


def logs(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (NotedRow) per visit that has the words sought, the newest first."""
    return session.frame(
        NotedRow,
        "questions/logs",
        choice=choice,
        search=choice.search or None,
    )


def engagements(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (EngagementRow) per engagement that a log tells more about."""
    return session.frame(
        EngagementRow,
        "questions/engagements",
        choice=choice,
        as_known_at=choice.as_known_at,
    )


def searches(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (SearchRow) per stop-search that a log tells more about."""
    return session.frame(
        SearchRow,
        "questions/searches",
        choice=choice,
    )


def arrests(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (ArrestRow) per arrest that a log tells more about."""
    return session.frame(
        ArrestRow,
        "questions/arrests",
        choice=choice,
    )


def picks(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (PickRow) per patrol area and duty about which somebody decided."""
    return session.frame(
        PickRow,
        "questions/picks",
        choice=choice,
    )


def areas(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return the patrol areas in force (AreaRow), whenever they were made."""
    return session.frame(
        AreaRow,
        "questions/areas",
        areas=chosen(choice.areas),
        neighbourhoods=chosen(choice.neighbourhoods),
    )


def duties(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (DutyRow) per duty that had a sheet."""
    return session.frame(
        DutyRow,
        "questions/duties",
        choice=choice,
    )


def incidents(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (ReportedRow) per incident that the public reported, the newest first."""
    return session.frame(
        ReportedRow,
        "questions/incidents",
        since=choice.since,
        until=choice.until,
        areas=chosen(choice.areas),
        neighbourhoods=chosen(choice.neighbourhoods),
        precision=choice.precision,
        category=choice.category or None,
        as_known_at=choice.as_known_at,
    )


def coins(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (store.coins.StoodRow) per coin and place that stood in it."""
    return stood(session, choice, as_known_at=choice.as_known_at)


WEEKS_BEFORE = 52
"""Weeks before the days asked about of which incidents are given: what was known when areas were picked."""


def area_weeks(session: Session, choice: QuestionChoice) -> pd.DataFrame:
    """Return one row (AreaWeekRow) per patrol area and whole week, WEEKS_BEFORE weeks before the chosen
    days begin and on; none where no days are chosen.
    """
    weeks = []
    if choice.since and choice.until:
        monday = choice.since - timedelta(days=choice.since.weekday(), weeks=WEEKS_BEFORE)
        whole = (choice.until - monday).days // 7
        weeks = [monday + timedelta(weeks=number) for number in range(whole)]
    return session.frame(
        AreaWeekRow,
        "questions/area_weeks",
        weeks=weeks,
        teams=chosen(choice.teams),
        areas=chosen(choice.areas),
        neighbourhoods=chosen(choice.neighbourhoods),
        as_known_at=choice.as_known_at,
    )


def recorded(session: Session, choice: PlaceChoice) -> RecordedRow:
    """Return from which patrol day to which the chosen teams have sheets or logs."""
    (row,) = session.rows(RecordedRow, "questions/recorded", teams=chosen(choice.teams))
    return row


def changed_since(session: Session, choice: QuestionChoice) -> int:
    """Return how many of the chosen visits came in, or were corrected, since the moment as which they
    are told.
    """
    (row,) = session.rows(
        ChangedRow,
        "questions/changed_since",
        choice=choice,
        as_known_at=choice.as_known_at,
    )
    return row["logs"]
