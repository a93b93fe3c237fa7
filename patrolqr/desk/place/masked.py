"""A place that cannot be patrolled: said above all that is known of it, or asked about."""

import streamlit as st

from patrolqr.core.area import Candidate
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached, masking, who
from patrolqr.geo import squares
from patrolqr.steps import masking as masks
from patrolqr.steps.dossier import Place
from patrolqr.store import areas


def shown(place: Place, duty: Duty) -> None:
    """Say why the place is masked on the duty's patrol day; else offer to mask it, with all squares of
    its patrol areas.
    """
    if place.cell is None:
        return
    mask = cached.ask(masks.masked, duty.patrol_day).get(place.cell)
    if mask is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="place_masked"):
            masking.said(duty, place.cell, mask)
    elif who.may("brief"):
        folded = st.popover(
            "Mask this place", type="tertiary", icon=":material/block:", key="mask_place"
        )
        with folded:
            masking.ask(duty, _candidate(place, place.cell), cells=_cells(place))


def _candidate(place: Place, cell: str) -> Candidate:
    return Candidate(cell, place.name, squares.outline(cell), place.neighbourhood_id or None, "")


def _cells(place: Place) -> list[str]:
    there = [cached.ask(areas.in_force, area_id) for area_id in place.area_ids]
    return [cell for area in there if area is not None for cell in area.counted_in]
