"""Links to a place's page: they say which place, whose duty, and which kind of data."""

import streamlit as st

from patrolqr.core.team import Duty
from patrolqr.desk.shared import address, frame, inputs

PAGE = frame.PAGES / "place.py"


def to_cell(cell: str) -> address.Parameters:
    """Return the query parameters that open the page of a square."""
    return _carried() | {"cell": cell}


def to_area(area_id: str) -> address.Parameters:
    """Return the query parameters that open the page of a patrol area."""
    return _carried() | {"area": area_id}


def _carried() -> address.Parameters:
    duty: Duty | None = st.session_state.get(address.DUTY)
    data = st.query_params.get_all("data")
    carried = inputs.of_duty(duty) if duty is not None else {}
    return carried | ({"data": data} if data else {})
