"""Keeping: how long things are kept, what is held, what is redacted and what goes."""

import streamlit as st

from patrolqr.desk.keeping import disposing, holding, policy, taking_out
from patrolqr.desk.shared import frame, who

frame.page("Keeping", "what is kept how long, and what goes")
who.session().need("retain")
taking_out.told()
st.header("Redact", anchor=False)
taking_out.asked()
taking_out.listed()
st.header("How long", anchor=False)
policy.asked()
st.header("Due", anchor=False)
disposing.waiting()
disposing.ended()
st.header("Holds", anchor=False)
holding.listed()
holding.another()
