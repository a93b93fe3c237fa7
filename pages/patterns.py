"""Patterns: what has risen more than chance explains, since when, and what is done about it?"""

import streamlit as st

from patrolqr.desk.patterns import budget, by_itself, cards, deciding, looked, near, noted, scored
from patrolqr.desk.shared import cached, findings, frame, inputs, who
from patrolqr.steps import follow_patterns
from patrolqr.store import places

header = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    as_of = inputs.as_of()
    ground = inputs.neighbourhoods(cached.ask(places.neighbourhoods), of_teams=True)
    accepted = budget.asked()
runs = findings.runs(as_of)
with header:
    frame.page("Patterns", findings.header(runs))
if runs:
    follow_patterns.keep(who.session(), runs, as_of=as_of)
    cards.shown(runs, as_of, ground, accepted)
    deciding.set_aside()
    near.shown(as_of, ground)
else:
    frame.empty_state(
        "No incidents yet",
        f"Load them on the Logs page or with `python -m patrolqr load FILE…`: {findings.needed()}.",
    )
noted.shown(as_of, ground)
if runs:
    scored.shown(runs, as_of)
    st.header("What was looked at", anchor=False)
for run in runs:
    looked.looked_at(run, ground)
by_itself.shown(is_empty=not runs)
