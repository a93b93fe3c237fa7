"""What officers write: words that rise in their notes, and what several noticed in one area within a
week, each with the notes behind it.
"""

from collections.abc import Sequence

import streamlit as st

from patrolqr.analysis import Run
from patrolqr.analysis.detectors import themes
from patrolqr.analysis.detectors.base import OfNotes
from patrolqr.desk.shared import frame, printing, tables, words
from patrolqr.desk.shared.findings import Split
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.steps.follow_patterns import Standing

NOTES = ["patrol_day", "shift", "area", "text"]
"""What is shown of a note: where and when, and nobody's number."""


def shown(runs: Sequence[Run], split: Split) -> None:
    """Show what stands out in notes, what is beyond the budget folded; where there are no notes,
    nothing.
    """
    if not runs:
        return
    st.header("What officers write", anchor=False)
    within, beyond = split.of(runs)
    for each in within:
        _card(each)
    if beyond:
        with st.expander(f"{len(beyond)} more in officers' notes, beyond the budget"):
            for each in beyond:
                _card(each)
    for run in runs:
        if not any(each.run is run for each in (*within, *beyond)):
            why = run.missing or "nothing stands out."
            st.caption(words.plain(f"{run.detector.title}: {why}"))
    _looked(runs)


def _card(one: Standing) -> None:
    run, key = one.run, f"{one.run.detector.name}_{one.row}"
    assert isinstance(run.detector, OfNotes)
    (row,) = run.detector.cards(run).query("test == @one.row").to_dict("records")
    beside = f" Beside it {row['beside']}." if row["beside"] else ""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{words.plain(str(row['finding']) + beside)}**")
        st.caption(words.plain(run.detector.doubt))
        with st.expander("The notes behind it", key=f"notes_{key}"):
            if not isinstance(run.detector, themes.Themes):
                _bars(run, one.row, key)
            own = run.behind[run.behind["test"] == one.row][NOTES]
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
