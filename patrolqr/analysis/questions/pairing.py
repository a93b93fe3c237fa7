"""Incidents of two times side by side: only days (months) count that were loaded in both, per force
and kind of rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis import periods
from patrolqr.analysis.measures import changes
from patrolqr.analysis.questions import comparing
from patrolqr.analysis.questions.base import Part
from patrolqr.analysis.questions.comparing import Ratio

ENOUGH_LOADED = 0.5
"""Of a time, at least this share of its days (months) must be loaded in both; else it is not compared."""


@dataclass(frozen=True)
class Pair:
    """Counts of this time and of another over what was loaded in both: `share` of the time."""

    other: Part
    now: int
    then: int
    share: float
    ratio: Ratio | None

    @property
    def is_compared(self) -> bool:
        """Return whether enough was loaded in both times."""
        return self.share >= ENOUGH_LOADED

    @property
    def verdict(self) -> str:
        """Return up, down, chance or few; nothing where there is nothing to compare."""
        if not self.is_compared:
            return ""
        if self.ratio is None:
            return "few"
        return "chance" if self.ratio.is_chance else "up" if self.ratio.ratio > 1 else "down"


def pair(now: Part, other: Part, *, by_month: bool) -> Pair:
    """Return the counts of both times over what was loaded in both."""
    both, share = by_neighbourhood(now, other, by_month=by_month)
    first, second = (int(both[name].sum()) for name in ("now", "then"))
    ratio = comparing.ratio(first, second, exposures=(1, 1), uneven=unevenness(both))
    return Pair(other, first, second, share, ratio)


def unevenness(both: pd.DataFrame) -> float:
    """Return how uneven neighbourhoods' counts (now, then) change, beside chance alone."""
    return changes.unevenness(both["now"], both["then"])


def by_neighbourhood(now: Part, other: Part, *, by_month: bool) -> tuple[pd.DataFrame, float]:
    """Return the counts now and then of each neighbourhood (the index) over what was loaded in both
    times, and which share of the time that is.
    """
    own, theirs = (_steps(part, by_month=by_month) for part in (now, other))
    number = min(len(own), len(theirs))
    masks = _in_both(now, other, (own[:number], theirs[:number]), by_month=by_month)
    counted = [
        _on(part.rows["incidents"], steps[:number], masks, by_month=by_month)
        for part, steps in ((now, own), (other, theirs))
    ]
    share = float(np.mean(np.logical_or.reduce(list(masks.values())))) if masks and number else 0.0
    sizes = [rows.groupby("neighbourhood").size() for rows in counted]
    both = pd.concat(sizes, axis=1, keys=["now", "then"]).fillna(0)
    return both, share


def _steps(part: Part, *, by_month: bool) -> list[date]:
    if by_month:
        return periods.starts_between(part.since, part.until, "month")
    return [part.since + timedelta(days=step) for step in range(part.length)]


def _in_both(
    now: Part, other: Part, steps: tuple[Sequence[date], Sequence[date]], *, by_month: bool
) -> dict[coverage.Stream, coverage.Mask]:
    precision = "month" if by_month else "minute"
    found: list[dict[coverage.Stream, coverage.Mask]] = []
    for part, days in zip((now, other), steps, strict=True):
        loaded = coverage.of_incidents(part.covered)
        loaded = loaded[loaded["precision"] == precision]
        after = periods.earlier(days[-1], -1, "month") if by_month and days else None
        until = after or (days[-1] + timedelta(days=1) if days else part.until)
        found.append(coverage.loaded(loaded, days, until) if days and len(loaded) else {})
    own, theirs = found
    return {stream: own[stream] & theirs[stream] for stream in own if stream in theirs}


def _on(
    rows: pd.DataFrame,
    steps: Sequence[date],
    masks: dict[coverage.Stream, coverage.Mask],
    *,
    by_month: bool,
) -> pd.DataFrame:
    """Return the rows of the steps that were loaded in both times, of their force and kind."""
    days = pd.to_datetime(rows["day"])
    place = {pd.Timestamp(day): number for number, day in enumerate(steps)}
    number = days.map(lambda day: place.get(day.replace(day=1) if by_month else day, -1))
    streams = zip(rows["force"].fillna("").astype(str), rows["kind"].astype(str), strict=True)
    kept = [
        step >= 0 and stream in masks and bool(masks[stream][step])
        for step, stream in zip(number, streams, strict=True)
    ]
    return rows[np.asarray(kept, dtype=bool)]
