"""What a press does before the page is drawn again; a problem that it meets is told on that page."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from patrolqr.core.errors import PatrolError
from patrolqr.desk.shared import frame

REFUSED = "refused"
"""Key under which a visitor's session keeps what was refused until the page tells it."""

P = ParamSpec("P")


def do(act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Act on what the page showed when it was pressed, also where that has changed since: a button
    that the next drawing of the page leaves out would be lost without a word.
    """
    is_done(act, *args, **kwargs)


def is_done(act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Act as do does; return whether it was done, and not refused."""
    try:
        act(*args, **kwargs)
    except PatrolError as refused:
        st.session_state[REFUSED] = refused
        return False
    return True


def told() -> None:
    """Say what was refused of the last press."""
    refused = st.session_state.pop(REFUSED, None)
    if refused is not None:
        with st.container(key="refused"):  # in view however far down the press was
            frame.problem(refused)
