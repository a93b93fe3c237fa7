"""Audit: who looked at what, changed what, took what away."""

import streamlit as st

from patrolqr.desk.audit import choosing
from patrolqr.desk.shared import frame, tables, who
from patrolqr.store import audit

SHOWN = 1000

frame.page("Audit", "who looked at, changed and took what")
who.session().need("audit")
choice = choosing.choice()
rows = audit.lines(who.session(), choice, most=SHOWN)
if rows.empty:
    frame.empty_state("No such lines", "Choose more days, somebody else or other words above.")
else:
    if len(rows) == SHOWN:
        st.caption(f"The last {SHOWN:,} of them. The file has all.")
    tables.grid(rows, "audit", height=560)
    tables.downloads(lambda: audit.lines(who.session(), choice), "audit", count=len(rows))
choosing.wholeness()
