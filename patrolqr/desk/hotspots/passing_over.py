"""A candidate that was looked at and is not picked: why, in one tap, and taken back in one."""

from collections.abc import Callable

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.area import Candidate, PassedOver
from patrolqr.core.reason import WHY_NOT
from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import candidates, masked
from patrolqr.desk.shared import presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.steps import brought, hold_out

LABEL = "Not tonight"

WERE_PICKED = "passed_over_picked"
"""Key under which a visitor's session remembers what was picked when it was passed over."""


def offer(
    duty: Duty, candidate: Candidate, let_go: Callable[[str], None], *, is_picked: bool
) -> None:
    """Show the menu of reasons; what is chosen is kept, and `let_go` takes the square out of the
    choice. Below them stands that it is for no night: then it is asked why it cannot be patrolled.
    """
    if not who.may("brief"):
        return
    key = f"not-{candidate.cell}"
    st.menu_button(
        f":small[{LABEL}]",
        (*WHY_NOT, masked.OPTION),
        key=key,
        type="tertiary",
        width="content",
        on_click=presses.do,
        args=(_pass_over, key, duty, candidate, let_go, is_picked),
    )


def said(duty: Duty, cell: str, passed: PassedOver, take: Callable[[], None]) -> None:
    """Say why a square is passed over and by whom, and let it be taken back; `take` picks it, where it
    was picked before.
    """
    st.caption(f"{LABEL}: {_said(passed)}")
    if who.may("brief"):
        st.button(
            ":small[Undo]",
            key=f"again-{cell}",
            type="tertiary",
            help=hold_out.UNDONE if passed.why.startswith(hold_out.WHY) else None,
            on_click=presses.do,
            args=(_look_again, duty, cell, take),
        )


def despite(passed: PassedOver) -> None:
    """Say of a square that is ticked that it was passed over, and why."""
    st.caption(f":orange[:material/warning: Was not for tonight:] {_said(passed)}")


def _said(passed: PassedOver) -> str:
    at = clock.time_text(passed.decided_at)
    return f"{plain(passed.why)} · {plain(passed.decided_by)}, {at}"


def _pass_over(
    key: str, duty: Duty, candidate: Candidate, let_go: Callable[[str], None], is_picked: bool
) -> None:
    if st.session_state[key] == masked.OPTION:
        masked.begin(candidate)
        return
    were: set[tuple[Duty, str]] = st.session_state.setdefault(WERE_PICKED, set())
    (were.add if is_picked else were.discard)((duty, candidate.cell))
    brought.pass_over(who.session(), duty, candidate, str(st.session_state[key]))
    let_go(candidate.cell)


def _look_again(duty: Duty, cell: str, take: Callable[[], None]) -> None:
    coin = hold_out.take_back(who.session(), duty, cell)
    for drawn in coin.drawn if coin else ():
        # the list alone speaks for them, as it did before the coin
        candidates.let_go(duty, drawn)
    brought.look_again(who.session(), duty, cell)
    if (duty, cell) in st.session_state.get(WERE_PICKED, ()):
        take()
