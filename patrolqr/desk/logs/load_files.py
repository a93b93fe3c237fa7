"""Loading files at the desk: choose, load, and see what became of every row."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.desk.shared import cached, tables, who, words
from patrolqr.steps import load
from patrolqr.store import loads

ENDINGS = ["csv", "gz", "zip", "geojson", "json"]

SHOWN = 500
"""Quarantined rows shown at once; files hold all of them."""

TOLD = "load_outcomes"
"""What became of the files of the last load, until the next one."""

WHAT = (
    "Street files of data.police.uk (CSV, .gz, or the .zip of many months) and boundaries as GeoJSON. "
    "The same file twice brings nothing new."
)


def upload() -> None:
    """Take files and load them, telling of each what became of its rows."""
    with st.form("load", border=False, clear_on_submit=True):
        files = st.file_uploader(WHAT, ENDINGS, accept_multiple_files=True, key="files")
        if st.form_submit_button("Load", type="primary") and files:
            _load(files)
            st.rerun()  # the first file leaves the demo: banner, header and notice are drawn anew
    for outcome in st.session_state.get(TOLD, ()):
        show = st.error if isinstance(outcome, load.Failure) else st.success
        show(words.plain(outcome.sentence))


def loaded() -> None:
    """Show which files were loaded, newest first, and what became of their rows."""
    st.subheader("Loaded files", anchor=False)
    rows = cached.ask(loads.loaded)
    if rows.empty:
        st.caption("None yet.")
        return
    tables.grid(rows.drop(columns="load_id"), "loads")
    tables.downloads(lambda: rows, "loads", count=len(rows))


def quarantine() -> None:
    """Show the rows that could not be used: how many and why, then each with its line."""
    reasons = cached.ask(loads.quarantine_reasons)
    st.subheader("Quarantined rows", anchor=False)
    if reasons.empty:
        st.caption("None: every row of every loaded file could be used.")
        return
    count = int(reasons["rows"].sum())
    tables.grid(reasons.drop(columns=["loaded_at", "load_id"]), "quarantine_reasons")
    with st.expander(f"The {count:,} rows, as they stood in the files", key="quarantined"):
        rows = cached.ask(loads.quarantined, limit=SHOWN)
        tables.grid(rows.drop(columns="load_id"), "quarantine")
        if count > SHOWN:
            st.caption(f"The first {SHOWN}; the files hold all {count:,}.")
        tables.downloads(_quarantined, "quarantine", count=count)


def _quarantined() -> pd.DataFrame:
    return loads.quarantined(who.session()).drop(columns="load_id")


def _load(files: Iterable[Any]) -> None:
    with st.status("Loading …") as status:
        st.session_state[TOLD] = [outcome for file in files for outcome in _each(file, status)]


def _each(file: Any, status: Any) -> Iterable[load.Outcome]:
    def progress(rows: int) -> None:
        status.update(label=f"Loading {words.plain(file.name)}: {rows:,} rows read …")

    return load.into(who.session(), file, progress=progress)
