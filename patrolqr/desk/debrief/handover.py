"""For the next sergeant: one text a duty, kept as it is written; nothing is replaced unseen."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.team import Duty
from patrolqr.desk.shared import inputs, lengths, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import handovers
from patrolqr.store.handovers import Handover


def write(duty: Duty) -> None:
    """Let the handover be written, and keep it where it changed.

    What a colleague wrote meanwhile is shown beside one's own words, to choose or to keep both.
    """
    key = _key(duty)
    standing = handovers.newest(who.session(), duty)
    _begin(key, standing)
    text = lengths.text_area(
        "For the next sergeant", key=key, limit=handovers.TEXT_LIMIT, height=68
    )
    mine, made_from = text.strip(), _made_from(key)
    if standing.version != made_from.version:
        _choose(key, standing, mine)
        return
    if len(mine) > handovers.TEXT_LIMIT:
        return
    kept = handovers.write(who.session(), duty, mine, seen=made_from.version)
    st.session_state[f"{key}_from"] = kept
    if kept.version:
        st.caption(f"Kept at {clock.time_text(kept.written_at)} by {plain(kept.written_by)}.")


def _begin(key: str, standing: Handover) -> None:
    """Put what stands into the field where nothing of one's own is in it."""
    made_from: Handover = st.session_state.setdefault(f"{key}_from", standing)
    mine = str(st.session_state.get(key, made_from.text)).strip()
    if key not in st.session_state or mine in (made_from.text, standing.text):
        st.session_state[key] = standing.text
        st.session_state[f"{key}_from"] = standing


def _choose(key: str, standing: Handover, mine: str) -> None:
    """Show what a colleague wrote meanwhile, and ask which of the two stands."""
    st.warning(
        f"{plain(standing.written_by)} wrote at {clock.time_text(standing.written_at)}: "
        f"“{plain(standing.text)}” Yours is not kept yet.",
        icon=":material/group:",
    )
    texts = {"Keep theirs": standing.text, "Keep mine": mine, "Both": f"{standing.text}\n{mine}"}
    with st.container(horizontal=True, gap="small"):
        for label, text in texts.items():
            st.button(
                label,
                key=f"{key}_{label}",
                on_click=_take,
                args=(key, text, standing),
                disabled=len(text) > handovers.TEXT_LIMIT,
            )


def _take(key: str, text: str, seen: Handover) -> None:
    """Go on from what was seen; the page keeps the text when it is drawn again."""
    st.session_state[key] = text
    st.session_state[f"{key}_from"] = seen


def _made_from(key: str) -> Handover:
    made_from: Handover = st.session_state[f"{key}_from"]
    return made_from


def _key(duty: Duty) -> str:
    return f"handover_{inputs.key(duty)}"
