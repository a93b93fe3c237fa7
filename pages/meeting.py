"""Meeting: a pack frozen for the review meeting, what the last one left to do, what this one enters."""

import streamlit as st

from patrolqr.desk.meeting import entered, freezing, frozen, public
from patrolqr.desk.shared import cached, frame
from patrolqr.desk.shared.freezing import PACK
from patrolqr.desk.shared.words import plain
from patrolqr.steps import packs as made
from patrolqr.store import log_reads, packs

header = st.container()
pack_id = st.query_params.get(PACK)
if pack_id is None:
    with header:
        frame.page("Meeting")
    span = cached.ask(log_reads.span)
    if span["first_day"] is None:
        frame.empty_state(
            "No patrol logs yet",
            "A pack freezes what was asked, done and missed. Brief some patrol areas and have officers scan "
            "the sheet's codes.",
        )
    freezing.anew(span)
    freezing.listed()
    st.stop()

pack = cached.ask(packs.pack, pack_id)
with header:
    frame.page("Meeting", f"{pack.told['period']} · {made.paper(pack).frozen}")
st.markdown(f"**{plain(pack.told['places'])}**")
frozen.take(pack)
frozen.left(pack.told)
entered.in_the_meeting(pack)
frozen.figures(pack.told)
frozen.answers(pack)
public.editions(pack)
st.page_link(frame.PAGES / "meeting.py", label="All packs, and a new one")
