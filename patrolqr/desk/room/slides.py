"""The briefing as slides that fill the screen: read from the back of the room, moved with the arrow
keys.
"""

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from patrolqr.core.briefing import Briefing
from patrolqr.desk.shared import address, frame, inputs, pairing_code, who
from patrolqr.render import slides
from patrolqr.steps import publish

SLIDE = "slide"

STYLE = Path(__file__).with_name("room.css")

FULL_SCREEN = st.components.v2.component(
    "full_screen",
    html="<button type='button'>Full screen</button>",
    css=STYLE.with_name("full_screen.css").read_text("utf-8"),
    js=STYLE.with_name("full_screen.js").read_text("utf-8"),
)


def show(briefing: Briefing) -> None:
    """Show one slide, the whole shift first, then one per patrol area, under the marking, and a bar
    to move by.
    """
    names = ["Pair", "All", *(str(tasking.number) for tasking in briefing.taskings)]
    chosen = address.choose(SLIDE, "a slide", names, "All")
    for style in (slides.STYLE, STYLE):
        st.html(style)
    with st.container(key="room_slide", gap=None):
        st.html(slides.marking(briefing))
        if chosen == "Pair":
            _pair()
        elif chosen == "All":
            st.html(slides.overview(briefing))
        else:
            tasking = briefing.taskings[names.index(chosen) - 2]
            drawn = b64encode(publish.slide_map(who.session(), tasking).encode()).decode()
            st.html(slides.area(tasking, map_address=f"data:image/svg+xml;base64,{drawn}"))
    _bar(briefing, names, chosen)
    address.write(slide=chosen)


def _bar(briefing: Briefing, names: Sequence[str], chosen: str) -> None:
    """Show what moves the slides, at the foot of the screen."""
    here = names.index(chosen)
    with st.container(horizontal=True, vertical_alignment="center", key="room_bar"):
        st.page_link(
            frame.PAGES / "briefing.py",
            label="Briefing",
            icon=":material/close:",
            query_params=inputs.of_duty(briefing.duty),
        )
        FULL_SCREEN(key="room_full_screen", width=110)
        st.segmented_control(
            "Slide", names, key=SLIDE, required=True, label_visibility="collapsed", width="content"
        )
        for label, key, to in (("Back", "Left", here - 1), ("Next", "Right", here + 1)):
            st.button(
                label,
                shortcut=key,
                on_click=_show,
                args=(names[min(max(to, 0), len(names) - 1)],),
                disabled=not 0 <= to < len(names),
            )
        st.caption(inputs.line(briefing.duty), width="content")


def _show(name: str) -> None:
    st.session_state[SLIDE] = name


@st.fragment(run_every=pairing_code.EVERY)
def _pair() -> None:
    st.markdown("## Pair your phone, then scan the first code of the sheet")
    pairing_code.room(width=420)
