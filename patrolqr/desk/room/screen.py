"""A link by which a screen in the briefing room shows this duty's slides without a sign-in."""

import streamlit as st

from patrolqr.core import clock, settings
from patrolqr.core.team import Duty
from patrolqr.desk.shared import inputs, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import room_links

LINK = "room_link"
"""Key under which a visitor's session keeps the link it made: for a duty's key its code."""

ABOUT = (
    "Open it on the screen's own computer. It shows this shift's slides and the pairing code, and "
    "nothing else; it ends with the shift, and when PatrolQR is started anew."
)


def offer(duty: Duty) -> None:
    """Offer a link for the room's screen, show the one that was made here, and offer its end."""
    with st.popover("Room screen", icon=":material/tv:", key="room_screen"):
        if who.limited("brief"):
            return
        standing = room_links.standing(who.session(), duty)
        code = st.session_state.get(LINK, {}).get(inputs.key(duty))
        if standing is None:
            st.caption(ABOUT)
        else:
            st.markdown(
                f"A screen shows this shift: linked by {plain(standing.made_by)} at "
                f"{clock.time_text(standing.made_at)}, until "
                f"{clock.time_text(clock.duty_window(duty)[1])}."
            )
            if code is not None:
                st.code(f"{settings.current().base_url}/o/room/{code}", language=None)
                st.caption(ABOUT)
            st.button("End it", key="room_end", on_click=presses.do, args=(_end, duty))
        label = "Make a link" if standing is None else "Make another, which ends this one"
        st.button(label, key="room_give", on_click=presses.do, args=(_give, duty))


def _give(duty: Duty) -> None:
    code = room_links.give(who.session(), duty)
    st.session_state[LINK] = {inputs.key(duty): code}


def _end(duty: Duty) -> None:
    room_links.end(who.session(), duty)
    st.session_state.pop(LINK, None)
