"""What came of reasons: answered, no sign of it, passed on, or open, as decisions and logs say."""

from collections.abc import Sequence

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.reason import Outcome
from patrolqr.desk.shared.words import plain, short

TEXT = 90
"""Characters of a reason's text beside what came of it."""

MARKS = {
    "answered": ":green-badge[answered]",
    "no sign of it": ":blue-badge[no sign of it]",
    "passed on": ":violet-badge[passed on]",
    "merged": ":gray-badge[merged]",
    "not tonight": ":gray-badge[not tonight]",
    "open": ":orange-badge[open]",
}
"""Each end of a reason; the words beside it say it in full."""


def listed(outcomes: Sequence[Outcome], *, with_duty: bool) -> None:
    """Show what came of each reason, with the shift it was decided for where that is asked."""
    for each in outcomes:
        day = f"{clock.day_text(each.patrol_day)}, {each.shift} · " if with_duty else ""
        st.markdown(
            f"{MARKS[each.state]} **{plain(each.place)}** · {plain(each.label)}: "
            f"{plain(each.words)}  \n:small[{day}{plain(short(each.text, TEXT))}]"
        )


def of_duty(outcomes: Sequence[Outcome]) -> None:
    """Show what came of the reasons of one duty; nothing where none was decided about."""
    if outcomes:
        st.header("What came of the reasons", anchor=False)
        listed(outcomes, with_duty=False)


def since_yesterday(outcomes: Sequence[Outcome]) -> None:
    """Show what came of the reasons of the shifts since yesterday."""
    st.header("Answered since yesterday", anchor=False)
    if not outcomes:
        st.caption("Nothing was decided about in the shifts since yesterday.")
    listed(outcomes, with_duty=True)
