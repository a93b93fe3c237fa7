"""Who is at the desk: there is no sign-in, so a name is asked for once and kept for this computer."""

import streamlit as st

from patrolqr import store
from patrolqr.core.actor import NAME_LIMIT, THIS_COMPUTER, Actor
from patrolqr.store import people
from patrolqr.store.session import Session

COOKIE = "patrolqr_computer"
"""The cookie by which a browser is known again; it says nothing about who uses it."""


def session() -> Session:
    """Return the store as the person at this desk sees it."""
    opened = store.current()
    return Session(opened, Actor(_name(opened.revision, _computer()) or THIS_COMPUTER, "desk"))


def ask(label: str, *, key: str) -> str:
    """Return the name that decisions carry: as it was given before, or as it is typed now."""
    known = _name(store.current().revision, _computer())
    typed = st.text_input(label, known, placeholder="Sgt 4412", max_chars=NAME_LIMIT, key=key)
    return _keep(typed, known)


def hear(key: str) -> None:
    """Keep the name typed into that field, for a press that acts before the page asks again."""
    _keep(st.session_state.get(key), _name(store.current().revision, _computer()))


def _keep(typed: str | None, known: str) -> str:
    given = " ".join((typed or "").split())
    if given and given != known:
        people.keep_name(session(), given, _computer())
    return given


def _computer() -> str:
    return str(st.context.cookies.get(COOKIE) or "")


@st.cache_data(max_entries=64, show_spinner=False)
def _name(revision: tuple[str, int], computer: str) -> str:
    return people.name_at(Session(store.current(), Actor(THIS_COMPUTER, "desk")), computer)
