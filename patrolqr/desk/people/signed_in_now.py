"""Who is signed in now, and the end of that."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.people import seen_teams
from patrolqr.desk.shared import presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import desk_sessions
from patrolqr.store.briefings import instant
from patrolqr.store.desk_sessions import OpenRow


def listed(known: list[OpenRow]) -> None:
    """Show the sign-ins that go on, each with its end."""
    own = who.signed_in()
    for each in known:
        mine = own is not None and own.session_id == each["session_id"]
        seen = seen_teams.said(each["teams"])
        roles = ", ".join(filter(None, (each["role"], seen)))
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"session_{each['session_id']}"
        ):
            st.markdown(
                f"**{plain(each['person'])}**, {roles}{' · you, here' if mine else ''}  \n"
                f":small[since {_when(each['begun_us'])}, until {_when(each['ends_us'])}]",
                width="stretch",
            )
            st.button(
                "Sign out",
                key=f"out_{each['session_id']}",
                type="tertiary",
                help="Their next click meets the sign-in. What they saved is kept.",
                on_click=presses.do,
                args=(desk_sessions.end, who.session(), each["session_id"]),
            )


def _when(us: int) -> str:
    return f"{clock.local(instant(us)):%a %d %b %H:%M}"
