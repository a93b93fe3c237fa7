"""Which place: a square or a patrol area, as the address says it or as it is chosen from a list."""

from datetime import date

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.incident import Precision
from patrolqr.desk.shared import address, cached, inputs, words
from patrolqr.geo import squares
from patrolqr.steps import dossier
from patrolqr.steps.dossier import Incidents, Place
from patrolqr.store import areas, incidents

PLACE = "place"
"""Key of the list: the id of a patrol area, or the name of a square that none stands for."""


def place() -> Place | None:
    """Return the place chosen, None where nobody chose one; the address says which it is."""
    known = {each["area_id"]: each for each in cached.ask(areas.by_name)}
    _begin_with_address(known, {each["cell"]: area_id for area_id, each in known.items()})
    chosen = st.session_state.get(PLACE)
    found = _found(chosen, is_area=chosen in known) if chosen else None
    names = {area_id: words.label(each["label"]) for area_id, each in known.items()}
    if found is not None and chosen not in known:
        names = {str(chosen): words.label(found.name)} | names
    st.selectbox(
        "Place",
        list(names),
        index=None if found is None else 0,  # what is chosen is changed, not cleared
        format_func=lambda option: names.get(option, option),
        placeholder="Choose a patrol area",
        key=PLACE,
        width=320,
    )
    address.write(
        area=chosen if chosen in known else None, cell=None if chosen in known else chosen
    )
    return found


def precision() -> Precision | None:
    """Return which data to count, None where there are none."""
    spans = [each["precision"] for each in cached.ask_of_loads(incidents.available)]
    return inputs.precision(sorted(spans)) if spans else None


def line(place: Place, found: Incidents | None, patrol_day: date) -> str:
    """Return where the place is, which months are counted, and up to which patrol day it is told."""
    square = f"{squares.side(place.cell)} m square {place.cell}" if place.cell else ""
    counted = f"incidents of {found.span.line}" if found else ""
    where = words.label(place.neighbourhood)
    said = (where, square, counted, f"as at {clock.day_text(patrol_day)}")
    return " · ".join(filter(None, said))


def _begin_with_address(known: dict[str, areas.LabelRow], by_cell: dict[str | None, str]) -> None:
    """Let the list begin with the place in the address; say so where it names none."""
    asked, cells = address.brought("area"), address.brought("cell")
    address.check("a patrol area", asked, known)
    address.check("a square", [each for each in cells if not squares.is_name(each)], ())
    wanted = [each for each in asked if each in known]
    wanted += [by_cell.get(each, each) for each in cells if squares.is_name(each)]
    if wanted:
        st.session_state[PLACE] = wanted[0]
    before = str(st.session_state.get(PLACE) or "")
    if before not in known and not squares.is_name(before):
        st.session_state[PLACE] = None


def _found(chosen: str, *, is_area: bool) -> Place:
    return cached.ask_of_loads(
        dossier.place, None if is_area else chosen, chosen if is_area else None
    )
