"""What was loaded: per force, system and kind of rows the months or days, so that time without a
file is never taken for time without crime.

Kept by the loads themselves, and gone when a load is taken back.
"""

from datetime import date, datetime
from typing import TypedDict

import pandas as pd
import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.incident import Precision
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

DAYS_WITHOUT = 7
"""Fewer days than this without a row end no stretch, however busy the force."""

ROWS_EXPECTED = 20
"""Days in which this many rows were to be expected, at the file's own pace or at that of the same
system's earlier loads, and none came were not loaded: chance leaves out so many once in 500 million.
"""

DAYS_KNOWN = 28
"""Days that a system's loads must have covered before it counts how many rows they held a day: four
whole weeks, so that one busy weekend sets no pace.
"""


class CoveredRow(TypedDict):
    """A stretch of days (both ends loaded) of one force, system and kind of rows."""

    force: str | None
    source: str | None
    kind: str
    precision: Precision
    first_day: date
    last_day: date
    rows: int


class ByLoadRow(TypedDict):
    """A stretch of days that a load brought, and when that was."""

    loaded_us: int
    load_id: str
    force: str | None
    source: str | None
    kind: str
    precision: Precision
    first_day: date
    last_day: date


class CalendarRow(TypedDict):
    """How many days of a month were loaded, of one force, system and kind of rows."""

    kind: str
    precision: Precision
    force: str | None
    source: str | None
    month: date
    days: int
    days_in_month: int


class ReportingRow(TypedDict):
    """Of the incidents of days, how many were known when the days were so old (age, in days).

    `learned` from "loads" (what later ones added) or "reports" (when they were reported).
    """

    force: str | None
    source: str | None
    kind: str
    learned: str
    age: int
    known: int
    total: int


FILLED_AFTER = 28
"""Days after which a day counts as complete when reporting is learned from it."""

LOOKED_BACK = 183
"""Days from which reporting is learned: what a force did a year ago says little."""


def covered(session: Session, *, as_known_at: datetime | None = None) -> pd.DataFrame:
    """Return the stretches of days that were loaded (CoveredRow) up to a moment, or up to now.

    Those of several loads may overlap.
    """
    return session.frame(CoveredRow, "covered/covered", as_known_at=as_known_at)


def by_load(session: Session, *, until: date, month_until: date) -> pd.DataFrame:
    """Return what each load brought (ByLoadRow), the first load first: of days those before until, of
    months those before the one that begins on month_until.
    """
    return session.frame(ByLoadRow, "covered/by_load", until=until, month_until=month_until)


def reporting(session: Session, *, as_known_at: datetime | None = None) -> pd.DataFrame:
    """Return how late reports came (ReportingRow) of what was loaded up to a moment, or up to now."""
    return session.frame(
        ReportingRow,
        "covered/reporting",
        as_known_at=as_known_at,
        filled_after=FILLED_AFTER,
        looked_back=LOOKED_BACK,
        zone=clock.zone().key,
        day_starts=clock.DAY_STARTS,
    )


def calendar(session: Session) -> pd.DataFrame:
    """Return one row (CalendarRow) per kind of rows and month in which anything was loaded."""
    return session.frame(CalendarRow, "covered/calendar")


def begin(written: Writing) -> None:
    """Let a load count what it covers."""
    written.change("covered/covering")


def count_street_rows(written: Writing, rows: pa.Table, *, call_types: list[str]) -> None:
    """Count a batch of a street file, also its rows that are there already."""
    written.change_over("covered/count_street_rows", rows, call_types=call_types)


def count_dated_rows(written: Writing, rows: pa.Table, *, kind: str) -> None:
    """Count a batch of the force's own incidents or calls."""
    written.change_over("covered/count_dated_rows", rows, kind=kind)


def count_searches(written: Writing, rows: pa.Table) -> None:
    """Count a batch of stop-searches."""
    written.change_over("covered/count_searches", rows)


def keep(written: Writing, load_id: str | None) -> None:
    """Keep what was counted as covered by the load."""
    written.change(
        "covered/insert_covered",
        load_id=load_id,
        days_without=DAYS_WITHOUT,
        rows_expected=ROWS_EXPECTED,
        days_known=DAYS_KNOWN,
    )


def forget(written: Writing, load_id: str) -> None:
    """Let a load that is taken back cover nothing."""
    written.change("undo/remove_covered", load_id=load_id)
