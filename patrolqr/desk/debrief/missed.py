"""One tap per area that was not visited in full: the reason counts demand, and blames nobody."""

import streamlit as st

from patrolqr.core import dose
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached, inputs, who
from patrolqr.store import attendance, visits


def reasons(duty: Duty) -> None:
    """Ask why each area below its patrols was missed or cut short; nothing where all had theirs."""
    areas = cached.ask(visits.debrief_areas, duty)
    short = [area for area in areas if not dose.of(area).is_full]
    if not short:
        return
    given = attendance.missed_reasons(who.session(), duty)
    st.subheader("Not patrolled, or not in full: why?", anchor=False)
    for area in short:
        key = f"missed_{inputs.key(duty)}_{area['area_id']}"
        st.session_state[key] = given.get(area["area_id"])  # as it stands, whoever gave it
        st.pills(
            f"{area['number']} {area['name']}: {dose.of(area).patrols}",
            CUT_SHORT,
            key=key,
            on_change=_give,
            args=(duty, area["area_id"], key),
        )


def _give(duty: Duty, area_id: str, key: str) -> None:
    attendance.give_missed_reason(who.session(), duty, area_id, st.session_state[key] or "")
