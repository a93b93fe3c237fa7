"""Who is on: call signs with the minutes they have free, a capacity check, and who was briefed."""

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing, TaskingDraft
from patrolqr.core.shift import Crew
from patrolqr.desk.shared import inputs, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import attendance
from patrolqr.store.briefings import instant


def put(crews: tuple[Crew, ...], *, key: str) -> None:
    """Let the list begin anew with these call signs; called before it is drawn."""
    turn = st.session_state.get(f"{key}_crews_turn", 0)
    # what is edited in a table is kept under its key: another beginning needs another key
    st.session_state[f"{key}_crews_turn"] = turn + 1
    st.session_state[f"{key}_crews_begun"] = crews


def who_is_on(begun_with: tuple[Crew, ...], *, key: str) -> tuple[Crew, ...]:
    """Show the call signs of this shift, to be edited, and return them."""
    kept: tuple[Crew, ...] = st.session_state.setdefault(f"{key}_crews_begun", begun_with)
    begun = pd.DataFrame(
        [(crew.call_sign, crew.minutes) for crew in kept],
        columns=["Call sign", "Minutes free"],
    ).astype({"Call sign": "string", "Minutes free": "Int64"})
    with st.expander("Who is on (optional)", icon=":material/groups:"):
        edited = st.data_editor(
            begun,
            key=f"{key}_crews_{st.session_state.get(f'{key}_crews_turn', 0)}",
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
    key = f"briefed_{inputs.key(briefing.duty)}"
    present = attendance.briefed(who.session(), briefing.duty)
    known = list(dict.fromkeys([*present, *(crew.call_sign for crew in briefing.crews)]))
    st.session_state[key] = present  # a colleague's ticks show on the next run
    st.multiselect(
        "Who was briefed (type a collar number or call sign)",
        known,
        key=key,
        accept_new_options=True,
        help="Each officer's phone offers the other numbers under “With”: one log for a car.",
        on_change=_tick,
        args=(briefing, key, tuple(present)),
    )
    ticked = [
        f"{plain(row['name'])} at {clock.time_text(instant(row['ticked_us']))} by {plain(row['ticked_by'])}"
        for row in attendance.ticks(who.session(), briefing.duty)
        if row["ticked_by"]
    ]
    if ticked:
        st.caption(f"Ticked: {', '.join(ticked)}")


def _tick(briefing: Briefing, key: str, shown: tuple[str, ...]) -> None:
    wanted = st.session_state[key]
    attendance.tick(
        who.session(),
        briefing,
        added=[name for name in wanted if name not in shown],
        removed=[name for name in shown if name not in wanted],
    )
