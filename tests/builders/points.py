"""Incidents with a day and a point, as the query gives them to the detectors of points."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

SINCE = date(2025, 11, 24)
UNTIL = SINCE + timedelta(weeks=52)
"""The first day read and the first day after it, both Mondays."""


def points(
    places: Sequence[tuple[float, float]],
    days: Sequence[int],
    *,
    category: str = "Burglary",
    **more: str | list[str] | list[float],
) -> pd.DataFrame:
    """Return incidents at these places (metres east and north of a corner), so many days after SINCE."""
    there = np.asarray(places, dtype=float).reshape(-1, 2)
    rows = pd.DataFrame(
        {
            "incident_id": [f"{category}-{number}" for number in range(len(there))],
            "patrol_day": pd.to_datetime([SINCE + timedelta(days=int(day)) for day in days]),
            "category": category,
            "force": "Kent Police",
            "kind": "crime",
            "easting": 400_000.0 + there[:, 0],
            "northing": 310_000.0 + there[:, 1],
            "street": "High Street",
            "reference": "R",
            "neighbourhood_id": "N1",
            "neighbourhood": "Canalside",
            "hour": np.nan,
        }
    )
    return rows.assign(**more)


def scattered(number: int, *, seed: int = 1, side: float = 6000, days: int = 364) -> pd.DataFrame:
    """Return burglaries anywhere and any day."""
    chance = np.random.default_rng(seed)
    places = chance.uniform(0, side, (number, 2))
    return points(list(map(tuple, places)), chance.integers(0, days, number).tolist())


def followed(number: int, *, seed: int = 1, side: float = 6000) -> pd.DataFrame:
    """Return burglaries anywhere, each followed by one within 70 m and a week."""
    chance = np.random.default_rng(seed)
    places = chance.uniform(0, side, (number, 2))
    days = chance.integers(0, 357, number)
    near = places + chance.uniform(-50, 50, (number, 2))
    soon = days + chance.integers(0, 7, number)
    return points([*map(tuple, places), *map(tuple, near)], [*days.tolist(), *soon.tolist()])


def covering(since: date = SINCE, until: date = UNTIL, force: str = "Kent Police") -> pd.DataFrame:
    """Return what covers all days of crimes, as the store says it."""
    last_day = until - timedelta(days=1)
    return pd.DataFrame(
        {
            "force": [force],
            "source": "crimes",
            "kind": "crime",
            "precision": "minute",
            "rows": 1000,
            "first_day": since,
            "last_day": last_day,
        }
    )
