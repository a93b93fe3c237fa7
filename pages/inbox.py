"""Inbox: what came in, what goes on tonight's sheet, what is answered?"""

import streamlit as st

from patrolqr.desk.inbox import deciding, listed, standing
from patrolqr.desk.shared import cached, frame, inputs, outcomes, who
from patrolqr.steps import triage
from patrolqr.store import teams

header = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="choice"):
    duty = inputs.duty()
    with st.container(width=150):
        who.ask("Decided by", key="inbox_by")
    standing.rules(duty)
    st.page_link(
        frame.PAGES / "briefing.py",
        label="**Briefing** →",
        query_params=inputs.of_duty(duty),
    )

team = cached.ask(teams.team, duty.team_id)
deciding.act(duty, cached.ask(triage.inbox, team, duty))
inbox = cached.ask(triage.inbox, team, duty)
with header:
    new = listed.new(inbox, duty.patrol_day)
    frame.page("Inbox", f"{inputs.line(duty)} · {new} new since yesterday, {listed.counts(inbox)}")

standing.strategy(duty)
standing.standing_priorities(duty, inbox)
came = cached.ask(triage.since_yesterday, duty)
if not inbox.reasons:
    listed.empty(duty)
    outcomes.since_yesterday(came)
    st.stop()

opened = deciding.opened(inbox)
left, right = st.columns([1, 1], gap="medium")
with left:
    with st.container(key="tall_map"):  # as high as the map on Hotspots
        listed.on_map(inbox)
    outcomes.since_yesterday(came)
with right:
    deciding.card(opened, inbox)
    listed.rows(inbox, opened)
listed.watch(inbox, team, duty)
