"""The listed squares as the map shows them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from patrolqr.desk.hotspots.candidates import SHOWN


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
