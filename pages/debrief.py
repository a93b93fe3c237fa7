"""Debrief: asked and answered, the dose given, what was missed and why, for the next sergeant."""

import streamlit as st

from patrolqr.desk.debrief import handover, missed
from patrolqr.desk.shared import cached, frame, inputs, outcomes, who
from patrolqr.desk.shared.words import plain
from patrolqr.render.pdf.debrief import MAYBE_SAME, figures, file_name, pdf, totals
from patrolqr.steps import debrief, triage
from patrolqr.store import briefings

title = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", width=860):
    duty = inputs.duty(ended=True)
    by = st.container(width=150)
with title:
    frame.page("Debrief", inputs.line(duty))

if briefings.current(who.session(), duty) is None:
    frame.empty_state(
        "This shift had no briefing",
        "Choose another patrol day or shift, or make a briefing.",
        leads_to=("briefing", "Briefing", inputs.of_duty(duty)),
    )
    st.stop()

with by:
    who.ask("Sergeant", key=missed.BY)
handover.write(duty)
told = debrief.made(who.session(), duty)
for row in (totals(told.areas), figures(told)):
    for column, total in zip(st.columns(len(row)), row, strict=True):
        column.metric(total["label"], total["figure"], border=True)
if told.maybe_same:
    st.caption(MAYBE_SAME)

missed.reasons(duty, cached.ask(debrief.said_why, duty))
outcomes.of_duty(cached.ask(triage.of_duty, duty))
for area in told.areas:
    with st.container(border=True, gap="small", key=f"whole_{area.number}"):
        st.markdown(
            f"**{area.number} {plain(area.name)}** · {area.dose.patrols} · {area.dose.minutes}"
        )
        if beside := ", ".join(filter(None, (area.dose.beside, area.done))):
            st.markdown(f":small[{beside}]")
        st.caption(plain(area.asked) or "No question was asked.")
        for line in (*area.answers, *area.notes, *area.details):
            st.text(line)
        if not area.answers and area.asked:
            st.caption("Nobody answered.")
if told.unasked:
    st.header("Not asked for", anchor=False)
    for unasked in told.unasked:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(unasked.line)}**")
            for line in unasked.lines:
                st.text(line)
asking = who.session()
st.download_button(
    "Download PDF",
    lambda: asking.takes(file_name(told), pdf(told)),
    file_name(told),
    "application/pdf",
    type="primary",
    icon=":material/download:",
    on_click="ignore",
)
