"""Room: the briefing on the big screen, one area after the other."""

import streamlit as st

from patrolqr import clock, store
from patrolqr.model import SHIFTS
from patrolqr.store import briefings
from patrolqr.ui import inputs, room, shell

title = st.container()
with st.container(horizontal=True, width=520):
    day, shift = inputs.patrol_day(label_visibility="collapsed"), inputs.shift(label_visibility="collapsed")
briefing = briefings.current(store.current(), day, shift)
with title:
    shell.page("Room", f"{clock.day_text(day)}, {SHIFTS[shift].label}")

if briefing is None:
    shell.empty_state(
        "Nothing is saved for this patrol day and shift", "Save a version on the [Briefing](briefing) page."
    )
    st.stop()

room.slides(briefing)
