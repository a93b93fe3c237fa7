"""Near repeats: whether one incident is followed by others nearby, and where that may still come."""

from collections.abc import Collection, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from patrolqr.analysis import Run, dated_points, wording
from patrolqr.analysis.detectors import near_repeat
from patrolqr.analysis.detectors.near_repeat import NearRepeats
from patrolqr.core import clock
from patrolqr.desk.shared import cached, findings, frame, inputs, tables, who, words
from patrolqr.steps import follow_patterns, look_at_points, rank
from patrolqr.steps.look_at_points import Look, OpenWindow

LOOKED_AFTER_S = 2.0
"""How often the page looks how far the detectors of points are."""

LISTED = 6
"""Places listed at once; the table holds all of them."""

FAULTY = (
    "Points could not be looked at, because of a fault in PatrolQR itself. What went wrong stands in "
    "the output of the program."
)


def shown(as_of: date, ground: Collection[str]) -> None:
    """Show what near repeats there are, and the places on that ground where their window is open."""
    st.header("Near repeats", anchor=False)
    look = look_at_points.look(who.session(), as_of=as_of)
    if look.is_going_on:
        _watch(look)
        return
    if look.runs is None:
        st.error(FAULTY)
        return
    runs = [run for run in look.runs if isinstance(run.detector, NearRepeats)]
    follow_patterns.keep(who.session(), runs, as_of=as_of)
    if not runs:
        st.caption(f"Not looked for. {dated_points.UNDATED}")
    for run in runs:
        if not run.missing:
            _told(run, as_of, ground)
    for run in runs:
        if run.missing:
            st.caption(words.plain(f"{run.detector.title}: not looked for. {run.missing}"))


@st.fragment(run_every=LOOKED_AFTER_S)
def _watch(look: Look) -> None:
    """Say how far it is, and draw the page anew once it is over."""
    if not look.is_going_on:
        st.rerun()
    st.progress(look.share, text="Looking at points in the background; you can leave this page.")


def _told(run: Run, as_of: date, ground: Collection[str]) -> None:
    detector = run.detector
    st.markdown(words.plain(near_repeat.tell(run)))
    flagged = run.tests["flagged"].any()
    if flagged:
        _windows(run, as_of, ground)
    with st.expander(f"{detector.title}: its {len(run.tests)} bands", key=f"bands_{detector.name}"):
        table = run.tests.assign(
            ratio=(run.tests["observed"] / run.tests["expected"]).round(2),
            expected=run.tests["expected"].round(1),
            by_chance=run.tests["p"].map(wording.odds),
        )[["apart", "observed", "expected", "low", "high", "ratio", "by_chance", "reading"]]
        tables.grid(table.rename(columns={"apart": "band"}), detector.name)
        tables.downloads(lambda: table, detector.name, count=len(table))
        st.caption(
            f"What the public reported from {frame.day(run.since)} to {frame.day(run.last_day)}: "
            f"{detector.rule} {detector.cannot_see} {words.plain(run.gaps)}"
        )


def _windows(run: Run, as_of: date, ground: Collection[str]) -> None:
    """List the places where the window is open, each to be proposed for a patrol."""
    (category,) = set(run.tests["category"])
    found = [
        each
        for each in look_at_points.open_windows(
            run,
            cached.ask_of_loads(look_at_points.recent, (category,), as_of=as_of),
            names=cached.ask_of_loads(rank.names, "minute"),
            as_of=as_of,
        )
        if findings.is_on_ground(each.neighbourhood_id, ground)
    ]
    if not found:
        st.caption(f"On {clock.day_text(as_of)} no such window is open.")
    for each in found[:LISTED]:
        st.page_link(
            frame.PAGES / "hotspots.py",
            label=f"Propose a patrol at {words.plain(each.name)}{inputs.unless_today(as_of)}",
            icon=":material/add_location:",
            query_params={
                "cells": f"{each.name} · {each.cell}",
                "types": category,
                "day": as_of.isoformat(),
            },
            help=_why(each, category),
        )
        st.caption(words.plain(_why(each, category)))
    if len(found) > LISTED:
        _rest(found, run)


def _why(one: OpenWindow, category: str) -> str:
    number = wording.counted(category, one.incidents)
    newest = "the newest " if one.incidents > 1 else ""
    return (
        f"{number.capitalize()}, {newest}on {clock.day_text(one.newest)}: the window within "
        f"{one.metres} m is open until {clock.day_text(one.until)}."
    )


def _rest(found: Sequence[OpenWindow], run: Run) -> None:
    with st.expander(
        f"All {len(found)} places with an open window", key=f"open_{run.detector.name}"
    ):
        rows = pd.DataFrame(found, columns=list(OpenWindow._fields))
        shown_rows = rows.drop(columns="neighbourhood_id")
        tables.grid(shown_rows, f"open_{run.detector.name}")
        tables.downloads(lambda: shown_rows, f"open_{run.detector.name}", count=len(rows))
