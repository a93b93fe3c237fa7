"""What officers write: words that rise in their notes, and what several noticed in one area within a
week, each with the notes behind it.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.analysis import Run, officers_notes
from patrolqr.analysis.detectors import themes
from patrolqr.desk.shared import cached, findings, frame, printing, tables, words
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.steps import known_then, look_at_notes

LISTED = 3
"""Themes, and words, that are shown at once; the rest are folded."""

NOTES = ["patrol_day", "shift", "area", "text"]
"""What is shown of a note: where and when, and nobody's number."""


def shown(as_of: date, ground: Collection[str]) -> None:
    """Show what stands out in the notes of that ground's areas; where there are none, nothing."""
    mark = cached.ask(look_at_notes.mark, as_of=as_of)
    then = cached.ask_of_loads(known_then.known_at, as_of=as_of)
    runs: list[Run] = cached.ask_marked(mark, look_at_notes.find, as_of=as_of, as_known_at=then)
    if not runs:
        return
    st.header("What officers write", anchor=False)
    for run in runs:
        found = _found(run, ground)
        for number, row in enumerate(found[:LISTED]):
            _card(run, row, key=f"{run.detector.name}_{number}")
        if len(found) > LISTED:
            with st.expander(f"{len(found) - LISTED} more: {run.detector.title.lower()}"):
                for number, row in enumerate(found[LISTED:], LISTED):
                    _card(run, row, key=f"{run.detector.name}_{number}")
        if run.missing or not found:
            why = run.missing or "nothing stands out."
            st.caption(words.plain(f"{run.detector.title}: {why}"))
    _looked(runs)


def _found(run: Run, ground: Collection[str]) -> Sequence["pd.Series[Any]"]:
    """Return what stands out on that ground, the least likely by chance first."""
    by_area = isinstance(run.detector, themes.Themes)
    out = themes.by_area(run) if by_area else officers_notes.standing_out(run)
    found = findings.on_ground(out, ground)
    return [row for _, row in found.iterrows()]


def _card(run: Run, row: "pd.Series[Any]", *, key: str) -> None:
    beside = f" Beside it {row['beside']}." if row.get("beside") else ""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{words.plain(str(row['finding']) + beside)}**")
        st.caption(words.plain(run.detector.doubt))
        with st.expander("The notes behind it", key=f"notes_{key}"):
            if not isinstance(run.detector, themes.Themes):
                _bars(run, int(row["test"]), key)
            own = run.behind[run.behind["test"] == row["test"]][NOTES]
            tables.grid(own.rename(columns={"text": "notes"}), f"notes_{key}")
            tables.downloads(lambda: own, f"notes_{row['category']}", count=len(own))


def _bars(run: Run, test: int, key: str) -> None:
    bars = run.detector.draw(run, test)
    band, spec = CHARTS["expected_band"], Spec("incidents", "Shifts", bars.unit, time=bars.ends)
    st.altair_chart(band.draw(bars.rows, spec), alt=band.tell(bars.rows, spec), key=f"bars_{key}")


def _looked(runs: Sequence[Run]) -> None:
    """Say over what was looked, folded."""
    with st.expander("How notes are looked at"):
        for run in runs:
            detector = run.detector
            st.caption(
                words.plain(
                    f"{detector.title}: notes from {frame.day(run.since)} to {frame.day(run.last_day)}, "
                    f"{detector.rule} {detector.cannot_see} Words that look like somebody's "
                    f"name, numbers, and what fewer officers wrote are never shown. "
                    f"{len(run.tests):,} tests could be told."
                )
            )
            counted = run.tests[
                ["category", "apart", "observed", "expected", "low", "high", "reading"]
            ]
            st.dataframe(counted, hide_index=True)
            printing.table(counted)
