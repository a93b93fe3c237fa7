"""Return: what a force reports of a month or quarter, with what each figure counts and its rows."""

import streamlit as st

from patrolqr.desk.returns import shown
from patrolqr.desk.shared import cached, frame
from patrolqr.steps import returning
from patrolqr.store import log_reads

header = st.container()
span = cached.ask(log_reads.span)
if span["first_day"] is None or span["last_day"] is None:
    with header:
        frame.page("Return")
    frame.empty_state(
        "No patrol logs yet",
        "A return counts what officers log. Brief some patrol areas and have officers scan the sheet's codes.",
    )
    st.stop()

period = shown.period(span["first_day"], span["last_day"])
told = cached.ask(returning.made, period)
with header:
    frame.page("Return", told.period.line)
shown.take(told)
shown.figures(told)
shown.rows(told)
st.caption(
    "Which figures stand where is a layout that can be edited: python -m patrolqr return --help says how."
)
