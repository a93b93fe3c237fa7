"""How many cards a week the team accepts: shown to all, set by whoever may."""

import streamlit as st

from patrolqr.core.phrases import number_of
from patrolqr.desk.shared import cached, presses, who
from patrolqr.steps import follow_patterns
from patrolqr.store import patterns

KEY = "pattern_budget"


def asked() -> None:
    """Show how many cards a week the team accepts, and let whoever may set it."""
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


def _set(seen: int) -> None:
    patterns.set_budget(who.session(), int(st.session_state[KEY]), seen=seen)
