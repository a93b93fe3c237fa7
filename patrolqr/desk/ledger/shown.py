"""Picks looked back on, as the meeting sees it: the sentences first, then a picture, then the rows."""

import pandas as pd
import streamlit as st

from patrolqr.analysis.pick_ledger import Ledger
from patrolqr.desk.shared import tables
from patrolqr.desk.shared.words import plain
from patrolqr.render.charts import CHARTS, Spec

USUAL_MONTHS = 1
"""A meeting looks at the month that was."""

IDS = ["team_id", "area_id", "place"]
"""Columns for files: people read the name."""

WHERE = {
    "picked": "Places picked",
    "listed": "The list's first as many",
    "both": "Places that both had",
}


def told(ledger: Ledger) -> None:
    """Show what became of the picks, the answer first, with a picture where incidents are known."""
    first, *more = ledger.sentences
    with st.container(border=True, key="ledger_answer"):
        st.markdown(f"**{plain(first)}**")
        for each in more:
            st.markdown(plain(each))
    if not any(ledger.found.values()):
        return
    rows = pd.DataFrame(
        {"place": list(WHERE.values()), "incidents": [ledger.found[each] for each in WHERE]}
    )
    spec = Spec(
        "incidents", "Incidents afterwards", "incidents", dark=st.context.theme.type == "dark"
    )
    chart = CHARTS["counts_beside"]
    st.altair_chart(chart.draw(rows, spec), alt=chart.tell(rows, spec), width="stretch")


def places(ledger: Ledger) -> None:
    """Show a row for each place that was decided about, and those of the list that nobody was."""
    st.header("Place by place", anchor=False)
    rows = ledger.rows
    tables.grid(rows.drop(columns=IDS), "ledger_places")
    tables.downloads(lambda: rows, "ledger_places", count=len(rows), of=_teams(rows))


def sheets(ledger: Ledger) -> None:
    """Offer what each sheet picked and the list put first, and both day by day."""
    if ledger.duties.empty:
        return
    st.header("Sheet by sheet", anchor=False)
    tables.grid(ledger.duties, "ledger_sheets")
    of = _teams(ledger.rows)
    tables.downloads(lambda: ledger.duties, "ledger_sheets", count=len(ledger.duties), of=of)
    if len(ledger.days):
        tables.table(ledger.days, "ledger_days", label="Incidents day by day")


def notes(ledger: Ledger) -> None:
    """Say what the figures rest on, and what they do not say."""
    st.header("What this cannot say", anchor=False)
    st.markdown("\n".join(f"- {plain(each)}" for each in ledger.notes))


def _teams(rows: pd.DataFrame) -> list[str]:
    return sorted(set(rows["team_id"]))
