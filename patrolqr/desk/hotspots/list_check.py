"""Does this list work? Folded beside its heading, and tried only once somebody opens it."""

from collections.abc import Sequence

import streamlit as st

from patrolqr.analysis import backtest
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import Precision
from patrolqr.desk.shared import cached, frame
from patrolqr.steps import back_test, draft


def heading(
    period: DateSpan, precision: Precision, *, types: Sequence[str], places: Sequence[str]
) -> None:
    """Show the list's heading, and beside it what opens how such a list did in the last month."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.header("Candidates", anchor=False, width="content")
        folded = st.popover(
            "Does it work?",
            type="tertiary",
            icon=":material/fact_check:",
            key="list_check",
            on_change="rerun",
        )
    if not folded.open:
        return
    with folded, st.spinner("Trying this list on the last month that is loaded…"):
        found = cached.ask_of_loads(
            back_test.tried,
            period,
            precision,
            types=tuple(types),
            places=tuple(places),
            areas=_areas_tonight(),
        )
        for sentence in backtest.sentences(found):
            st.markdown(sentence)
        if found.incidents:
            st.dataframe(backtest.table(found), width="stretch")
            for note in backtest.notes(found):
                st.caption(note)
        st.page_link(frame.PAGES / "ledger.py", label="And our picks? Looked back on")


def _areas_tonight() -> int:
    """Return how many areas the officer-minutes of the pick bar cover."""
    return int(st.session_state.get("minutes", draft.USUAL_MINUTES)) // draft.DOSE
