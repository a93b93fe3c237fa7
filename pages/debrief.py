"""Debrief: asked and answered, the dose given, what was missed and why, for the next sergeant."""

import streamlit as st

from patrolqr import clock, store
from patrolqr.model import SHIFTS
from patrolqr.render import debrief as paper
from patrolqr.store import briefings
from patrolqr.ui import debriefs, inputs, missed, shell
from patrolqr.ui.words import plain

title = st.container()
with st.container(horizontal=True, width=520):
    day, shift = inputs.patrol_day(), inputs.shift()
with title:
    shell.page("Debrief", f"{clock.day_text(day)}, {SHIFTS[shift].label}")

if briefings.current(store.current(), day, shift) is None:
    shell.empty_state(
        "This shift had no briefing", "Choose another patrol day or shift, or make a [Briefing](briefing)."
    )
    st.stop()

handover = st.text_area("For the next sergeant", key=f"handover_{day}_{shift}", max_chars=400, height=68)
told = debriefs.made(store.current(), day, shift, handover=handover)
columns = st.columns(len(paper.totals(told.areas)))
for column, total in zip(columns, paper.totals(told.areas), strict=True):
    column.metric(total["label"], total["figure"], border=True)

missed.reasons(day, shift)
for area in told.areas:
    with st.container(border=True, gap="small"):
        st.markdown(f"**{area.number} {plain(area.name)}** · {area.visits_done} of {area.visits_asked} visits")
        st.caption(plain(area.asked) or "No question was asked.")
        for line in (*area.answers, *area.notes):
            st.text(line)
        if not area.answers and area.asked:
            st.caption("Nobody answered.")
st.download_button(
    "Download PDF",
    lambda: paper.pdf(told),
    paper.file_name(told),
    "application/pdf",
    type="primary",
    icon=":material/download:",
    on_click="ignore",
)
