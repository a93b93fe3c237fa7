"""What is older than it is kept: the list, and its two people."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.keeping import NAMES
from patrolqr.desk.keeping import taking_out
from patrolqr.desk.shared import presses, tables, who
from patrolqr.desk.shared.words import plain
from patrolqr.steps import dispose
from patrolqr.store import disposals
from patrolqr.store.disposals import Standing


def waiting() -> None:
    """Show the list that waits to be confirmed, or offer to draw one up."""
    found = disposals.standing(who.session())
    if found is None:
        _offer()
    else:
        _shown(found)


def ended() -> None:
    """Show the lists there were."""
    found = disposals.disposals(who.session())
    if not found.empty:
        with st.expander("All lists"):
            tables.grid(found.drop(columns="disposal_id"), "disposals")


def _offer() -> None:
    today = clock.calendar_day()
    as_of = st.date_input(
        "Due on", today, max_value=today, format="DD/MM/YYYY", key="due_day", width=180
    )
    rows = disposals.due(who.session(), as_of)
    if rows.empty:
        st.caption("Nothing is older than it is kept.")
        return
    held = int(rows["is_held"].sum())
    st.markdown(f"{len(rows):,} due, {held:,} of them on hold.")
    tables.grid(rows, "due")
    tables.downloads(lambda: rows, "due", count=len(rows))
    st.button(
        "Draw up the list",
        key="draw_up",
        on_click=presses.do,
        args=(disposals.draw_up, who.session(), as_of),
    )


def _shown(found: Standing) -> None:
    st.markdown(
        f"**The list of {clock.day_text(found.as_of_day)}**, drawn up by {plain(found.drawn_by)}. "
        "Somebody else confirms it; then it goes for good."
    )
    for kind, counted in found.counts.items():
        told = ", ".join(f"{count:,} {what}" for what, count in counted.items())
        st.markdown(f"- {NAMES[kind].label}: {told}")
    if found.more:
        st.caption(f"{found.more:,} more are due by now and not on this list: they stay.")
    tables.grid(found.rows, "disposal")
    tables.downloads(lambda: found.rows, "disposal", count=len(found.rows))
    with st.container(horizontal=True):
        st.button(
            "Confirm, and let it go",
            key="confirm_disposal",
            type="primary",
            on_click=presses.do,
            args=(_confirm, found.disposal_id, found.seen),
        )
        st.button(
            "Give this list up",
            key="give_up_disposal",
            on_click=presses.do,
            args=(disposals.give_up, who.session(), found.disposal_id),
        )


def _confirm(disposal_id: str, seen: str) -> None:
    lines = dispose.confirm(who.session(), disposal_id, seen=seen)
    st.session_state[taking_out.DONE] = lines
