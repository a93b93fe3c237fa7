"""Where the area of a card lies: squares and streets put together in lists, or corners dragged on a map.

The lists say all that the map says; the map is for a hand with a mouse.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from patrolqr.core.briefing import TaskingDraft
from patrolqr.core.errors import InputWrong
from patrolqr.desk.shared import cached, words
from patrolqr.desk.shared.words import plain
from patrolqr.geo import area_outline
from patrolqr.geo.shapes import Shape
from patrolqr.render.screen_map.layers import LEAFLET
from patrolqr.steps import outlining
from patrolqr.steps.outlining import Around

HERE = Path(__file__).with_name("outline.js")

MAP = st.components.v2.component(
    "area_outline",
    html=f"<link rel='stylesheet' href='{LEAFLET}/leaflet.css'><div class='map'></div>",
    css=HERE.with_suffix(".css").read_text("utf-8"),
    js=HERE.read_text("utf-8").replace("LEAFLET", LEAFLET),
)

MOST_CORNERS = 60
"""An outline with more corners than that is not dragged corner by corner."""

HELP = (
    "Take in squares and streets from the lists, or drag the corners on the map. A new outline is a new version of the "
    "area: earlier patrols keep the ground they were on. Incidents are counted in the squares of which it holds half."
)


def asked(begun: TaskingDraft, in_force: str, *, day: date, key: str) -> str:
    """Show where the area lies, and return its outline; nothing where it stays as it is in force."""
    own = f"{key}_outline"
    outline: str = st.session_state.setdefault(own, begun.outline)
    if outline == in_force:
        outline = st.session_state[own] = ""
    shown = f"{own}_shown"
    st.session_state[shown] = bool(st.session_state.get(shown))  # open where its card moves, too
    with st.expander("Outline: squares, streets, corners", key=shown, on_change=_nothing):
        if st.session_state[shown]:
            _inputs(begun, outline or in_force, in_force, day=day, own=own)
    return outline


def _nothing() -> None:
    """Let the page run when it is opened: only then is it filled."""


def _inputs(begun: TaskingDraft, outline: str, in_force: str, *, day: date, own: str) -> None:
    found: Around | None = cached.ask_of_loads(outlining.around, begun.area_id, day=day)
    if found is None:
        st.caption("This area was not picked as a square of the map: its outline stays as it is.")
        return
    _follow(outline, found, own)
    there = {each.cell: each for each in found.squares}
    here = words.label(begun.name)
    lists, drawn = st.columns(2)
    # one after the other: what Enter takes first is what was typed, not all that matches
    change: dict[str, Any] = {
        "on_change": _put_together,
        "args": (found, in_force, own),
        "select_all": False,
    }
    with lists:
        st.multiselect(
            f"{here}: squares",
            list(there),
            format_func=lambda cell: f"{there[cell].where} ({there[cell].incidents:,})",
            key=f"{own}_squares",
            help=f"{HELP} In brackets: what the public reported there in a year.",
            **change,
        )
        if found.streets:
            st.multiselect(
                f"{here}: streets",
                list(found.streets),
                key=f"{own}_streets",
                placeholder="None beside the squares",
                **change,
            )
        st.caption(plain(outlining.in_words(outline, found)))
        if wrong := st.session_state.pop(f"{own}_wrong", ""):
            st.error(f"{plain(wrong)} The outline stays as it was.")
        st.button(
            "Just the square that was picked",
            type="tertiary",
            key=f"{own}_square",
            on_click=_only_square,
            args=(found, in_force, own),
        )
    with drawn:
        _map(outline, found, in_force, own)


def _map(outline: str, found: Around, in_force: str, own: str) -> None:
    pieces = area_outline.rings(outline)
    can_drag = len(pieces) == len(pieces[0]) == 1 and len(pieces[0][0]) <= MOST_CORNERS
    MAP(
        key=f"{own}_map",
        data={
            "squares": [
                {
                    "cell": each.cell,
                    "said": f"{each.where}: {each.incidents:,}",
                    "ring": each.corners,
                }
                for each in found.squares
            ],
            "streets": _lines(found.streets),
            "pieces": pieces,
            "can_drag": can_drag,
            # drawn anew after what was refused, too
            "refused": st.session_state.get(f"{own}_refused", 0),
        },
        on_ring_change=lambda: _dragged(found, in_force, own),
        on_cell_change=lambda: _clicked("cell", "squares", found, in_force, own),
        on_street_change=lambda: _clicked("street", "streets", found, in_force, own),
    )
    if not can_drag:
        st.caption(
            "An outline of several pieces, with a hole or of many corners is changed in the lists."
        )


def _lines(streets: dict[str, Shape]) -> list[dict[str, Any]]:
    return [
        {"name": name, "lines": area_outline.lines_in_degrees(line)}
        for name, line in streets.items()
    ]


def _follow(outline: str, found: Around, own: str) -> None:
    """Let the lists say what lies in the outline, wherever it was changed."""
    if (
        st.session_state.get(f"{own}_followed") != outline
        or f"{own}_squares" not in st.session_state
    ):
        cells, names = outlining.parts(outline, found)
        st.session_state[f"{own}_squares"], st.session_state[f"{own}_streets"] = cells, names
        st.session_state[f"{own}_followed"] = outline


def _put_together(found: Around, in_force: str, own: str) -> None:
    cells = list(st.session_state[f"{own}_squares"])
    names = list(st.session_state.get(f"{own}_streets", ()))
    _set(lambda: outlining.put_together(cells, names, found), in_force, own)


def _only_square(found: Around, in_force: str, own: str) -> None:
    _set(lambda: area_outline.united([found.home]), in_force, own)


def _clicked(what: str, taken: str, found: Around, in_force: str, own: str) -> None:
    """Take what was clicked on the map into its list, or out of it."""
    name = st.session_state[f"{own}_map"][what]
    if name in found.cells or name in found.streets:
        names = list(st.session_state[f"{own}_{taken}"])
        st.session_state[f"{own}_{taken}"] = (
            [each for each in names if each != name] if name in names else [*names, name]
        )
        _put_together(found, in_force, own)


def _dragged(found: Around, in_force: str, own: str) -> None:
    ring = st.session_state[f"{own}_map"]["ring"]
    if ring:
        _set(lambda: area_outline.drawn(ring, near=found.home), in_force, own)


def _set(made: Callable[[], str], in_force: str, own: str) -> None:
    """Keep the outline that is made, or say why there is none; then nothing changes."""
    try:
        outline = made()
    except InputWrong as wrong:
        st.session_state[f"{own}_wrong"] = str(wrong)
        st.session_state[f"{own}_refused"] = st.session_state.get(f"{own}_refused", 0) + 1
        st.session_state.pop(f"{own}_followed", None)  # the lists go back to what stands
        return
    st.session_state[own] = "" if area_outline.same_ground(outline, in_force) else outline
