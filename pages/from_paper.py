"""From paper: a sergeant keys the tear-off strip of a night without phones, or confirms its picture."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.from_paper import pictures, strip
from patrolqr.desk.shared import frame, lengths, who
from patrolqr.store import passes

frame.page("From paper", "The tear-off strip, keyed or confirmed by a sergeant")
strip.told()
code = lengths.text_input(
    "Code on the strip",
    placeholder="K7Q 4MX",
    limit=9,
    width=260,
    key=strip.CODE,
    on_change=strip.begin_anew,
)
files = pictures.ask()
if code.strip():
    pictures.leave()
    if strip.form(passes.for_strip(who.session(), code, at=clock.now())):
        st.rerun()
elif files:
    pictures.form(files)
else:
    frame.empty_state(
        "Type the six characters of a strip, or give pictures of several",
        "The characters stand beside its tick boxes. Of a picture the boxes are read and the times shown; "
        "nothing is stored before you confirm it. Strips are taken for two weeks, and marked as keyed from paper.",
    )
