"""County: what forces published to the lake they share, side by side."""

import streamlit as st

from patrolqr.desk.county import choosing, shown
from patrolqr.desk.shared import cached, frame
from patrolqr.steps import see_county
from patrolqr.store import county_lake

header = st.container()
published = cached.ask_marked(choosing.mark(), see_county.force_months)
if published.empty:
    with header:
        frame.page("County")
    frame.empty_state(
        "Nothing is published yet" if see_county.is_named() else "No lake is named",
        "Forces publish their months once a day, as soon as a month is over: counts, and no more."
        if see_county.is_named()
        else "Forces that share a lake stand here side by side. Whoever runs PatrolQR names it: "
        "PATROLQR_COUNTY, as README says under “Several forces”.",
    )
    shown.from_here()
    st.stop()

months = county_lake.months_of(published)
chosen = choosing.chosen(months, sorted(set(published["force"])))
with header:
    frame.page("County", chosen.line)
shown.seen(chosen)
shown.outcomes(chosen)
shown.freshness(published)
shown.from_here()
