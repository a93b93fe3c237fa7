"""The listed squares as the map shows them, or a smooth picture of where incidents lie."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import Precision
from patrolqr.desk.hotspots import candidates
from patrolqr.desk.hotspots.candidates import SHOWN
from patrolqr.desk.shared import address, cached, street_map
from patrolqr.geo import squares
from patrolqr.render.screen_map import layers
from patrolqr.render.screen_map.densities import Overlay, overlay
from patrolqr.steps import density

COUNTS, DENSITY, MORE = "Counts", "Density", "More than chance"

UNITS = {
    COUNTS: "Incidents per 250 m square, {}",
    DENSITY: f"Density of incidents within {density.RADIUS_M} m, {{}}: a picture, not a test",
    MORE: "Incidents where a 250 m square and those around it have more than chance, {}",
}
"""What heads the legend of each picture."""

ABOUT = (
    "The list stays the same. Density smooths over where points lie (quartic kernel); more than chance "
    "leaves only squares that Gi* marks over all the ground, of which one in twenty may be chance's."
)


def choice() -> str:
    """Return which picture the map shows; counts at first."""
    address.choose("shows", "a picture on the map", list(UNITS), COUNTS)
    chosen = st.selectbox("Map shows", list(UNITS), key="shows", width=180, help=ABOUT)
    address.write(shows=chosen)
    return chosen


def show(
    rows: pd.DataFrame,
    picked: Sequence[str],
    period: DateSpan,
    *,
    shows: str,
    picture: Overlay | None,
    focus: Sequence[str],
    tiles: str | None,
) -> None:
    """Show the map of the listed squares, with the numbers of the list; a click picks or unpicks."""
    shown, told = drawn(rows, picked), notes(rows)
    if shows == MORE:
        shown = _only_more(shown, told)
    layer = layers.layer(
        shown,
        squares.outlines(shown["cell"]).to_numpy(),
        unit=UNITS[shows].format(period.text),
        picked=picked,
        **told,
        focus=focus,
        tiles=tiles,
        picture=picture,
    )
    street_map.show(
        layer,
        key="map",
        clicked=lambda cell: candidates.toggle(cell, candidates.name_of(rows, cell)),
    )


def smooth(
    shows: str,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
) -> Overlay | None:
    """Return the picture of how densely incidents lie, where that is asked for and there are any."""
    if shows != DENSITY:
        return None
    found = cached.ask_of_loads(
        density.shaded, period, precision, types=tuple(types), places=tuple(places)
    )
    return overlay(*found) if found else None


def drawn(rows: pd.DataFrame, picked: Sequence[str]) -> pd.DataFrame:
    """Return the squares to draw: those with incidents, listed first, or picked."""
    is_drawn = (rows["count"] > 0) | (rows["rank"] <= SHOWN) | rows["cell"].isin(picked)
    return rows[is_drawn]


def _only_more(shown: pd.DataFrame, told: dict[str, Any]) -> pd.DataFrame:
    """Return the squares with colour only where there is more than chance; of the others it is said
    what they hold.
    """
    others = shown[~shown["more_than_chance"]]
    counted = zip(others["cell"], others["name"], others["count"], strict=True)
    said = {cell: [name, f"{count:,} incidents, within chance"] for cell, name, count in counted}
    told["said"] = said | told["said"]
    return shown.assign(count=shown["count"].where(shown["more_than_chance"], 0))


def notes(rows: pd.DataFrame) -> dict[str, Any]:
    """Return what the map says of the rows listed: their numbers, and name and why for the tooltip."""
    top = rows.head(SHOWN)
    said = zip(top["cell"], top["name"], top["flag"], top["why"], strict=True)
    return {
        "ranks": dict(zip(top["cell"], top["rank"].tolist(), strict=True)),
        "said": {
            cell: [name, *(["⚠ " + flag] if flag else []), why] for cell, name, flag, why in said
        },
    }
