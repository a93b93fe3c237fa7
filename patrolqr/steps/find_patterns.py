"""Counts to patterns, for the Patterns page and the command line alike. No Streamlit here."""

from collections.abc import Callable
from datetime import date, datetime

import pandas as pd

from patrolqr import analysis
from patrolqr.store import Session, covered, incidents

COUNTS: dict[str, Callable[..., pd.DataFrame]] = {
    "weekly_counts": incidents.weekly_counts,
    "monthly_counts": incidents.monthly_counts,
}
"""What a detector asks for → the counts it is given."""


def find(
    session: Session, *, as_of: date, as_known_at: datetime | None = None
) -> list[analysis.Run]:
    """Return one run per detector whose kind of data is there, as at the beginning of the patrol
    day as_of.

    With a moment, only what was loaded until then counts: a back-test sees nothing that came later.
    """
    return analysis.patterns(counts_of(session, as_known_at=as_known_at), as_of=as_of)


def counts_of(
    session: Session, *, as_known_at: datetime | None = None
) -> Callable[..., pd.DataFrame]:
    """Return what answers a detector with counts of that store, by the name of what it needs."""

    def ask(name: str, **days: date) -> pd.DataFrame:
        if name == "covered":
            return covered.covered(session, as_known_at=as_known_at)
        return COUNTS[name](session, **days, as_known_at=as_known_at)

    return ask
