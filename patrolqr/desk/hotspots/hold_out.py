"""A hold-out day: a coin leaves out some of the places above tonight's line, so that it can be told later
whether patrols help. Nothing is held out unless somebody asks for it.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.coin import Toss
from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import candidates
from patrolqr.desk.shared import cached, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.steps import hold_out
from patrolqr.store import coins, picks

FEWEST = 2
"""Places that a coin can choose from."""

ABOUT = (
    "A coin leaves out a place that the list put above the line. Over weeks, days with and without patrols then "
    "tell whether they help; places that are always patrolled cannot. The next place of the list moves up."
)

NUMBER = "hold_out_number"
"""Key of the input of how many."""


def offer(above: Sequence[str], rows: pd.DataFrame, duty: Duty) -> None:
    """Say what a coin held out for the duty; else let one be tossed between the squares above the line
    that may be held out.
    """
    if held := _held(duty):
        names = ", ".join(plain(candidates.name_of(rows, cell)) for cell in held.held)
        st.caption(
            f":material/paid: Held out by a coin at {clock.time_text(held.tossed_at)} by "
            f"{plain(held.tossed_by)}, seed {held.seed}: {names}, of {len(held.cells)} places."
        )
        return
    if not who.may("brief") or not st.toggle("Hold-out day", key="hold_out", help=ABOUT):
        return
    among = cached.ask(hold_out.may_be, duty, tuple(above))
    if len(among) < FEWEST:
        st.caption(f"Fewer than two places above the line may be held out. {hold_out.STAYS}")
        return
    st.caption(f"Among: {', '.join(plain(candidates.name_of(rows, each)) for each in among)}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input(
            "Places", min_value=1, max_value=len(among) - 1, key=NUMBER, width=130
        )
        st.button(
            "Hold out by a coin",
            key="hold_out_toss",
            icon=":material/paid:",
            help=f"It picks the others. Its seed is kept. {hold_out.STAYS}",
            on_click=presses.do,
            args=(_toss, duty, among, rows, number),
        )


def settle(duty: Duty, among: Sequence[Candidate], toss: Toss) -> None:
    """Let the choice be as the coin fell: what it drew is taken, the rest is let go."""
    for each in among:
        candidates.let_go(duty, each.cell)
        if each.cell in toss.drawn:
            candidates.take(each.cell, each.name)


def _toss(duty: Duty, cells: Sequence[str], rows: pd.DataFrame, number: int) -> None:
    among = candidates.as_candidates(rows, cells)
    settle(duty, among, hold_out.toss(who.session(), duty, among, number))


def _held(duty: Duty) -> Toss | None:
    """Return the newest coin that held places out for the duty, if all of them are still passed over."""
    tosses = [each for each in cached.ask(coins.of_duty, duty) if each.kind == "hold_out"]
    passed = cached.ask(picks.passed_over, duty)
    return next((each for each in tosses[:1] if set(each.held) <= set(passed)), None)
