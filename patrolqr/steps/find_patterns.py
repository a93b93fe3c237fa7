"""Counts to patterns, for the Patterns page and the command line alike. No Streamlit here."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from patrolqr import analysis
from patrolqr.store import Session, covered, incidents

COUNTS: dict[str, Callable[..., pd.DataFrame]] = {
    "weekly_counts": incidents.weekly_counts,
    "monthly_counts": incidents.monthly_counts,
}
"""What a detector asks for → the counts it is given."""


def find(session: Session, *, as_of: date) -> list[analysis.Run]:
    """Return one run per detector whose kind of data is there, as at the beginning of the patrol
    day as_of.
    """
    return analysis.patterns(counts_of(session), as_of=as_of)


def counts_of(session: Session) -> Callable[..., pd.DataFrame]:
    """Return what answers a detector with counts of that store, by the name of what it needs."""

    def ask(name: str, **days: date) -> pd.DataFrame:
        if name == "covered":
            return covered.covered(session)
        return COUNTS[name](session, **days)

    return ask
