"""The incidents behind a pattern, where the detector read them one by one."""

import pandas as pd
import streamlit as st

from patrolqr.desk.shared import printing, words
from patrolqr.steps.follow_patterns import Standing

SHOWN = {"patrol_day": "Day", "street": "Street", "reference": "Reference"}
"""Column of an incident → its heading."""


def shown(one: Standing) -> None:
    """Show the incidents that the pattern is of, the newest first; nothing where only counts were
    read.
    """
    rows = one.run.behind
    if rows.empty:
        return
    own = rows[rows["test"] == one.row].sort_values("patrol_day", ascending=False)
    table = own[list(SHOWN)].rename(columns=SHOWN)
    table["Day"] = pd.to_datetime(table["Day"]).dt.strftime("%a %-d %b %Y")
    st.caption(words.plain(f"The {len(own)} incidents behind it:"))
    st.dataframe(table, hide_index=True)
    printing.table(table)
