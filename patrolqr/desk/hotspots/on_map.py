"""The listed squares as the map shows them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from patrolqr.analysis.periods import DateSpan
from patrolqr.desk.hotspots import candidates
from patrolqr.desk.hotspots.candidates import SHOWN
from patrolqr.desk.shared import street_map
from patrolqr.geo import squares
from patrolqr.render.screen_map import layers


def show(
    rows: pd.DataFrame,
    picked: Sequence[str],
    period: DateSpan,
    *,
    focus: Sequence[str],
    tiles: str | None,
) -> None:
    """Show the map of the listed squares, with the numbers of the list; a click picks or unpicks."""
    shown = drawn(rows, picked)
    layer = layers.layer(
        shown,
        squares.outlines(shown["cell"]).to_numpy(),
        unit=f"Incidents per 250 m square, {period.text}",
        picked=picked,
        **notes(rows),
        focus=focus,
        tiles=tiles,
    )
    street_map.show(
        layer,
        key="map",
        clicked=lambda cell: candidates.toggle(cell, candidates.name_of(rows, cell)),
    )


def drawn(rows: pd.DataFrame, picked: Sequence[str]) -> pd.DataFrame:
    """Return the squares to draw: those with incidents, listed first, or picked."""
    is_drawn = (rows["count"] > 0) | (rows["rank"] <= SHOWN) | rows["cell"].isin(picked)
    return rows[is_drawn]


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
