"""The briefing as slides: read from the back of the room, moved with the arrow keys of a keyboard."""

import streamlit as st

from patrolqr.core.briefing import Briefing, Tasking
from patrolqr.desk.shared import pairing_code
from patrolqr.desk.shared.words import plain


def slides(briefing: Briefing) -> None:
    """Show one slide: the whole shift first, then one per patrol area, under the marking."""
    st.markdown(f"**{briefing.marking}**", text_alignment="center")
    names = ["Pair", "All", *(str(tasking.number) for tasking in briefing.taskings)]
    chosen = st.segmented_control(
        "Slide", names, default="All", key="slide", bind="query-params", required=True
    )
    if chosen == "Pair":
        _pair()
    elif chosen == "All" or chosen is None:
        _overview(briefing)
    else:
        _area(briefing.taskings[names.index(chosen) - 2])
    st.markdown(f"**{briefing.marking}**", text_alignment="center")


@st.fragment(run_every=pairing_code.EVERY)
def _pair() -> None:
    st.markdown("## Pair your phone, then scan the first code of the sheet")
    pairing_code.room(width=420)


def _overview(briefing: Briefing) -> None:
    if briefing.information:
        st.header("Information", anchor=False)
        st.markdown(f"## {plain(briefing.information)}")
    if briefing.intention:
        st.header("Intention", anchor=False)
        st.markdown(f"## {plain(briefing.intention)}")
    st.header(f"{len(briefing.taskings)} patrol areas", anchor=False)
    for tasking in briefing.taskings:
        given = f" · {', '.join(tasking.call_signs)}" if tasking.call_signs else ""
        st.markdown(
            f"## {tasking.number} {plain(tasking.area.name)} · {_dose(tasking)}{plain(given)}"
        )


def _area(tasking: Tasking) -> None:
    st.title(f"{tasking.number} {plain(tasking.area.name)}", anchor=False)
    st.markdown(f"## {_dose(tasking)}")
    if tasking.hazards:
        st.error(f"### {plain(tasking.hazards)}", icon=":material/warning:")
    for label, text in (("Why", tasking.why), ("Look for", tasking.look_for), ("Ask", tasking.ask)):
        if text:
            st.caption(label)
            st.markdown(f"# {plain(text)}")
    if tasking.tactics:
        st.caption("Tactics to try")
        st.markdown("## " + " · ".join(plain(each) for each in tasking.tactics))


def _dose(tasking: Tasking) -> str:
    window = f"{tasking.window_starts:%H:%M}–{tasking.window_ends:%H:%M}"
    return f"{tasking.visits} × {tasking.minutes} min, {window}"
