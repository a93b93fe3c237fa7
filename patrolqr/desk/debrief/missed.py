"""One tap per area that was not visited in full: the reason counts demand, and blames nobody.

What the officer said stands there already; the sergeant confirms it or says another.
"""

from collections.abc import Mapping

import streamlit as st

from patrolqr.core import clock, dose
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached, inputs, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import attendance, visits
from patrolqr.store.attendance import MissedReason
from patrolqr.store.visits import DebriefRow

BY = "debrief_by"
"""Key of the field that asks for the sergeant's name."""


def reasons(duty: Duty, said: Mapping[str, str]) -> None:
    """Ask why each area below its patrols was missed or cut short; nothing where all had theirs.

    `said` is what officers answered to that, by patrol area id.
    """
    areas = cached.ask(visits.debrief_areas, duty)
    short = [area for area in areas if not dose.of(area).is_patrolled]
    if not short:
        return
    decided = attendance.decided_reasons(who.session(), duty)
    st.header("Not patrolled, or not in full: why?", anchor=False)
    for area in short:
        _reason(duty, area, decided.get(area["area_id"]), said.get(area["area_id"], ""))


def _reason(duty: Duty, area: DebriefRow, given: MissedReason | None, said: str) -> None:
    """Ask about one area; the officer's answer is preset until somebody decides."""
    key = f"missed_{inputs.key(duty)}_{area['area_id']}"
    preset = said if given is None and said in CUT_SHORT else None
    # as it stands, whoever gave it
    st.session_state[key] = (given.reason or None) if given else preset
    st.pills(
        f"{area['number']} {area['name']}: {dose.of(area).patrols}",
        CUT_SHORT,
        key=key,
        on_change=presses.do,
        args=(_give, duty, area["area_id"], key, given),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if said:
            st.caption(f"officer said: {plain(said)}", width="content")
        if preset:
            st.button(
                "Confirm",
                key=f"{key}_confirm",
                on_click=presses.do,
                args=(_confirm, duty, area["area_id"], preset),
            )
        if given and given.reason and given.given_by:
            when = clock.time_text(given.given_at)
            st.caption(f"given by {plain(given.given_by)} at {when}", width="content")


def _give(duty: Duty, area_id: str, key: str, seen: MissedReason | None) -> None:
    who.hear(BY)
    said = st.session_state[key] or ""
    attendance.give_missed_reason(who.session(), duty, area_id, said, seen=seen)


def _confirm(duty: Duty, area_id: str, preset: str) -> None:
    who.hear(BY)
    attendance.give_missed_reason(who.session(), duty, area_id, preset)
