"""Briefing: the sergeant's cards, the page as it will print, and its versions."""

import streamlit as st

from patrolqr.core.briefing import AREAS_PER_PAGE, BriefingDraft
from patrolqr.desk.briefing import cards, crews, versions
from patrolqr.desk.shared import frame, inputs, pairing_code, who
from patrolqr.store import briefings, picks

title = st.empty()
with st.container(horizontal=True, width=520):
    day, shift = inputs.day_and_shift()
picked = picks.picks(who.session(), day, shift)
newest = briefings.current(who.session(), day, shift)
versions.title(title, newest, day, shift)

if not picked:
    frame.empty_state(
        "Nothing is picked for this patrol day and shift",
        "Pick patrol areas on the [Hotspots](hotspots) page, then press **Brief these**.",
    )
    st.stop()

versions.seen(newest, day, shift)
left, right = st.columns([3, 2], gap="large")
with left:
    header = cards.header(newest, key=f"{day}_{shift}")
    if len(picked) > AREAS_PER_PAGE:
        st.warning(
            f"{len(picked)} areas are more than one page and more than officers remember; {AREAS_PER_PAGE} fit."
        )
    on = crews.who_is_on(newest, key=f"{day}_{shift}")
    draft = BriefingDraft(
        day, shift, **header, taskings=cards.drafts(picked, day, shift, newest, on), crews=on
    )

with right:
    versions.address()
    crews.capacity(draft.crews, draft.taskings)
    if draft.marking:
        versions.save(draft)
    else:
        st.info("Choose a marking to see and save the sheet.", icon=":material/lock:")
    newest = briefings.current(who.session(), day, shift)
    if newest is not None:
        versions.title(title, newest, day, shift)
        versions.download(newest)
        pairing_code.phones()
    if draft.marking:
        versions.preview(draft)
    if newest is not None:
        crews.tick_attendance(newest)
        with st.container(horizontal=True):
            st.page_link(frame.PAGES / "room.py", label="Room view", icon=":material/cast:")
            st.page_link(frame.PAGES / "debrief.py", label="Debrief", icon=":material/forum:")
            st.page_link(
                frame.PAGES / "from_paper.py", label="From paper", icon=":material/receipt_long:"
            )
    versions.earlier(day, shift)
