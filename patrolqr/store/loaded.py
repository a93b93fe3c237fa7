"""What was loaded, as pages show it: files, what there is of each kind, up to when."""

from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.store.session import Session


class LoadRow(TypedDict):
    """A file that was loaded, and what became of its rows."""

    loaded_at: datetime
    file_name: str
    kind: str
    rows_read: int
    rows_new: int
    rows_known: int
    rows_updated: int
    rows_quarantined: int
    load_id: str


class ExtentRow(TypedDict):
    """How many rows there are of a kind, force and system, and from which day to which."""

    kind: str
    force: str | None
    source: str | None
    rows: int
    first_day: date
    last_day: date


class ReachedRow(TypedDict):
    """Up to when the rows of one load reach, by kind, force and system, and when it was loaded."""

    kind: str
    force: str | None
    source: str | None
    loaded_at: datetime
    reaches: datetime


class MarkRow(TypedDict):
    """Counts that tell one state of what is loaded, and of the areas' names, from another."""

    loads: int
    undone: int
    incidents: int
    reasons: int
    stop_searches: int
    covered: int
    areas: int


def mark(session: Session) -> tuple[int, ...]:
    """Return what changes whenever a load, or its taking back, changed what is loaded, and whenever
    a patrol area is new or named anew; patrol logs and briefings of known areas leave it as it is.
    """
    (row,) = session.rows(MarkRow, "loads/mark")
    return tuple(row.values())  # type: ignore[arg-type]


def loaded(session: Session) -> pd.DataFrame:
    """Return one row (LoadRow) per file that was loaded, newest first."""
    return session.frame(LoadRow, "loads/loads")


def extent(session: Session) -> pd.DataFrame:
    """Return what is loaded (ExtentRow): kinds of rows, how many, from when to when."""
    return session.frame(ExtentRow, "loads/extent")


def reached(session: Session) -> pd.DataFrame:
    """Return up to when each load's rows reach (ReachedRow), by kind, force and system."""
    return session.frame(ReachedRow, "loads/reached")
