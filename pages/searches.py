"""Stop-searches: what was looked for and what came of it, whom it concerned, how complete it is."""

import streamlit as st

from patrolqr.desk.searches import choosing, figures, groups, records
from patrolqr.desk.shared import frame

header = st.container()
span = choosing.span()
if span is None:
    with header:
        frame.page("Stop-searches")
    frame.empty_state(
        "No patrol logs and no stop-searches yet",
        "Searches that officers detail in their logs are counted here. Beside them, never added, stand the "
        "force's own records, once a stop-and-search file is loaded on the Logs page.",
        leads_to=("logs", "Logs", {}),
    )
    st.stop()

found = choosing.chosen(*span)
with header:
    frame.page("Stop-searches", f"{found.source.lower()} · {found.period.line}")

figures.totals(found)
if found.rows.empty:
    frame.empty_state(
        "No stop-search is detailed in this choice"
        if found.counted
        else "No stop-search in this choice",
        "Choose a longer period, more neighbourhoods or teams, or the other source.",
    )
    st.stop()

figures.objects(found)
by, measure = figures.compared(found)
groups.shown(found, measure)
records.complete(found)
records.one_by_one(found, by)
records.panel(found)
records.published(found)
