"""Which months were loaded, at the desk: a table in words, so that it is read aloud as it is seen."""

import streamlit as st

from patrolqr.analysis import covered as coverage
from patrolqr.desk.shared import cached, tables, words
from patrolqr.store import covered

MONTHS_SHOWN = 24
"""The newest months; the file to take away has all of them."""


def show() -> None:
    """Show month by month, newest first, what was loaded of each force and kind of rows."""
    st.header("Which months are loaded", anchor=False)
    months = coverage.months(cached.ask_of_loads(covered.calendar))
    if months.empty:
        st.caption("None yet: nothing that has a date was loaded.")
        return
    st.caption(
        "A month that is not loaded is not counted as a month without crime: "
        "averages, comparisons and patterns leave it out and say so."
    )
    st.table(months.head(MONTHS_SHOWN).rename(columns=words.plain))
    if len(months) > MONTHS_SHOWN:
        st.caption(f"The newest {MONTHS_SHOWN} of {len(months)} months; the files have all.")
    tables.downloads(months.reset_index, "months-loaded", count=len(months))
