"""Ledger: what was picked and what was not and why, looked back on beside the list."""

from datetime import timedelta

import streamlit as st

from patrolqr.core.choice import PlaceChoice
from patrolqr.desk.ledger import shown
from patrolqr.desk.shared import cached, frame, inputs
from patrolqr.steps import pick_ledger
from patrolqr.store import incidents, picks

header = st.container()
days = cached.ask(picks.decided_days)
if days["first_day"] is None or days["last_day"] is None:
    with header:
        frame.page("Ledger", "places picked and not picked")
    frame.empty_state(
        "Nothing was picked yet",
        "Pick places on Hotspots, or say there why one is not for tonight. A fortnight later this page "
        "says what was reported there, beside the places that the list put first.",
        leads_to=("hotspots", "Hotspots", {}),
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", key="ledger_choice"):
    period = inputs.period(
        days["first_day"], days["last_day"] + timedelta(days=1), usual_months=shown.USUAL_MONTHS
    )
    chosen = inputs.teams()
    spans = sorted(row["precision"] for row in cached.ask_of_loads(incidents.available))
    precision = inputs.precision(spans) if spans else "minute"
with header:
    frame.page("Ledger", f"places picked and not picked · {period.line}")

choice = PlaceChoice(period.since, period.until, teams=tuple(chosen))
ledger = cached.ask(pick_ledger.looked_back, choice, precision)
if ledger.rows.empty:
    frame.empty_state("Nothing was decided in this choice", "Choose a longer period or more teams.")
    st.stop()

shown.told(ledger)
shown.places(ledger)
shown.sheets(ledger)
shown.notes(ledger)
