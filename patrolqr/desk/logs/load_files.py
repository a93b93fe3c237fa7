"""Loading files at the desk: choose, load, and see what became of every row."""

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.logs import loading
from patrolqr.desk.shared import cached, forms, presses, tables, who
from patrolqr.readers import Choice
from patrolqr.steps import load_jobs
from patrolqr.store import loaded, quarantine, undo

ENDINGS = ["csv", "tsv", "txt", "xlsx", "parquet", "gz", "zip"]
ENDINGS += ["geojson", "json", "kml", "kmz", "gpkg", "pbf"]

SHOWN = 500
"""Quarantined rows shown at once; files hold all of them."""

ASIDE_BY = "set_aside_by"
"""Key of the field that asks who sets rows aside."""

WHAT = (
    "Your force's own incidents, calls, intelligence, stop-searches and patrol logs (CSV, TSV, Excel, Parquet), also "
    "as Microsoft Forms, ODK and KoboToolbox write logs, street files of data.police.uk (CSV, .gz, .zip), boundaries "
    "and streets (GeoJSON, KML, KMZ, GeoPackage, a shapefile in a zip, OpenStreetMap .pbf). "
    "The same file twice brings nothing new."
)


def upload() -> None:
    """Take files and load them, telling of each what became of its rows."""
    if who.limited("load"):
        loading.show()
        return
    with forms.form("load") as given:
        st.file_uploader(WHAT, ENDINGS, accept_multiple_files=True, key=given.key("files"))
        st.checkbox(
            "Replace: areas and streets of these files take the place of those loaded before",
            key=given.key("replace"),
        )
        given.submit("Load", _load)
    loading.show()


def list_loads() -> None:
    """Show which files were loaded, newest first, and what became of their rows."""
    st.header("Loaded files", anchor=False)
    loading.on_record()
    rows = cached.ask(loaded.loaded)
    if rows.empty:
        st.caption("None yet.")
        return
    named = rows.assign(kind=rows["kind"].str.replace("_", " "))
    tables.grid(named.drop(columns="load_id"), "loads")
    tables.downloads(lambda: rows, "loads", count=len(rows))
    _take_back(rows)
    st.header("What there is", anchor=False)
    tables.grid(cached.ask_of_loads(loaded.extent), "extent")


def _take_back(rows: pd.DataFrame) -> None:
    """Offer to take a load back: its rows go, and what it outdated comes back."""
    names = _named(rows)
    with st.container(horizontal=True, vertical_alignment="bottom", key="take_back"):
        chosen = st.selectbox(
            "A load to take back", list(names), index=None, format_func=lambda each: names[each]
        )
        st.button(
            "Take it back",
            disabled=chosen is None,
            on_click=presses.do,
            args=(_undo, str(chosen)),
        )


def _undo(load_id: str) -> None:
    load_jobs.forget(who.session())
    undo.take_back(who.session(), load_id)


def not_usable() -> None:
    """Show the rows that could not be used: how many and why, then each with its line."""
    reasons = cached.ask(quarantine.quarantine_reasons)
    st.header("Quarantined rows", anchor=False)
    if reasons.empty:
        st.caption("None: every row of every loaded file could be used.")
        return
    count = int(reasons["rows"].sum())
    tables.grid(reasons.drop(columns=["loaded_at", "load_id"]), "quarantine_reasons")
    with st.expander(f"The {count:,} rows, as they stood in the files", key="quarantined"):
        rows = cached.ask(quarantine.quarantined, limit=SHOWN)
        tables.grid(rows.drop(columns="load_id"), "quarantine")
        if count > SHOWN:
            st.caption(f"The first {SHOWN}; the files hold all {count:,}.")
        tables.downloads(_quarantined, "quarantine", count=count)
    st.caption("Mend them in the file and load it again: what is mended then leaves this list.")
    _set_aside(reasons)


def _set_aside(reasons: pd.DataFrame) -> None:
    """Offer to set aside what a file has that will not be mended."""
    names = _named(reasons)
    with st.container(horizontal=True, vertical_alignment="bottom", key="set_aside"):
        chosen = st.selectbox(
            "A file whose rows need no mending",
            list(names),
            index=None,
            format_func=lambda each: names[each],
        )
        with st.container(width=200):
            who.ask("Your name or collar number", key=ASIDE_BY)
        st.button(
            "Set its rows aside",
            disabled=chosen is None,
            on_click=presses.do,
            args=(_leave_aside, str(chosen)),
        )


def _leave_aside(load_id: str) -> None:
    who.hear(ASIDE_BY)
    quarantine.set_aside(who.session(), load_id)


def _named(loads: pd.DataFrame) -> dict[str, str]:
    """Return what each load is called in a list, by its id: its file and when it was loaded."""
    return {
        row["load_id"]: f"{row['file_name']}, {clock.instant_text(row['loaded_at'])}"
        for row in loads.to_dict("records")
    }


def _quarantined() -> pd.DataFrame:
    return quarantine.quarantined(who.session()).drop(columns="load_id")


def _load(given: forms.Form) -> None:
    """Load the files in the background, and wait a moment: what is small is loaded by then."""
    files = given.value("files")
    if files:
        choice = Choice(replace=given.value("replace"))
        loading.wait(load_jobs.start(who.session(), files, choice))
