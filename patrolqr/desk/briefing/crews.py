"""Who is on: call signs with the minutes they have free, a capacity check, and who was briefed."""

import pandas as pd
import streamlit as st

from patrolqr.core.briefing import Briefing, TaskingDraft
from patrolqr.core.shift import Crew
from patrolqr.desk.shared import who
from patrolqr.desk.shared.words import plain
from patrolqr.store import attendance


def who_is_on(newest: Briefing | None, *, key: str) -> tuple[Crew, ...]:
    """Show the call signs of this shift, to be edited, and return them."""
    begun = pd.DataFrame(
        [(crew.call_sign, crew.minutes) for crew in (newest.crews if newest else ())],
        columns=["Call sign", "Minutes free"],
    ).astype({"Call sign": "string", "Minutes free": "Int64"})
    with st.expander("Who is on (optional)", icon=":material/groups:"):
        edited = st.data_editor(
            begun,
            key=f"{key}_crews",
            num_rows="dynamic",
            hide_index=True,
            column_config={
                "Minutes free": st.column_config.NumberColumn(
                    min_value=0, max_value=720, default=120, step=5
                )
            },
        )
    named = edited[edited["Call sign"].fillna("").str.strip() != ""].fillna({"Minutes free": 0})
    minutes = {str(name).strip(): int(free) for name, free in named.itertuples(index=False)}
    return tuple(Crew(name, free) for name, free in minutes.items())


def capacity(crews: tuple[Crew, ...], taskings: tuple[TaskingDraft, ...]) -> None:
    """Say where more patrol time is asked of a call sign than it has, and which areas nobody was
    given.
    """
    if not crews:
        return
    for crew in crews:
        asked = sum(
            each.visits * each.minutes for each in taskings if crew.call_sign in each.call_signs
        )
        if asked > crew.minutes:
            st.warning(
                f"{plain(crew.call_sign)}: {asked} minutes asked, {crew.minutes} free.",
                icon=":material/timer:",
            )
    nobody = [plain(each.name) for each in taskings if not each.call_signs]
    if nobody:
        st.caption(f"Given to nobody yet: {', '.join(nobody)}.")


def tick_attendance(briefing: Briefing) -> None:
    """Tick who was briefed; each tick is stored at once, with its time."""
    key = f"briefed_{briefing.patrol_day}_{briefing.shift}"
    present = attendance.briefed(who.session(), briefing.patrol_day, briefing.shift)
    known = list(dict.fromkeys([*present, *(crew.call_sign for crew in briefing.crews)]))
    st.multiselect(
        "Who was briefed (type a collar number or call sign)",
        known,
        present,
        key=key,
        accept_new_options=True,
        on_change=_tick,
        args=(briefing, key),
    )


def _tick(briefing: Briefing, key: str) -> None:
    attendance.tick(who.session(), briefing, st.session_state[key])
