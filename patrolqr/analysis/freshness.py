"""How fresh each source is, by its own rhythm: how old its data were when they came, and how often
they come.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

USUAL = {
    # published about two months after a month's end, month by month
    "published crime": (timedelta(days=62), timedelta(days=31)),
    "stop-searches": (timedelta(days=62), timedelta(days=31)),
}
OVERNIGHT = (timedelta(days=1), timedelta(days=1))
"""How old data are when they come, and how often: what is taken for usual until a source has come
often enough to have a rhythm of its own.
"""

LOADS_OF_A_RHYTHM = 3
"""Loads on different days from which a source's own rhythm is taken."""

PATIENCE = 1.5
"""Intervals after which the next data are late: one bank holiday is no alarm, a missed delivery is."""


@dataclass(frozen=True)
class Freshness:
    """Up to when a kind of data reaches, from the force whose data are oldest, and whether newer
    data should have come by now.
    """

    kind: str
    force: str | None
    reaches: datetime
    is_late: bool


def freshness(loads: pd.DataFrame, at: datetime) -> list[Freshness]:
    """Return one entry per kind of data, as it is at that moment, the newest first.

    loads: kind, force, source, loaded_at, reaches (aware), one row per load and source. Where
    several sources bring one kind, the one that lags behind most by its own rhythm is told.
    """
    told = []
    for kind, of_kind in loads.groupby("kind"):
        sources = [
            _one(str(kind), force, rows, at)
            for (force, _), rows in of_kind.groupby(["force", "source"], dropna=False)
        ]
        told.append(max(sources, key=lambda each: (each.is_late, at - each.reaches)))
    return sorted(told, key=lambda each: each.reaches, reverse=True)


def _one(kind: str, force: object, rows: pd.DataFrame, at: datetime) -> Freshness:
    reaches = rows["reaches"].max().to_pydatetime()
    age, interval = _rhythm(kind, rows)
    late = at - reaches > age + PATIENCE * interval
    return Freshness(kind, force if isinstance(force, str) else None, reaches, late)


def _rhythm(kind: str, rows: pd.DataFrame) -> tuple[timedelta, timedelta]:
    """Return how old a source's data usually are when they come, and how often they come."""
    # of one day's loads the last counts: a backlog of months loaded in one evening is no rhythm
    by_day = rows.sort_values("loaded_at").groupby(rows["loaded_at"].dt.date).last()
    if len(by_day) < LOADS_OF_A_RHYTHM:
        return USUAL.get(kind, OVERNIGHT)
    age = (by_day["loaded_at"] - by_day["reaches"]).dt.total_seconds().median()
    interval = by_day["loaded_at"].diff().dt.total_seconds().median()
    return timedelta(seconds=age), timedelta(seconds=interval)
