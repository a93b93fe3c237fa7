"""Rows of files that could not be used: where they stand, what is wrong with them, and when they are
done with.
"""

from datetime import datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.session import PATIENCE_S, Session


class QuarantinedRow(TypedDict):
    """A row of a file that could not be used, as it stood there."""

    file_name: str
    line: int
    column_name: str | None
    value: str | None
    reason: str
    content: str
    loaded_at: datetime
    load_id: str


class ReasonsRow(TypedDict):
    """Why rows of a file could not be used, and how many of them."""

    file_name: str
    reason: str
    rows: int
    first_line: int
    loaded_at: datetime
    load_id: str


def quarantined(session: Session, *, limit: int | None = None) -> pd.DataFrame:
    """Return the rows of files that could not be used (QuarantinedRow), newest file first."""
    return session.frame(QuarantinedRow, "quarantine/quarantine", limit=limit)


def quarantine_reasons(session: Session) -> pd.DataFrame:
    """Return one row (ReasonsRow) per file and reason why rows of it could not be used."""
    return session.frame(ReasonsRow, "quarantine/quarantine_reasons")


def set_aside(session: Session, load_id: str) -> int:
    """Set aside what one load could not use, under the name of whoever does; return how many rows.

    Nothing is deleted. InputWrong where there is nothing any more.
    """
    with session.loading("load", patience_s=PATIENCE_S) as written:
        changed = written.change(
            "quarantine/set_aside_by_hand",
            load_id=load_id,
            at=clock.now(),
            by=session.actor.person,
        )
    if not changed:
        raise InputWrong("These rows are set aside already. Look at the list again.")
    return changed
