"""People: who may use the desk, in which role, and who is signed in."""

import streamlit as st

from patrolqr.core import settings
from patrolqr.desk.people import accounts as forms
from patrolqr.desk.people import signed_in_now
from patrolqr.desk.shared import frame, who
from patrolqr.store import accounts, desk_sessions

frame.page("People", "who may use the desk")
who.session().need("admit people")
known = accounts.accounts(who.session())

if settings.current().provider is not None:
    st.caption(
        "People sign in with their force account; their groups there say which role they have."
    )
forms.link()
st.header("Accounts", anchor=False)
if not known:
    frame.empty_state("No accounts yet", "Make the first one below.")
forms.listed(known)
forms.another(is_first=not who.signs_in())
forms.roles()
if who.signs_in():
    st.header("Signed in now", anchor=False)
    signed_in_now.listed(desk_sessions.open_now(who.session()))
