"""The briefing as slides that fill the screen: read from the back of the room, moved with the arrow
keys.
"""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from math import ceil
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from patrolqr.core.briefing import Briefing, Tasking
from patrolqr.desk.shared import address, frame, inputs, pairing_code, who
from patrolqr.steps import publish

SLIDE = "slide"

STYLE = Path(__file__).with_name("room.css")

SIZES_VH = (7.0, 6.2, 5.5, 4.8)
"""Heights of the letters offered, in hundredths of the screen's height, the largest that fits wins.

The least is read from 5 m on a screen of 55 inches: its capitals stand 23 mm high there, 16 minutes
of arc, the least of ISO 9241-303.
"""

MAPS_VW = (38, 24)
"""Widths of the map beside the words, in hundredths of the screen's width: long words take some."""

ROOM_VH = 76
"""Height that the words of an area have: the rest is its name, the marking and the bar."""

WORDS_VW = 92
"""Width that map and words have together."""

LETTER_SHARE, LINE_SHARE, LABEL_VH = 0.5, 1.15, 3.5
"""How wide a letter is on average, how high a line, in shares of the letters' height; a label."""

HALF_A_WORD = 3
"""Letters that a line loses where a word does not fit on it any more."""

SIDES = 16 / 9
"""Of the screens in briefing rooms."""

FULL_SCREEN = st.components.v2.component(
    "full_screen",
    html="<button type='button'>Full screen</button>",
    css=STYLE.with_name("full_screen.css").read_text("utf-8"),
    js=STYLE.with_name("full_screen.js").read_text("utf-8"),
)


class Fit(NamedTuple):
    """How large the words of an area stand, and how wide the map beside them, in vh and vw."""

    letters_vh: float
    map_vw: int


def slides(briefing: Briefing) -> None:
    """Show one slide, the whole shift first, then one per patrol area, under the marking, and a bar
    to move by.
    """
    names = ["Pair", "All", *(str(tasking.number) for tasking in briefing.taskings)]
    chosen = address.choose(SLIDE, "a slide", names, "All")
    st.html(STYLE)
    with st.container(key="room_slide", gap=None):
        st.html(f"<p class='pq-marking'>{escape(briefing.marking)}</p>")
        if chosen == "Pair":
            _pair()
        elif chosen == "All":
            st.html(_overview(briefing))
        else:
            st.html(_area(briefing.taskings[names.index(chosen) - 2]))
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


def _overview(briefing: Briefing) -> str:
    """Return the shift on one slide: what everybody must know, and the areas."""
    heads = (("Information", briefing.information), ("Intention", briefing.intention))
    words = [text for _, text in heads if text]
    rows = [_row(tasking) for tasking in briefing.taskings]
    size = fit([*words, *rows], labels=len(words) + 1, maps_vw=(0,)).letters_vh
    said = "".join(f"<h2>{label}</h2><p>{escape(text)}</p>" for label, text in heads if text)
    listed = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return (
        f"<div class='pq-words' style='--letters: {size}'>{said}"
        f"<h2>{len(rows)} patrol areas</h2><ul>{listed}</ul></div>"
    )


def _row(tasking: Tasking) -> str:
    given = f" · {', '.join(tasking.call_signs)}" if tasking.call_signs else ""
    return f"{tasking.number} {tasking.area.name} · {_dose(tasking)}{given}"


def _area(tasking: Tasking) -> str:
    """Return one area: its map, and why, look for and ask beside it."""
    name, hazards = escape(tasking.area.name), escape(tasking.hazards)
    heads = (
        ("Why", tasking.why),
        ("Look for", tasking.look_for),
        ("Ask", tasking.ask),
        ("Try", " · ".join(tasking.tactics)),
    )
    texts = [tasking.hazards, *(text for _, text in heads)]
    size = fit(texts, labels=len(heads))
    said = "".join(f"<h2>{label}</h2><p>{escape(text)}</p>" for label, text in heads if text)
    warned = f"<p class='pq-hazard'>⚠ {hazards}</p>" if hazards else ""
    drawn = b64encode(publish.slide_map(who.session(), tasking).encode()).decode()
    return (
        f"<h1 class='pq-area'>{tasking.number} {name} <small>{_dose(tasking)}</small></h1>"
        f"<div class='pq-beside'><img src='data:image/svg+xml;base64,{drawn}' "
        f"style='width: {size.map_vw}vw' alt='Map of {name}: its outline among the streets, north up'>"
        f"<div class='pq-words' style='--letters: {size.letters_vh}'>{warned}{said}</div></div>"
    )


def fit(texts: Sequence[str], *, labels: int, maps_vw: Sequence[int] = MAPS_VW) -> Fit:
    """Return the largest letters with which the texts and their labels fit on a slide, and the
    widest map beside them; the least letters and the narrowest map where nothing fits.
    """
    for letters in SIZES_VH:
        for map_vw in maps_vw:
            if _height_vh(texts, letters, map_vw) + labels * LABEL_VH <= ROOM_VH:
                return Fit(letters, map_vw)
    return Fit(SIZES_VH[-1], maps_vw[-1])


def _height_vh(texts: Sequence[str], letters: float, map_vw: int) -> float:
    """Return how high the texts stand beside a map of that width."""
    letters_a_line = (WORDS_VW - map_vw) * SIDES / (LETTER_SHARE * letters)
    lines = sum(ceil(len(text) / (letters_a_line - HALF_A_WORD)) for text in texts)
    return lines * LINE_SHARE * letters


def _dose(tasking: Tasking) -> str:
    window = f"{tasking.window_starts:%H:%M}–{tasking.window_ends:%H:%M}"
    return f"{tasking.visits} × {tasking.minutes} min, {window}"
