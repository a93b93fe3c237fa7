"""How many cards a week the team accepts: shown to all, set by whoever may."""

import streamlit as st

from patrolqr.desk.shared import cached, presses, who
from patrolqr.steps import follow_patterns
from patrolqr.store import patterns

KEY = "pattern_budget"


def asked() -> int:
    """Return how many cards a week the team accepts, and let whoever may set it."""
    kept = cached.ask(patterns.budget)
    cards = cached.ask(follow_patterns.cards_a_week)
    with st.popover(f"{cards} cards a week", help="The least likely by chance are shown first."):
        told = f"Set by {kept['set_by']}." if kept else "Nobody has set it yet."
        st.text(f"At most {cards} patterns are shown, those acted on always. {told}")
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
