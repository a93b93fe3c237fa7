"""A loaded workbook of patrol logs beside PatrolQR: its own totals, ours, and why they differ."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import cached, tables
from patrolqr.store import workbook_replay
from patrolqr.store.briefings import instant


def show() -> None:
    """Let a load of patrol logs be chosen, and show its totals per month and area beside ours."""
    loads = cached.ask(workbook_replay.loads_of_logs)
    if not loads:
        return
    st.header("The workbook's totals beside PatrolQR's", anchor=False)
    names = {
        row["load_id"]: f"{row['file_name']}, {clock.instant_text(instant(row['loaded_us']))}"
        for row in loads
    }
    chosen = st.selectbox(
        "Loaded logs", list(names), format_func=lambda each: names[each], key="replayed"
    )
    rows = cached.ask(workbook_replay.replay, chosen)
    if rows.empty:
        st.caption("This file held no rows.")
        return
    unlike = int((rows["difference"] != "").sum())
    st.caption(
        "Every month and area says the same."
        if not unlike
        else f"{unlike} of {len(rows)} months and areas differ. The last column says what the file has "
        "more (+) or less (−), and why. Only logs of this file are counted here."
    )
    tables.grid(rows, "workbook_replay")
    tables.downloads(lambda: rows, "workbook-replay", count=len(rows))
