"""The briefing as slides that fill a screen, read from the back of the room: the whole shift, and one
per patrol area, as HTML without scripts and without styles of its own.
"""

from collections.abc import Sequence
from html import escape
from math import ceil
from pathlib import Path
from typing import NamedTuple

from patrolqr.core.briefing import Briefing, Tasking

STYLE = Path(__file__).with_name("slides.css")
"""How slides look; letters and maps have a class for each size."""

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


class Fit(NamedTuple):
    """How large the words of an area stand, and how wide the map beside them, in vh and vw."""

    letters_vh: float
    map_vw: int


def overview(briefing: Briefing) -> str:
    """Return the shift on one slide: what everybody must know, and the areas."""
    heads = (("Information", briefing.information), ("Intention", briefing.intention))
    words = [text for _, text in heads if text]
    rows = [_row(tasking) for tasking in briefing.taskings]
    size = fit([*words, *rows], labels=len(words) + 1, maps_vw=(0,)).letters_vh
    said = "".join(f"<h2>{label}</h2><p>{escape(text)}</p>" for label, text in heads if text)
    listed = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return (
        f"<div class='pq-words {_letters(size)}'>{said}"
        f"<h2>{len(rows)} patrol areas</h2><ul>{listed}</ul></div>"
    )


def marking(briefing: Briefing) -> str:
    """Return the marking that stands above every slide."""
    return f"<p class='pq-marking'>{escape(briefing.marking)}</p>"


def _letters(size_vh: float) -> str:
    return f"pq-letters-{size_vh * 10:.0f}"


def _row(tasking: Tasking) -> str:
    given = f" · {', '.join(tasking.call_signs)}" if tasking.call_signs else ""
    return f"{tasking.number} {tasking.area.name} · {_dose(tasking)}{given}"


def area(tasking: Tasking, *, map_address: str) -> str:
    """Return one area: its map, which is found at that address, and why, look for and ask beside it."""
    name, hazards = escape(tasking.area.name), escape(tasking.hazards)
    heads = (
        ("Why", tasking.why),
        ("Look for", tasking.look_for),
        ("Ask", tasking.ask),
        ("Try", " · ".join(tasking.tactics)),
        ("Walk", tasking.walk),
    )
    texts = [tasking.hazards, *(text for _, text in heads)]
    size = fit(texts, labels=len(heads))
    said = "".join(f"<h2>{label}</h2><p>{escape(text)}</p>" for label, text in heads if text)
    warned = f"<p class='pq-hazard'>⚠ {hazards}</p>" if hazards else ""
    return (
        f"<h1 class='pq-area'>{tasking.number} {name} <small>{_dose(tasking)}</small></h1>"
        f"<div class='pq-beside'><img src='{map_address}' "
        f"class='pq-map-{size.map_vw}' alt='Map of {name}: its outline among the streets, north up'>"
        f"<div class='pq-words {_letters(size.letters_vh)}'>{warned}{said}</div></div>"
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
