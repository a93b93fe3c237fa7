"""How a pattern went: its figures run by run, and what people said of it."""

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import cached, printing, words
from patrolqr.store import patterns
from patrolqr.store.briefings import instant


def shown(pattern_id: str) -> None:
    """Show the figures of each run, as they were known then and later, and each state with its who."""
    rows = cached.ask(patterns.figures, (pattern_id,))
    if rows:
        table = pd.DataFrame(
            {
                "Run to": [clock.day_text(row["last_day"]) for row in rows],
                "Known": [clock.instant_text(instant(row["made_us"])) for row in rows],
                "Counted": [row["observed"] for row in rows],
                "Expected": [round(row["expected"], 1) for row in rows],
                "Range": [f"{row['low']}–{row['high']}" for row in rows],
                "Reading": [_reading(row) for row in rows],
            }
        )
        st.dataframe(table, hide_index=True)
        printing.table(table)
    for row in cached.ask(patterns.states):
        if row["pattern_id"] == pattern_id:
            at = clock.instant_text(instant(row["decided_us"]))
            why = f": {row['why']}" if row["why"] else ""
            st.caption(words.plain(f"{at}, {row['decided_by']}: {row['state']}{why}"))


def _reading(row: patterns.FigureRow) -> str:
    if row["flagged"]:
        return "more than chance"
    return "quiet again" if row["is_open"] else "within chance"
