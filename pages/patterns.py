"""Patterns: what has risen more than chance explains, and how often would chance do as much?"""

import streamlit as st

from patrolqr.desk.shared import cached, findings, frame, inputs, who
from patrolqr.store import patterns, places

header = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    as_of = inputs.as_of()
    ground = inputs.neighbourhoods(cached.ask(places.neighbourhoods), of_teams=True)
runs = findings.runs(as_of)
with header:
    frame.page("Patterns", findings.header(runs))
if not runs:
    frame.empty_state(
        "No incidents yet",
        f"Load them on the Logs page or with `python -m patrolqr load FILE…`: {findings.needed()}.",
    )
    st.stop()

why = findings.reasons()
for run in runs:
    findings.shown(run, why, ground)

st.header("What was looked at", anchor=False)
for run in runs:
    findings.looked_at(run, why, ground)
    flagged = int(run.tests["flagged"].sum())
    patterns.record_run(
        who.session(),
        run.detector.name,
        last_day=run.last_day,
        tests=len(run.tests),
        flagged=flagged,
    )
