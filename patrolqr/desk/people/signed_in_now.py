"""Who is signed in now, and the end of that."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import desk_sessions, teams
from patrolqr.store.briefings import instant
from patrolqr.store.desk_sessions import OpenRow


def listed(known: list[OpenRow]) -> None:
    """Show the sign-ins that go on, each with its end."""
    own = who.signed_in()
    for each in known:
        mine = own is not None and own.session_id == each["session_id"]
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"session_{each['session_id']}"
        ):
            st.markdown(
                f"**{plain(each['person'])}**, {each['role']}{_sees(each)}{' · you, here' if mine else ''}  \n"
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


def _sees(each: OpenRow) -> str:
    if not each["teams"]:
        return ""
    named = {team.team_id: team.name for team in teams.teams(who.session())}
    return f", sees {plain(', '.join(named.get(one, one) for one in each['teams']))} only"


def _when(us: int) -> str:
    return f"{clock.local(instant(us)):%a %d %b %H:%M}"
