"""Words in officers' notes, counted: each once per officer and shift, and never one that fewer officers
wrote than are asked for.

Numbers and what is written all in capitals are no words; what was redacted is in none.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core.form.privacy import FEWEST_OFFICERS
from patrolqr.store.session import Session


class NotedRow(TypedDict):
    """From which patrol day to which there are logs with notes, how many, and when the last of them
    came in or was corrected.
    """

    first_day: date
    last_day: date
    rows: int
    newest_us: int


class WeekRow(TypedDict):
    """A word in a week (named by its Monday): in how many officers' shifts; `written` is the same of
    every word together.

    `officers`, `busiest` (shifts of whoever wrote it most) and `tests` (words of fewer officers too) are
    of the recent time; `small` and `capital` say how often it was spelt so within a sentence.
    """

    period: date
    word: str
    shifts: int
    written: int
    officers: int
    busiest: int
    tests: int
    small: int
    capital: int


class AreaRow(TypedDict):
    """A word in the recent notes of a patrol area: in how many officers' shifts of those with notes
    there, by how many officers in how many patrols, and the same before, there and everywhere.

    `tests` counts all words of all areas.
    """

    word: str
    area_id: str
    area: str
    neighbourhood_id: str
    neighbourhood: str
    shifts: int
    written: int
    officers: int
    patrols: int
    before_shifts: int
    before_written: int
    everywhere_shifts: int
    everywhere_written: int
    tests: int
    small: int
    capital: int


class BehindRow(TypedDict):
    """A log in whose notes a word stands."""

    word: str
    log_id: str
    patrol_day: date
    shift: str
    area_id: str
    area: str
    text: str


def noted(session: Session, *, until: date, as_known_at: datetime | None = None) -> NotedRow | None:
    """Return from when to when there are notes before the day until, None where there are none."""
    found = session.rows(NotedRow, "note_words/noted", until=until, as_known_at=as_known_at)
    return found[0] if found else None


def by_week(
    session: Session, *, since: date, recent: date, until: date, as_known_at: datetime | None = None
) -> pd.DataFrame:
    """Return per week (WeekRow) each word that FEWEST_OFFICERS wrote since the day recent."""
    return session.frame(
        WeekRow,
        "note_words/by_week",
        since=since,
        recent=recent,
        until=until,
        as_known_at=as_known_at,
        fewest_officers=FEWEST_OFFICERS,
    )


def by_area(
    session: Session, *, since: date, recent: date, until: date, as_known_at: datetime | None = None
) -> pd.DataFrame:
    """Return each word and area (AreaRow) where FEWEST_OFFICERS wrote it since the day recent, in as
    many patrols: who was there together noticed it together.
    """
    return session.frame(
        AreaRow,
        "note_words/by_area",
        since=since,
        recent=recent,
        until=until,
        as_known_at=as_known_at,
        fewest_officers=FEWEST_OFFICERS,
    )


def behind(
    session: Session,
    words: Sequence[str],
    *,
    since: date,
    until: date,
    as_known_at: datetime | None = None,
) -> pd.DataFrame:
    """Return the logs (BehindRow) of those days in whose notes one of the words stands, the newest
    first.
    """
    return session.frame(
        BehindRow,
        "note_words/behind",
        words=list(words),
        since=since,
        until=until,
        as_known_at=as_known_at,
    )
