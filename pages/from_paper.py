"""From paper: a sergeant keys the tear-off strip of a night without phones."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.from_paper import strip
from patrolqr.desk.shared import frame, who
from patrolqr.store import passes

frame.page("From paper", "The tear-off strip, keyed by a sergeant")
strip.told()
code = st.text_input(
    "Code on the strip",
    placeholder="K7Q 4MX",
    max_chars=9,
    width=260,
    key=strip.CODE,
    on_change=strip.begin_anew,
)
if not code.strip():
    frame.empty_state(
        "Type the six characters of a strip",
        "They stand beside its tick boxes. Strips are taken for two weeks, and marked as keyed from paper.",
    )
    st.stop()

strip.form(passes.for_strip(who.session(), code, at=clock.now()))
