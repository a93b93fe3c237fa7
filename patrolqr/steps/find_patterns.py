"""Counts to patterns, for the Patterns page and the command line alike. No Streamlit here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from patrolqr import analysis
from patrolqr.analysis import covered as coverage
from patrolqr.analysis import lateness
from patrolqr.core import clock
from patrolqr.steps import look_at_notes
from patrolqr.store import Session, covered, incidents

COUNTS: dict[str, Callable[..., pd.DataFrame]] = {
    "weekly_counts": incidents.weekly_counts,
    "monthly_counts": incidents.monthly_counts,
    "dated_points": incidents.dated_points,
    **look_at_notes.ASKED,
}
"""What a detector asks for → the counts, points or words it is given."""


def find(
    session: Session, *, as_of: date, as_known_at: datetime | None = None
) -> list[analysis.Run]:
    """Return one run per detector whose kind of data is there, as at the beginning of the patrol
    day as_of.

    With a moment, only what was loaded until then counts: a back-test sees nothing that came later.
    """
    complete = _complete(session, as_known_at)
    runs = analysis.patterns(_ask(session, complete, as_known_at), as_of=as_of)
    if complete.ends is None or as_of <= complete.ends:
        return runs
    return [
        replace(run, incomplete=complete.text) if run.detector.needs.precision == "minute" else run
        for run in runs
    ]


def why_none(session: Session, *, as_of: date) -> str:
    """Return why no detector of counts has a run as at that day, as a sentence; "" where there are no
    incidents at all.
    """
    days = [row["first_day"] for row in incidents.available(session)]
    if not days:
        return ""
    return (
        f"No complete week or month before {clock.day_text(as_of)} is loaded. The first incidents are of "
        f"{clock.day_text(min(days))}: choose a later day, or load earlier ones."
    )


def counts_of(
    session: Session, *, as_known_at: datetime | None = None
) -> Callable[..., pd.DataFrame]:
    """Return what answers a detector with counts of that store, by the name of what it needs."""
    return _ask(session, _complete(session, as_known_at), as_known_at)


def _ask(
    session: Session, complete: lateness.Settled, as_known_at: datetime | None
) -> Callable[..., pd.DataFrame]:
    def ask(name: str, **days: date) -> pd.DataFrame:
        if name == "covered":
            return complete.covered
        return COUNTS[name](session, **days, as_known_at=as_known_at)

    return ask


def _complete(session: Session, as_known_at: datetime | None) -> lateness.Settled:
    """Return what of the loaded days is complete, as far as earlier reports tell."""
    return lateness.settled(
        coverage.of_incidents(covered.covered(session, as_known_at=as_known_at)),
        covered.reporting(session, as_known_at=as_known_at),
    )
