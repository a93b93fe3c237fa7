"""What lies under the counts on a map, drawn once per state of the data."""

import streamlit as st

from patrolqr import store
from patrolqr.render import maps
from patrolqr.ui import data


def ground() -> maps.Ground:
    """Return neighbourhoods and streets, or the names of the incidents' own points where no streets are drawn."""
    return _ground(store.current().revision)


@st.cache_data(max_entries=4, show_spinner=False)
def _ground(revision: data.Revision) -> maps.Ground:
    read = store.current().frame
    return maps.ground(read("neighbourhoods"), read("streets"), read("street_points", most=maps.MOST_POINTS))
