"""Patterns: what has risen more than chance explains, since when, and what is done about it?"""

import streamlit as st

from patrolqr.desk.patterns import (
    budget,
    by_itself,
    cards,
    days,
    deciding,
    looked,
    near,
    noted,
    scored,
)
from patrolqr.desk.shared import cached, findings, frame, inputs, who
from patrolqr.steps import follow_patterns
from patrolqr.store import places

header = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    asked = inputs.as_of()
    ground = inputs.neighbourhoods(cached.ask(places.neighbourhoods), of_teams=True)
    budget.asked()
as_of = days.looked_at(asked)
runs, notes = findings.runs(as_of), findings.notes(as_of)
with header:
    frame.page("Patterns", findings.header(runs))
follow_patterns.keep(who.session(), [*runs, *notes], as_of=as_of)
split = findings.split(runs, notes, as_of, ground)
if runs:
    cards.shown(runs, as_of, split)
    deciding.set_aside()
    near.shown(as_of, ground)
else:
    days.say_nothing_there(as_of)
noted.shown(notes, split)
scored.shown(runs, notes, as_of)
if runs:
    st.header("What was looked at", anchor=False)
for run in runs:
    looked.looked_at(run, ground)
by_itself.shown(is_empty=not runs)
