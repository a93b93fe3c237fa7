"""One tap per area that was not visited in full: the reason counts demand, and blames nobody."""

from datetime import date

import streamlit as st

from patrolqr.core.lists import CUT_SHORT
from patrolqr.desk.shared import cached, who
from patrolqr.store import attendance, visits


def reasons(day: date, shift: str) -> None:
    """Ask why each area below its visits was missed or cut short; nothing where all had theirs."""
    areas = cached.ask(visits.debrief_areas, day, shift)
    short = [area for area in areas if area["visits_done"] < area["visits_asked"]]
    if not short:
        return
    given = attendance.missed_reasons(who.session(), day, shift)
    st.subheader("Not visited, or not in full: why?", anchor=False)
    for area in short:
        key = f"missed_{day}_{shift}_{area['area_id']}"
        st.pills(
            f"{area['number']} {area['name']}: {area['visits_done']} of {area['visits_asked']} visits",
            CUT_SHORT,
            default=given.get(area["area_id"]),
            key=key,
            on_change=_give,
            args=(day, shift, area["area_id"], key),
        )


def _give(day: date, shift: str, area_id: str, key: str) -> None:
    attendance.give_missed_reason(who.session(), day, shift, area_id, st.session_state[key] or "")
