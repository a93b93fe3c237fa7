"""What lies under the counts on a map, drawn once per state of the data."""

import streamlit as st

from patrolqr import store
from patrolqr.desk.shared import cached
from patrolqr.render.screen_map import layers


def ground() -> layers.Ground:
    """Return neighbourhoods and streets, or the names of the incidents' own points where no streets
    are drawn.
    """
    return _ground(store.current().revision)


@st.cache_data(max_entries=4, show_spinner=False)
def _ground(revision: cached.Revision) -> layers.Ground:
    read = store.current().frame
    return layers.ground(
        read("neighbourhoods"), read("streets"), read("street_points", most=layers.MOST_POINTS)
    )
