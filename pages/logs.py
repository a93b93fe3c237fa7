"""Logs: what officers sent, newest first; files are loaded here."""

import streamlit as st

from patrolqr import store
from patrolqr.ui import choices, data, feed, files, reviewing, shell

span = data.one("log_span")
shell.page("Logs", feed.extent(span))

logs, loads = st.tabs(["Patrol logs", "Load files"], key="tab", bind="query-params", on_change="rerun")
if logs.open:
    with logs:
        if span["visits"]:
            reviewing.queue()
            feed.live(choices.logs())
        else:
            shell.empty_state(
                "No patrol logs yet",
                "Brief some patrol areas, print the sheet, and have officers scan its codes. "
                "Each log shows here within seconds of being sent.",
            )
if loads.open:
    with loads:
        if store.current().is_demo:
            st.info(
                "The first file you load starts an empty database of your own. The fictional data stay in theirs.",
                icon=":material/science:",
            )
        files.upload()
        files.loaded()
        files.quarantine()
