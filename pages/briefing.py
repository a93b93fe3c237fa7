"""Briefing: the sergeant's cards, the page as it will print, and its versions."""

import streamlit as st

from patrolqr import store
from patrolqr.model import AREAS_PER_PAGE, BriefingDraft
from patrolqr.store import briefings
from patrolqr.ui import cards, crews, inputs, pairing, shell, versions

title = st.empty()
with st.container(horizontal=True, width=520):
    day, shift = inputs.patrol_day(), inputs.shift()
picks = briefings.picks(store.current(), day, shift)
newest = briefings.current(store.current(), day, shift)
versions.title(title, newest, day, shift)

if not picks:
    shell.empty_state(
        "Nothing is picked for this patrol day and shift",
        "Pick patrol areas on the [Hotspots](hotspots) page, then press **Brief these**.",
    )
    st.stop()

versions.seen(newest, day, shift)
left, right = st.columns([3, 2], gap="large")
with left:
    header = cards.header(newest, key=f"{day}_{shift}")
    if len(picks) > AREAS_PER_PAGE:
        st.warning(f"{len(picks)} areas are more than one page and more than officers remember; {AREAS_PER_PAGE} fit.")
    on = crews.who_is_on(newest, key=f"{day}_{shift}")
    draft = BriefingDraft(day, shift, **header, taskings=cards.drafts(picks, day, shift, newest, on), crews=on)

with right:
    versions.address()
    crews.capacity(draft.crews, draft.taskings)
    if draft.marking:
        versions.save(draft)
    else:
        st.info("Choose a marking to see and save the sheet.", icon=":material/lock:")
    newest = briefings.current(store.current(), day, shift)
    if newest is not None:
        versions.title(title, newest, day, shift)
        versions.download(newest)
        pairing.phones()
    if draft.marking:
        versions.preview(draft)
    if newest is not None:
        crews.attendance(newest)
        with st.container(horizontal=True):
            st.page_link(shell.PAGES / "room.py", label="Room view", icon=":material/cast:")
            st.page_link(shell.PAGES / "debrief.py", label="Debrief", icon=":material/forum:")
            st.page_link(shell.PAGES / "paper.py", label="From paper", icon=":material/receipt_long:")
    versions.earlier(day, shift)
