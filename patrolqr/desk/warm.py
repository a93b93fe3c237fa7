"""What the first visitor would otherwise wait for is read before the first visitor comes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from patrolqr.core.actor import SYSTEM


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Draw the map's ground and rank the usual period, then let the app serve."""
    # Imported only here, because caches find their place only once Streamlit runs. Not
    # desk.shared.street_map: a component is served only where its first import is a page's, so it stays
    # for the first visitor.
    from patrolqr.analysis import periods
    from patrolqr.desk.shared import cached, who
    from patrolqr.desk.shared.base_map import base_map
    from patrolqr.steps import rank
    from patrolqr.store import incidents

    with who.acting(SYSTEM):
        base_map()
        for span in cached.ask_of_loads(incidents.available):
            usual = periods.last_months(span["first_day"], span["until"])
            cached.ask_of_loads(rank.listed, usual, span["precision"], types=(), places=())
    yield
