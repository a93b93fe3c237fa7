"""Who is signed in, on every page, and the way out; or that nobody needs to be."""

from html import escape

import streamlit as st

from patrolqr.core import clock, home, permissions
from patrolqr.core.signing_in import PASSKEYS, SIGN_OUT, leading_to
from patrolqr.desk.shared import address, who
from patrolqr.desk.shared.words import plain

OWN_TEAMS = (
    "What you see here, and every figure, is of these teams' work. Incidents, calls, areas and patterns "
    "are everybody's. An admin sets this on the People page."
)

NONE_YET = (
    "**This desk has no sign-in yet.** Whoever sits at this machine can do everything, so the desk "
    "answers on this machine alone; phones reach their own pages."
)

OUT = "Nobody is signed in here any more. What you saved is kept."


def mark() -> None:
    """Say who is signed in, with the way out."""
    found = who.signed_in()
    if not who.signs_in():
        with st.popover("No sign-in", icon=":material/lock_open:", type="tertiary"):
            st.markdown(NONE_YET)
            st.page_link(home.PAGES / "people.py", label="**Make the first account** →")
            st.page_link(home.PAGES / "keeping.py", label="Keeping")
    elif found is not None:
        if seen := who.session().seen_teams:
            st.caption(f":material/visibility: {plain(seen)} only", width="content", help=OWN_TEAMS)
        with st.popover(plain(found.actor.person), icon=":material/person:", type="tertiary"):
            until = clock.local(found.ends_at)
            st.markdown(
                f"**{plain(found.actor.person)}**, {found.actor.role}  \n:small[until {until:%H:%M}]"
            )
            if permissions.may(found.actor.role, "admit people"):
                st.page_link(home.PAGES / "people.py", label="People")
            if permissions.may(found.actor.role, "audit"):
                st.page_link(home.PAGES / "audit.py", label="Audit")
            if who.may("retain"):
                st.page_link(home.PAGES / "keeping.py", label="Keeping")
            if found.account_id is not None:
                _link(PASSKEYS, "Passkeys")
            _link(SIGN_OUT, "Sign out")


def need() -> None:
    """Let the page be drawn for whoever is signed in, or where nobody has to be; else lead to the
    sign-in and stop.
    """
    if who.signs_in() and who.signed_in() is None:
        st.header("Signed out", anchor=False)
        st.markdown(OUT)
        _link(leading_to(address.within()), "Sign in again")
        st.stop()


def _link(address: str, label: str) -> None:
    """Show a link that leaves the desk's script: Streamlit's own open another tab."""
    st.html(f'<a class="leaving" href="{escape(address)}" target="_self">{escape(label)}</a>')
