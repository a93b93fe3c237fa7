"""Room: the briefing on the big screen, one area after the other."""

import streamlit as st

from patrolqr.desk.room import slides
from patrolqr.desk.shared import frame, inputs, who
from patrolqr.store import briefings

title = st.container(key="page_title")
with st.container(horizontal=True, width=700, key="room_inputs"):
    duty = inputs.duty(labelled=False)
briefing = briefings.current(who.session(), duty)
with title:
    frame.page("Room", inputs.line(duty))

if briefing is None:
    frame.empty_state(
        "Nothing is saved for this patrol day and shift",
        "Save a version of the briefing first.",
        leads_to=("briefing", "Briefing", inputs.of_duty(duty)),
    )
    st.stop()

slides.show(briefing)
