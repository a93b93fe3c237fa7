"""The listed squares as the map shows them, or a smooth picture of where incidents lie."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import Precision
from patrolqr.core.mask import Mask
from patrolqr.desk.hotspots import above, candidates, masked
from patrolqr.desk.hotspots.above import Above
from patrolqr.desk.hotspots.candidates import SHOWN
from patrolqr.desk.shared import address, cached, square_names, street_map
from patrolqr.geo import squares
from patrolqr.render.screen_map import layers
from patrolqr.render.screen_map.densities import Overlay, overlay
from patrolqr.steps import density

COUNTS, DENSITY, MORE = "Counts", "Density", "More than chance"

UNITS = {
    COUNTS: "Incidents per {side} m square, {period}",
    DENSITY: f"Density of incidents within {density.RADIUS_M} m, {{period}}: a picture, not a test",
    MORE: "Incidents where a {side} m square and those around it have more than chance, {period}",
}
"""What heads the legend of each picture."""

ABOUT = (
    "The list stays the same. Density smooths over where points lie (quartic kernel); more than chance "
    "leaves only squares that Gi* marks over all the ground, of which one in twenty may be chance's."
)


CROSS = "×"
"""What marks a square that cannot be patrolled."""


class Look(NamedTuple):
    """How the map shows them: which of UNITS, its smooth picture, the neighbourhoods to move to, the
    address of a street layer, and the side of the squares.
    """

    shows: str
    picture: Overlay | None
    focus: Sequence[str]
    tiles: str | None
    side: int


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
    there: Above,
    looks: Look,
    masks: Mapping[str, Mask],
) -> None:
    """Show the map of the listed squares, with the numbers and letters of the list, and a cross where a
    square is masked; a click picks or unpicks.
    """
    shown, told = drawn(rows, picked), notes(masked.free(rows, masks))
    if looks.shows == MORE:
        shown = _only_more(shown, told)
    there_masked = {cell: each for cell, each in masks.items() if squares.side(cell) == looks.side}
    shown = with_masked(_with_brought(shown, told, there, looks.side), told, rows, there_masked)
    layer = layers.layer(
        shown,
        squares.outlines(shown["cell"]).to_numpy(),
        unit=UNITS[looks.shows].format(side=looks.side, period=period.text),
        picked=picked,
        **told,
        focus=looks.focus,
        tiles=looks.tiles,
        picture=looks.picture,
    )
    street_map.show(
        layer,
        key="map",
        clicked=lambda cell: candidates.toggle(cell, _called(rows, there, cell)),
    )


def look(
    shows: str,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    tiles: str | None,
    side: int,
) -> Look:
    """Return how the map looks: with the picture of how densely incidents lie, where that is asked for
    and there are any.
    """
    found = None
    if shows == DENSITY:
        found = cached.ask_of_loads(
            density.shaded, period, precision, types=tuple(types), places=tuple(places)
        )
    return Look(shows, overlay(*found) if found else None, places, tiles, side)


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


def _with_brought(
    shown: pd.DataFrame, told: dict[str, Any], there: Above, side: int
) -> pd.DataFrame:
    """Return the squares to draw with those brought in which nothing is counted; of every one brought it
    is said what brought it, and of those above the list their letters.
    """
    told["ranks"] |= there.marks
    names = {**square_names.names(), **square_names.names(side)}
    for cell, each in there.by_cell.items():
        counted = told["said"].get(cell, [names.get(cell, each.name)])
        told["said"][cell] = [counted[0], *(why.text for why in each.whys), *counted[1:]]
    return _with_empty(shown, [each.cell for each in there.shown])


def with_masked(
    shown: pd.DataFrame, told: dict[str, Any], rows: pd.DataFrame, masks: Mapping[str, Mask]
) -> pd.DataFrame:
    """Return the squares to draw with those that are masked: each has a cross, and says why."""
    names = dict(zip(rows["cell"], rows["name"], strict=True))
    for cell, mask in masks.items():
        name, *lines = told["said"].get(cell, [names.get(cell, mask.name)])
        told["said"][cell] = [name, f"{CROSS} {mask.text}", *lines]
    told["ranks"] |= dict.fromkeys(masks, CROSS)
    return _with_empty(shown, list(masks))


def _with_empty(shown: pd.DataFrame, cells: Sequence[str]) -> pd.DataFrame:
    """Return the squares to draw with these, in which nothing need be counted."""
    others = [cell for cell in cells if cell not in set(shown["cell"])]
    if not others:
        return shown
    return pd.concat([shown[["cell", "count"]], pd.DataFrame({"cell": others, "count": 0})])


def _called(rows: pd.DataFrame, there: Above, cell: str) -> str:
    name = candidates.name_of(rows, cell)
    if name != cell or cell not in there.by_cell:
        return name
    return above.called(there.by_cell[cell])


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
