"""Who is at the desk: whoever is signed in.

Where there is no sign-in yet, the desk answers on its own machine alone; a name is then asked for
once and kept for this computer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from patrolqr import store
from patrolqr.core import clock, settings
from patrolqr.core.actor import NAME_LIMIT, THIS_COMPUTER, Actor
from patrolqr.core.errors import SignedOut
from patrolqr.core.permissions import Act
from patrolqr.core.signing_in import secret_in
from patrolqr.desk.shared import lengths
from patrolqr.store import accounts, desk_sessions, people
from patrolqr.store.desk_sessions import SignedIn
from patrolqr.store.session import Session

COOKIE = "patrolqr_computer"
"""The cookie by which a browser is known again; it says nothing about who uses it."""

OUT = "Nobody is signed in here any more. What you saved is kept; sign in again to go on."

_ACTING: ContextVar[Actor | None] = ContextVar("_ACTING", default=None)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Let it be asked for somebody outside a page's run: for PatrolQR itself before anybody is there,
    for whoever takes a file away.
    """
    before = _ACTING.set(actor)
    try:
        yield
    finally:
        _ACTING.reset(before)


def session() -> Session:
    """Return the store as the person at this desk sees it; SignedOut where people sign in and this
    one is not (any more).
    """
    opened = store.current()
    if actor := _ACTING.get():
        return Session(opened, actor)
    if signs_in():
        found = signed_in()
        if found is None:
            raise SignedOut(OUT)
        return Session(opened, found.actor)
    return Session(opened, Actor(_name(opened.revision, _computer()) or THIS_COMPUTER, "desk"))


def may(act: Act) -> bool:
    """Return whether the person at this desk may do that; the store refuses what they may not."""
    return session().may(act)


def limited(act: Act) -> bool:
    """Say that the person at this desk may not do something, and who may, where that is so; return
    whether it is.
    """
    if may(act):
        return False
    st.info(session().limit(act), icon=":material/lock:")
    return True


def signed_in() -> SignedIn | None:
    """Return the sign-in of this visitor, None where there is none (any more)."""
    found = _found(store.current().revision, _secret())
    return found if found and found.ends_at > clock.now() else None


def signs_in() -> bool:
    """Return whether people sign in at this desk."""
    return settings.current().provider is not None or _has_accounts(store.current().revision)


def ask(label: str, *, key: str) -> str:
    """Return the name that decisions carry: of whoever is signed in, or as it was given before, or as
    it is typed now.
    """
    if signs_in():
        person = session().actor.person
        st.text_input(label, person, disabled=True, key=key)
        return person
    known = _name(store.current().revision, _computer())
    typed = lengths.text_input(label, known, placeholder="Sgt 4412", limit=NAME_LIMIT, key=key)
    # one that is too long is said below the field and kept by nothing
    return _keep(typed, known) if len(typed) <= NAME_LIMIT else known


def hear(key: str) -> None:
    """Keep the name typed into that field, for a press that acts before the page asks again."""
    if not signs_in():
        _keep(st.session_state.get(key), _name(store.current().revision, _computer()))


def _keep(typed: str | None, known: str) -> str:
    given = " ".join((typed or "").split())
    if given and given != known:
        people.keep_name(session(), given, _computer())
    return given


def _computer() -> str:
    return str(st.context.cookies.get(COOKIE) or "")


def _secret() -> str:
    return secret_in(st.context.cookies.to_dict())


def _asking() -> Session:
    return Session(store.current(), Actor(THIS_COMPUTER, "desk"))


@st.cache_data(max_entries=64, show_spinner=False)
def _name(revision: tuple[str, int], computer: str) -> str:
    return people.name_at(_asking(), computer)


@st.cache_data(max_entries=200, show_spinner=False)
def _found(revision: tuple[str, int], secret: str) -> SignedIn | None:
    return desk_sessions.find(_asking(), secret)


@st.cache_data(max_entries=4, show_spinner=False)
def _has_accounts(revision: tuple[str, int]) -> bool:
    return accounts.are_kept(_asking())
