"""Logs: what officers sent, newest first; files are loaded here."""

import streamlit as st

from patrolqr.desk.logs import (
    area_words,
    load_files,
    loaded_calendar,
    promised,
    review_queue,
    whose_log,
    workbook_replay,
)
from patrolqr.desk.shared import cached, feed, frame, inputs, log_choices, who
from patrolqr.store import log_reads

span = cached.ask(log_reads.span)
frame.page("Logs", feed.extent(span))

with st.container(width=420):
    teams = inputs.teams()
logs, promises, loads = st.tabs(
    ["Patrol logs", "Promises", "Load files"], key="tab", bind="query-params", on_change="rerun"
)
if logs.open:
    with logs:
        whose_log.waiting()
        if span["first_day"]:
            review_queue.queue(teams)
            feed.live(log_choices.logs(span["first_day"], teams))
        else:
            frame.empty_state(
                "No patrol logs yet",
                "Brief some patrol areas, print the sheet, and have officers scan its codes. "
                "Each log shows here within seconds of being sent.",
            )
if promises.open:
    with promises:
        promised.listed(teams)
if loads.open:
    with loads:
        if who.session().is_demo:
            st.info(
                "The first file you load starts an empty database of your own. The fictional data stay in theirs.",
                icon=":material/science:",
            )
        load_files.upload()
        area_words.ask()
        load_files.list_loads()
        workbook_replay.show()
        loaded_calendar.show()
        load_files.not_usable()
