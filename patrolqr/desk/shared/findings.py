"""Patterns on pages: the runs of every detector, and a card for each pattern that stands."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr import analysis
from patrolqr.analysis import wording
from patrolqr.analysis.detectors.base import Detector
from patrolqr.core import clock
from patrolqr.desk.shared import cached, frame, presses, printing, who, words
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.steps import find_patterns, rank
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
    "why": "Not a pattern, because",
}


def runs(as_of: date) -> list[analysis.Run]:
    """Return one run per detector that has its kind of data, as at the beginning of the patrol day."""
    return cached.ask_of_loads(find_patterns.find, as_of=as_of)


def reasons() -> dict[str, str]:
    """Return, per key of a pattern that was set aside, why and who says so."""
    return {
        row["pattern_key"]: f"{row['why']} ({row['decided_by']})"
        for row in cached.ask(patterns.states)
    }


def open_patterns(as_of: date, ground: Collection[str] = ()) -> list[dict[Hashable, Any]]:
    """Return the patterns that stand on that ground (columns of a run's tests), of all detectors,
    the least likely by chance first.
    """
    why = reasons()
    return [
        row
        for run in runs(as_of)
        for row in on_ground(run.standing(why), ground).to_dict("records")
    ]


def on_ground(tests: pd.DataFrame, ground: Collection[str]) -> pd.DataFrame:
    """Return the tests of those neighbourhoods and of the whole force; all where none is named.

    Every test was made all the same: what chance may do is judged over all of them.
    """
    if not ground:
        return tests
    everywhere = ["", wording.EVERYWHERE]
    return tests[tests["neighbourhood_id"].isin([*ground, *everywhere])]


def header(made: Sequence[analysis.Run]) -> str:
    """Return which data were tested, up to when."""
    return " · ".join(
        f"{len(run.tests):,} tests of complete {run.detector.needs.period}s to {frame.day(run.last_day)}"
        for run in made
    )


def needed() -> str:
    """Return what must be loaded before the detectors can say anything."""
    return ", or ".join(detector.needs.text for detector in analysis.DETECTORS)


def shown(run: analysis.Run, why: Mapping[str, str], ground: Collection[str]) -> None:
    """Show the patterns of one run that stand on that ground, side by side, or why there is none."""
    everywhere = run.standing(why)
    standing = on_ground(everywhere, ground)
    if run.missing:
        st.info(
            f"{run.detector.title}: too early to say. {run.missing} {words.plain(run.gaps)}",
            icon=":material/hourglass_empty:",
        )
    elif standing.empty and not everywhere.empty:
        elsewhere = f"{len(everywhere)} elsewhere"
        st.info(
            f"{run.detector.title}: nothing stands out in these neighbourhoods, {elsewhere}.",
            icon=":material/check:",
        )
    elif standing.empty:
        few = int((run.tests["reading"] == "too few to say").sum())
        counts = f"{len(run.tests):,} counts, none above what chance explains; {few:,} of them are too few to say."
        st.info(f"{run.detector.title}: nothing stands out. {counts}", icon=":material/check:")
    for first in range(0, len(standing), 2):
        for place, column in zip(
            standing.index[first : first + 2], st.columns(2, gap="medium"), strict=False
        ):
            with column:
                card(run, int(place))


def card(run: analysis.Run, row: int) -> None:
    """Show one pattern: its sentence, its counts with the expected range, and what to do about it."""
    found = run.tests.iloc[row]
    bars = run.detector.draw(run, row)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{words.plain(found['finding'])}**")
        st.caption(words.plain(found["chance"]))
        band, spec = (
            CHARTS["expected_band"],
            Spec("incidents", "Incidents", bars.unit, time=bars.ends),
        )
        st.altair_chart(band.draw(bars.rows, spec), alt=band.tell(bars.rows, spec))
        with st.container(horizontal=True, vertical_alignment="center"):
            _propose(run, found)
            _doubt(found["key"])
        with st.expander("The counts"):
            counts = bars.rows.drop(columns="is_recent")
            st.dataframe(counts, hide_index=True)
            printing.table(counts)


def _propose(run: analysis.Run, found: pd.Series) -> None:
    """Link to the hotspots page with the busiest square of that crime type and neighbourhood
    picked.
    """
    category = found["category"]
    is_one = found["neighbourhood_id"] not in ("", wording.EVERYWHERE)
    best = cached.ask(
        rank.busiest,
        since=found["first_day"],
        until=found["last_day"] + timedelta(days=1),
        precision=run.detector.needs.precision,
        types=[category],
        places=[found["neighbourhood_id"]] if is_one else [],
    )
    if best is None:
        st.caption("No square to propose: none of these incidents has a place.")
        return
    chosen = {"cells": f"{best.name} · {best.cell}", "types": category}
    where = {"places": found["neighbourhood"]} if is_one else {}
    label = f"Propose a patrol at {words.plain(best.name)}"
    st.page_link(
        frame.PAGES / "hotspots.py",
        label=label,
        icon=":material/add_location:",
        query_params=chosen | where,
    )


def _doubt(key: str) -> None:
    """Offer to set the pattern aside, with a reason."""
    with st.popover("Not a pattern…"), st.form(f"doubt-{key}", border=False):
        st.text_input(
            "Why not?",
            max_chars=patterns.REASON_LIMIT,
            placeholder="One shop reported late",
            key=f"why-{key}",
        )
        who.ask("Your name or collar number", key=f"who-{key}")
        st.form_submit_button("Set aside", on_click=presses.do, args=(_set_aside, key))


def _set_aside(key: str) -> None:
    who.hear(f"who-{key}")
    patterns.set_aside(who.session(), key, why=st.session_state.get(f"why-{key}") or "")


def _tried(detector: Detector) -> str:
    """Return what came of the detector on simulated years, or how to try it."""
    kept = [row for row in cached.ask(patterns.calibrations) if row["detector"] == detector.name]
    if not kept:
        return "Not tried on simulated years yet: `python -m patrolqr patterns --calibrate`, with the app stopped."
    worst = max(kept, key=lambda row: row["cards_a_year"])
    day = frame.day(clock.local(instant(worst["made_us"])).date())
    return (
        f"Tried {day} on {worst['years']} simulated years of {len(kept)} kinds in which nothing changes, at "
        f"this force's means: at most {worst['cards_a_year']:.1f} false cards a year "
        f"({worst['scenario']}). {wording.doublings(worst)}"
    )


def looked_at(run: analysis.Run, why: Mapping[str, str], ground: Collection[str]) -> None:
    """Show every test that was made on that ground, the least likely by chance first, and since when
    the detector looks.
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
    tests = run.tests.assign(
        why=[why.get(key, "") for key in run.tests["key"]],
        **{name: run.tests[name].map(wording.odds) for name in ("p", "q")},
    )
    there = on_ground(tests, ground)
    st.dataframe(there, hide_index=True, column_order=list(TABLE), column_config=TABLE)
    printing.table(there[list(TABLE)])
