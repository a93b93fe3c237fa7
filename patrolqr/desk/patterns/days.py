"""The day that patterns are looked at: what is said of one that is still to come, and of one before
anything was loaded.
"""

from datetime import date

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import cached, findings, frame
from patrolqr.steps import find_patterns


def looked_at(asked: date) -> date:
    """Return the day that is looked at: today where one is asked for that is still to come, which is
    said.
    """
    today = clock.today()
    if asked <= today:
        return asked
    st.info(
        f"{clock.day_text(asked)} is still to come. This is as at today, {clock.day_text(today)}.",
        icon=":material/event_upcoming:",
    )
    return today


def say_nothing_there(as_of: date) -> None:
    """Say why nothing could be looked at: there are no incidents, or none of the time before."""
    if why := cached.ask_of_loads(find_patterns.why_none, as_of=as_of):
        frame.empty_state("Nothing to look at before that day", why)
        return
    frame.empty_state(
        "No incidents yet",
        f"Load them on the Logs page or with `python -m patrolqr load FILE…`: {findings.needed()}.",
    )
