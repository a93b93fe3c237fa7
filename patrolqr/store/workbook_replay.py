"""A loaded table of patrol logs replayed: its own sums beside what PatrolQR counts of its rows."""

from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.store.session import Session


class ReplayRow(TypedDict):
    """A month and area: sums of the table, of its logs here, and why they are not the same."""

    month: str
    area: str
    logs_theirs: int
    logs_here: int
    engagements_theirs: int
    engagements_here: int
    searches_theirs: int
    searches_here: int
    arrests_theirs: int
    arrests_here: int
    difference: str


class LoadOfLogsRow(TypedDict):
    """A load of a table of patrol logs."""

    load_id: str
    file_name: str
    loaded_us: int


def loads_of_logs(session: Session) -> list[LoadOfLogsRow]:
    """Return the loads of tables of patrol logs, newest first."""
    return session.rows(LoadOfLogsRow, "table_logs/loads_of_logs")


def replay(session: Session, load_id: str) -> pd.DataFrame:
    """Return one row (ReplayRow) per month and area that the table or its logs have.

    `difference` is what the table has more (+) or less (−), each part with its reason; it is empty
    where both say the same.
    """
    return session.frame(ReplayRow, "table_logs/replay", load_id=load_id, zone=clock.zone().key)
