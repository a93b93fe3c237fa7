"""Does this list work? Folded beside its heading, and tried only once somebody opens it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from patrolqr.analysis import backtest
from patrolqr.analysis.backtest import BackTest
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import Precision
from patrolqr.desk.hotspots.tonight import Tried
from patrolqr.desk.shared import cached, frame
from patrolqr.steps import back_test


def trying(
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    side: int,
) -> Tried:
    """Return what tells how such a list of squares of a side did in the last month, for so many areas."""
    return partial(_tried, period, precision, tuple(types), tuple(places), side)


def ask(tried: Tried, areas: int) -> None:
    """Offer how such a list did in the last month, for tonight's areas too."""
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
        found = tried(areas)
        for sentence in backtest.sentences(found):
            st.markdown(sentence)
        if found.incidents:
            st.dataframe(backtest.table(found), width="stretch")
            for note in backtest.notes(found):
                st.caption(note)
        st.page_link(frame.PAGES / "ledger.py", label="And our picks? Looked back on")


def _tried(
    period: DateSpan,
    precision: Precision,
    types: tuple[str, ...],
    places: tuple[str, ...],
    side: int,
    areas: int,
) -> BackTest:
    return cached.ask_of_loads(
        back_test.tried, period, precision, types=types, places=places, areas=areas, side=side
    )
