"""Patterns: what has risen more than chance explains, and how often would chance do as much?"""

import streamlit as st

from patrolqr.desk.shared import findings, frame, inputs, who
from patrolqr.store import patterns

header = st.container()
as_of = inputs.as_of()
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
    findings.shown(run, why)

st.header("What was looked at", anchor=False)
for run in runs:
    findings.looked_at(run, why)
    flagged = int(run.tests["flagged"].sum())
    patterns.record_run(
        who.session(),
        run.detector.name,
        last_day=run.last_day,
        tests=len(run.tests),
        flagged=flagged,
    )
