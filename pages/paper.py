"""From paper: a sergeant keys the tear-off strip of a night without phones."""

import streamlit as st

from patrolqr import clock, store
from patrolqr.store import passes
from patrolqr.ui import paper, shell

shell.page("From paper", "The tear-off strip, keyed by a sergeant")
paper.told()
code = st.text_input("Code on the strip", placeholder="K7Q 4MX", max_chars=9, width=260, key="strip_code")
if not code.strip():
    shell.empty_state(
        "Type the six characters of a strip",
        "They stand beside its tick boxes. Strips are taken for two weeks, and marked as keyed from paper.",
    )
    st.stop()

paper.form(passes.for_strip(store.current(), code, at=clock.now()))
