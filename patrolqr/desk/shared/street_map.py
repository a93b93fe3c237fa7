"""The map on a page: its ground is built once per data.

A click tells the page which square, and nothing else does.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit_folium import st_folium

from patrolqr.core import settings
from patrolqr.desk.shared.base_map import base_map
from patrolqr.render.screen_map import layers

HEIGHT = 405
"""Pixels of map and list: with header, inputs and pick bar they fill a window of 1280 × 800."""


def show(layer: Any, *, key: str, clicked: Callable[[str], None]) -> None:
    """Show the map with that layer; a click on a square calls `clicked` with its name, panning and
    zooming call nobody.

    `returned_objects` is empty, so streamlit-folium itself never sends; map.js sends the square's
    name.
    """
    st_folium(
        layers.base(base_map()),
        key=key,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=layer,
        on_change=lambda: clicked(st.session_state[key]["cell"]),
    )


def street_tiles() -> str | None:
    """Ask whether to load a street map from elsewhere.

    Return its address once somebody wants it, else None.
    """
    address = settings.current().tiles
    if address is None:
        return None
    host = urlsplit(address).hostname
    wanted = st.toggle(
        f"Street map (asks {host})",
        key="tiles",
        help=f"Off, nothing leaves this machine. On, this browser asks {host} for the streets around what you look at.",
    )
    return address if wanted else None
