"""Briefing: the sergeant's cards, the page as it will print, and its versions."""

from dataclasses import replace

import streamlit as st

from patrolqr.core.briefing import AREAS_PER_PAGE
from patrolqr.desk.briefing import cards, crews, drafting, meanwhile, versions
from patrolqr.desk.room import screen
from patrolqr.desk.shared import cached, frame, from_last_shift, inputs, pairing_code, who
from patrolqr.steps import draft
from patrolqr.store import briefings, picks, teams

title = st.empty()
with st.container(horizontal=True, vertical_alignment="bottom", key="briefing_bar"):
    keep = st.container(horizontal=True, width="content", key="briefing_keep")
    with st.container(horizontal=True, width=470, key="briefing_duty"):
        duty = inputs.duty()
picked = picks.picks(who.session(), duty)
newest = briefings.current(who.session(), duty)
versions.title(title, newest, duty)
from_last_shift.told(duty)

if not picked:
    frame.empty_state(
        "Nothing is picked for this patrol day and shift",
        "Pick patrol areas on the map, then press **Brief these**.",
        leads_to=("hotspots", "Hotspots", inputs.of_duty(duty)),
    )
    st.stop()

team = cached.ask(teams.team, duty.team_id)
origin = drafting.begun(team, duty, picked, newest)
drafting.told(duty)
left, right = st.columns([3, 2], gap="large")
with left:
    key = inputs.key(duty)
    head = cards.header(origin, key=key)
    if len(picked) > AREAS_PER_PAGE:
        st.warning(
            f"{len(picked)} areas are more than one page and more than officers remember; {AREAS_PER_PAGE} fit."
        )
    on = crews.who_is_on(origin.crews, key=key)
    answers = draft.last_answers(who.session(), picked, duty)
    tasked = cards.drafts(origin.taskings, picked, answers, on, key=key, day=duty.patrol_day)
    said = replace(origin, **head, taskings=tasked, crews=on)
    written = drafting.written(duty, said, origin)
    drafting.not_on_a_card(written)

with right.container(key="sheet_side"):
    if meanwhile.settled(written, origin, newest) and written.marking:
        with keep:
            versions.save(written, newest)
    if not written.marking:
        st.info("Choose a marking to see and save the sheet.", icon=":material/lock:")
    newest = briefings.current(who.session(), duty)
    if newest is not None:
        versions.title(title, newest, duty)
        with keep:
            versions.download(newest)
            pairing_code.phones()
    versions.address()
    crews.capacity(on, tasked)
    if written.marking:
        versions.preview(written)
    if newest is not None:
        crews.tick_attendance(newest)
        with st.container(horizontal=True):
            for name, label, icon in versions.ASIDE:
                st.page_link(
                    frame.PAGES / f"{name}.py",
                    label=label,
                    icon=icon,
                    query_params=inputs.of_duty(duty),
                )
            screen.offer(duty)
    versions.earlier(duty)
