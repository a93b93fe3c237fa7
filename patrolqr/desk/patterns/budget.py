"""How many cards a week the team accepts: shown to all, set by whoever may; and which cards these are."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from patrolqr.analysis import Run
from patrolqr.core.phrases import number_of
from patrolqr.desk.shared import cached, findings, presses, who
from patrolqr.steps import follow_patterns, look_at_notes
from patrolqr.steps.follow_patterns import Standing
from patrolqr.store import patterns

KEY = "pattern_budget"


class Split(NamedTuple):
    """Cards of all detectors: those that are shown, and those beyond the budget."""

    within: list[Standing]
    beyond: list[Standing]

    def of(self, runs: Sequence[Run]) -> "Split":
        """Return the cards of these runs."""
        within, beyond = (
            [each for each in cards if any(each.run is run for run in runs)] for cards in self
        )
        return Split(within, beyond)


def split(
    runs: Sequence[Run], notes: Sequence[Run], as_of: date, ground: Collection[str], cards: int
) -> Split:
    """Return the cards on that ground, of incidents and of officers' notes, under one budget."""
    noted = [
        each
        for each in look_at_notes.standing(notes)
        if findings.is_on_ground(each.found["neighbourhood_id"], ground)
    ]
    found = [*findings.standing(runs, as_of, ground), *noted]
    return Split(*follow_patterns.within(follow_patterns.in_order(found), cards))


def asked() -> int:
    """Return how many cards a week the team accepts, and let whoever may set it."""
    kept = cached.ask(patterns.budget)
    cards = cached.ask(follow_patterns.cards_a_week)
    number = number_of(cards, "card")
    with st.popover(f"{number} a week", help="The least likely by chance are shown first."):
        told = f"Set by {kept['set_by']}." if kept else "Nobody has set it yet."
        st.text(
            f"At most {number} are shown, what officers write among them; those acted on always. {told}"
        )
        if not who.limited("budget"):
            with st.form("budget", border=False):
                st.number_input(
                    "Cards a week that the team accepts",
                    min_value=0,
                    max_value=patterns.MOST_CARDS,
                    value=cards,
                    key=KEY,
                )
                seen = kept["serial"] if kept else 0
                st.form_submit_button("Set", on_click=presses.do, args=(_set, seen))
    return cards


def _set(seen: int) -> None:
    patterns.set_budget(who.session(), int(st.session_state[KEY]), seen=seen)
