"""A street, a place or a square found by its name, and the squares it leads to, each to be ticked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from patrolqr.core.incident import Precision
from patrolqr.core.mask import Mask
from patrolqr.core.phrases import number_of
from patrolqr.desk.hotspots import candidates
from patrolqr.desk.shared import address, cached, place_link, square_names, words
from patrolqr.desk.shared.words import plain
from patrolqr.steps import find_place, rank
from patrolqr.steps.find_place import Found, StreetThere

TYPED, OPEN = "find", "finding"
"""Keys of what is typed, which is also its name in the address, and of whether it is unfolded."""

SQUARES = 8
"""Squares of one street that are shown, the busiest first: a long road runs through fifty."""

NO_STREETS = (
    "No streets are loaded, so squares alone are searched. A map of streets loads on the Logs page."
)


class Within(NamedTuple):
    """What the squares found are looked up in: the list and the side of its squares, what is picked,
    what squares are called, and which are masked.
    """

    rows: pd.DataFrame
    picked: Sequence[str]
    names: Mapping[str, str]
    masks: Mapping[str, Mask]
    side: int


def ask(
    rows: pd.DataFrame,
    picked: Sequence[str],
    precision: Precision,
    masks: Mapping[str, Mask],
    side: int,
) -> None:
    """Offer to find a street or a place; what is found stands below, its squares to be ticked."""
    if asked := address.brought(TYPED):
        st.session_state[TYPED], st.session_state[OPEN] = asked[0], True
    folded = st.popover(
        "Find", type="tertiary", icon=":material/search:", key=OPEN, on_change="rerun"
    )
    typed = ""
    if folded.open:
        with folded:
            typed = st.text_input(
                "Street, place or square", key=TYPED, type="search", placeholder="High Street"
            ).strip()
            if typed:
                found = cached.ask_of_loads(find_place.named, typed, precision, side=side)
                names = cached.ask_of_loads(rank.names, precision, side=side)
                _show(found, typed, Within(rows, picked, names, masks, side))
    address.write(find=typed or None)


def begin_with(text: str) -> None:
    """Let it be unfolded with that text; called before the page runs."""
    st.session_state[TYPED], st.session_state[OPEN] = text, True


def _show(found: Found, typed: str, within: Within) -> None:
    masked = _masked(found, typed, within)
    if not found.streets and not found.squares and not masked:
        st.markdown(_none(typed))
    for number, each in enumerate(found.streets):
        _street(each, found.streets[:number], within)
    if found.squares and found.streets:
        st.markdown("**Squares called so**")
    for cell in found.squares:
        _square(cell, cell, within)
    if masked:
        st.markdown("**Masked so**")
    for cell in masked:
        _square(cell, within.masks[cell].name, within)
    if found.more:
        st.caption(f"{found.more:,} more have such a name: type more of it.")
    if not found.has_streets:
        st.caption(NO_STREETS)


def _masked(found: Found, typed: str, within: Within) -> list[str]:
    """Return the squares whose mask has such a name or such a why, besides those found already."""
    there = {cell for each in found.streets for cell in each.cells} | set(found.squares)
    named = {cell: mask for cell, mask in within.masks.items() if cell in mask.cells}
    texts = {cell: f"{mask.name} {mask.text}" for cell, mask in named.items()}
    if len(typed) < find_place.FEWEST_LETTERS:
        return []
    alike = set(find_place.alike(texts.values(), typed))
    return [cell for cell, text in texts.items() if text in alike and cell not in there]


def _none(typed: str) -> str:
    if len(typed) < find_place.FEWEST_LETTERS:
        return "Type at least three letters of the name."
    return f"No street, place or square is called “{plain(typed)}”."


def _street(street: StreetThere, before: Iterable[StreetThere], within: Within) -> None:
    """Show a street and its squares, the busiest first; those shown above with another street of that
    name are said to be.
    """
    where = f", {plain(street.where)}" if street.where else ""
    st.markdown(f"**{plain(street.name)}**{where} :small[:gray[{_runs(street)}]]")
    counts = dict(zip(within.rows["cell"], within.rows["count"], strict=True))
    above = {cell for each in before for cell in each.cells}
    cells = sorted(street.cells, key=lambda cell: (-counts.get(cell, 0), cell))
    for cell in [each for each in cells if each not in above][:SQUARES]:
        _square(cell, street.name, within)
    if shared := above & set(street.cells):
        st.caption(
            f"{number_of(len(shared), 'of its squares stands', 'of its squares stand')} above."
        )


def _runs(street: StreetThere) -> str:
    number = len(street.cells)
    if not number:
        return "stands on the map without a line: no square of it is known"
    busiest = f", the busiest {SQUARES} of them below" if number > SQUARES else ""
    return f"street, runs through {number_of(number, 'square')}{busiest}"


def _square(cell: str, otherwise: str, within: Within) -> None:
    """Show a square to be ticked: its name (what else to call it where nothing was ever counted there)
    and what is counted in it.
    """
    name = within.names.get(cell, cell if otherwise == cell else f"{otherwise} ({cell})")
    key, is_picked = f"find-{cell}", cell in within.picked
    if st.session_state.get(key) != is_picked:
        st.session_state[key] = is_picked
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.checkbox(
            words.label(name),
            key=key,
            on_change=candidates.tick,
            args=(key, cell, name),
        )
        counted = candidates.counted(within.rows, cell)
        other = square_names.of_side(cell, within.side)
        st.caption(counted or other or "nothing counted", width="content")
        place_link.why_there(place_link.to_cell(cell))
    if cell in within.masks:
        st.caption(f":material/block: {plain(within.masks[cell].said)}")
