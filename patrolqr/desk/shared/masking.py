"""A place that cannot be patrolled: asked why and until when, said wherever it is shown, taken back."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from patrolqr.core.area import Candidate
from patrolqr.core.mask import WHYS, Mask
from patrolqr.core.team import Duty
from patrolqr.desk.shared import presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.steps import masking

ABOUT = (
    "It leaves the candidates and tonight's plan from this patrol day on, of every team, until the last day, "
    "or until somebody takes it back. Map, list and Place say why."
)

WHY, UNTIL = "mask_why", "mask_until"
"""Keys of what is asked."""


def ask(
    duty: Duty,
    place: Candidate,
    *,
    cells: Sequence[str] = (),
    then: Callable[[str], None] | None = None,
) -> bool:
    """Ask why a place cannot be patrolled, and until when; return whether it was pressed. `then` is
    told its square once it is masked.
    """
    st.caption(ABOUT)
    st.selectbox(
        "Why",
        WHYS,
        index=None,
        accept_new_options=True,
        placeholder="Choose, or type a reason",
        key=WHY,
    )
    st.date_input(
        "Last patrol day, if it ends",
        None,
        min_value=duty.patrol_day,
        format="DD/MM/YYYY",
        key=UNTIL,
        width=200,
    )
    return st.button(
        "Mask it",
        type="primary",
        key="mask_it",
        disabled=not st.session_state.get(WHY),
        on_click=presses.do,
        args=(_mask, duty, place, tuple(cells), then),
    )


def said(duty: Duty, cell: str, mask: Mask) -> None:
    """Say why a square is masked, by whom and until when, and let it be taken back."""
    st.caption(f":material/block: {plain(mask.said)}")
    if who.may("brief"):
        st.button(
            ":small[Undo]",
            key=f"unmask-{cell}",
            type="tertiary",
            on_click=presses.do,
            args=(_unmask, duty, cell),
        )


def _mask(
    duty: Duty, place: Candidate, cells: tuple[str, ...], then: Callable[[str], None] | None
) -> None:
    why: str | None = st.session_state.get(WHY)
    until: date | None = st.session_state.get(UNTIL)
    masking.mask(who.session(), duty, place, why or "", until=until, cells=cells)
    if then is not None:
        then(place.cell)


def _unmask(duty: Duty, cell: str) -> None:
    masking.unmask(who.session(), duty, cell)
