"""The files that are being loaded: how far each is, and what became of it, whoever asked for it."""

import time
from collections.abc import Iterable

import streamlit as st

from patrolqr.desk.logs import confirm_mapping
from patrolqr.desk.shared import cached, presses, tables, who, words
from patrolqr.steps import load, load_jobs
from patrolqr.steps.load_jobs import Job
from patrolqr.store import load_jobs as records

AT_ONCE_S = 1.5
"""What is loaded within this time is shown as loaded at once; everything else is watched."""

LOOKED_AFTER_S = 1.0
"""How often a page looks how far the files are."""

GOES_ON = "You can leave this page: loading goes on."


def wait(jobs: Iterable[Job]) -> None:
    """Wait a moment for what is loaded at once."""
    until = time.monotonic() + AT_ONCE_S
    for job in jobs:
        job.wait(max(0.0, until - time.monotonic()))


def show() -> None:
    """Show how far each file is, and what became of those that were loaded lately."""
    jobs = load_jobs.listed(who.session())
    going_on = _going_on(jobs)
    if going_on:
        _watch(going_on)
    for job in jobs:
        if not job.is_going_on:
            _tell(job)
    for row in cached.ask(records.interrupted):
        st.warning(words.plain(f"{row['file_name']}: {row['sentence']}"))


def on_record() -> None:
    """Show every file that was to be loaded: who asked when, and what became of it."""
    rows = cached.ask(records.jobs)
    if rows.empty:
        return
    with st.expander("Every file that was to be loaded", key="load_jobs"):
        told = rows.drop(columns="job_id").rename(columns={"asked_at": "given_at"})
        tables.grid(told.rename(columns={"asked_by": "given_by", "sentence": "outcome"}), "jobs")


def _going_on(jobs: Iterable[Job]) -> tuple[str, ...]:
    return tuple(job.job_id for job in jobs if job.is_going_on)


@st.fragment(run_every=LOOKED_AFTER_S)
def _watch(going_on: tuple[str, ...]) -> None:
    """Show how far each file is, again and again; draw the page anew when one of them has ended."""
    jobs = load_jobs.listed(who.session())
    if _going_on(jobs) != going_on:
        st.rerun()
    for job in reversed(jobs):  # the one that is being read first, then those that wait
        if job.is_going_on:
            _show_progress(job)
    st.caption(GOES_ON)


def _show_progress(job: Job) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", border=True, key=f"going_on_{job.job_id}"
    ):
        st.markdown(f"**{words.plain(job.file_name)}**: {_progress(job)}", width="stretch")
        st.button(
            "Cancel",
            key=f"cancel_{job.job_id}",
            disabled=job.is_cancelled,
            on_click=presses.do,
            args=(load_jobs.cancel, who.session(), job.job_id),
        )


def _progress(job: Job) -> str:
    if job.is_cancelled:
        return "cancelling …"
    if job.state == "waiting":
        return "waits for its turn"
    return f"loading, {job.rows_read:,} rows read …" if job.rows_read else "loading …"


def _tell(job: Job) -> None:
    """Say what became of each file in a job, and ask for what is open."""
    for outcome in job.outcomes:
        if isinstance(outcome, load.Unconfirmed):
            _ask_to_confirm(job, outcome)
        elif isinstance(outcome, load.Failure):
            box = st.warning if job.state == "cancelled" else st.error
            box(words.plain(outcome.sentence))
        elif outcome.why_not:
            st.info(words.plain(outcome.sentence))
        elif outcome.quarantined and not outcome.new + outcome.known:
            st.warning(words.plain(outcome.sentence))
        else:
            st.success(words.plain(outcome.sentence))
    if job.note:
        st.warning(words.plain(job.note))


def _ask_to_confirm(job: Job, found: load.Unconfirmed) -> None:
    """Show how a table is read until somebody confirms that, or leaves the file."""
    confirmed = confirm_mapping.show(found, job.job_id)
    if confirmed is not None:
        wait([load_jobs.confirm(who.session(), job.job_id, confirmed)])
        st.rerun()
