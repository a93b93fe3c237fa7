"""What was looked at: every test that was made, folded, and how the detector was tried."""

from collections.abc import Collection
from typing import Any

import streamlit as st

from patrolqr.analysis import Run, wording
from patrolqr.analysis.detectors.base import Detector, OfPoints
from patrolqr.core import clock
from patrolqr.desk.shared import cached, findings, frame, printing, words
from patrolqr.store import patterns
from patrolqr.store.briefings import instant

RAREST = 170
"""Pixels that "less than 1 in a million" needs."""

TABLE: dict[str, Any] = {
    "neighbourhood": "Neighbourhood",
    "category": "Crime type",
    "observed": st.column_config.NumberColumn("Counted", format="%d", width=75),
    "expected": st.column_config.NumberColumn("Expected", format="%.1f", width=80),
    "low": st.column_config.NumberColumn("from", format="%d", width=55),
    "high": st.column_config.NumberColumn("to", format="%d", width=55),
    "p": st.column_config.TextColumn("By chance", width=RAREST),
    "q": st.column_config.TextColumn("Over all tests", width=RAREST),
    "reading": "Reading",
}


def _tried(detector: Detector) -> str:
    """Return what came of the detector on simulated years, or how to try it: of rises among counts
    alone, points are tried by their shuffles.
    """
    if isinstance(detector, OfPoints) or not detector.is_rise:
        return ""
    kept = [row for row in cached.ask(patterns.calibrations) if row["detector"] == detector.name]
    if not kept:
        return "Not tried on simulated years yet; the command `patterns` does it, with the app stopped."
    worst = max(kept, key=lambda row: row["cards_a_year"])
    day = frame.day(clock.local(instant(worst["made_us"])).date())
    return (
        f"Tried {day} on {worst['years']} simulated years of {len(kept)} kinds in which nothing changes, at "
        f"this force's means: at most {worst['cards_a_year']:.1f} false cards a year "
        f"({worst['scenario']}). {wording.doublings(worst)}"
    )


def looked_at(run: Run, ground: Collection[str]) -> None:
    """Show every test that was made on that ground, the least likely by chance first, and since when
    the detector looks; the figures folded.
    """
    made = [row for row in cached.ask(patterns.runs) if row["detector"] == run.detector.name]
    looks = (
        f" Runs kept so far: {made[0]['runs']}, the first to {frame.day(made[0]['first_day'])}."
        if made
        else ""
    )
    st.caption(
        f"{run.detector.title}: what the public reported from {frame.day(run.since)} to {frame.day(run.last_day)}, "
        f"{run.detector.rule}{looks} {run.detector.cannot_see} "
        f"{words.plain(run.gaps)} {words.plain(run.incomplete)} {_tried(run.detector)}"
    )
    tests = run.tests.assign(**{name: run.tests[name].map(wording.odds) for name in ("p", "q")})
    there = findings.on_ground(tests, ground)
    with st.expander(f"Its {len(there):,} tests"):
        st.dataframe(there, hide_index=True, column_order=list(TABLE), column_config=TABLE)
        printing.table(there[list(TABLE)])
