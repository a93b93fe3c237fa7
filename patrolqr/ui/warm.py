"""What the first visitor would otherwise wait for is read before the first visitor comes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from patrolqr.ui import candidates, data, inputs
from patrolqr.ui import map as chart


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Draw the map's ground and rank the usual period, then let the app serve."""
    chart.ground()
    for span in data.rows("available"):
        usual = inputs.last_months(span["first_day"], span["until"])
        candidates.ranked(usual, span["precision"], types=[], places=[], first_day=span["first_day"])
    yield
