"""Links to a place's page: they say which place, whose duty, and which kind of data."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from patrolqr.core.team import Duty
from patrolqr.desk.shared import address, frame, inputs

PAGE = frame.PAGES / "place.py"


def to_cell(cell: str) -> address.Parameters:
    """Return the query parameters that open the page of a square."""
    return _carried() | {"cell": cell}


def to_area(area_id: str) -> address.Parameters:
    """Return the query parameters that open the page of a patrol area."""
    return _carried() | {"area": area_id}


def why_there(parameters: address.Parameters) -> None:
    """Link to all that is known of a place, in small."""
    st.page_link(PAGE, label=":small[Why there]", query_params=parameters, width="content")


def beside(cell: str) -> DeltaGenerator:
    """Return the row below a square's name, which begins with the link to its page; to put more in."""
    row = st.container(
        horizontal=True,
        gap="small",
        vertical_alignment="center",
        wrap=False,
        key=f"place_{cell}",
    )
    with row:
        why_there(to_cell(cell))
    return row


def _carried() -> address.Parameters:
    duty: Duty | None = st.session_state.get(address.DUTY)
    data = st.query_params.get_all("data")
    carried = inputs.of_duty(duty) if duty is not None else {}
    return carried | ({"data": data} if data else {})
