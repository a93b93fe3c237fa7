"""A figure beside that of another time: how much more or less, and whether chance alone does that.

Small numbers are not compared (METHODS 7): no rate under 20, no ratio of a count below 5. Counts of
what officers do come in lumps, so the interval of a ratio carries their own unevenness.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis.measures import proportions
from patrolqr.analysis.measures.proportions import Compared
from patrolqr.analysis.measures.statistics import wilson
from patrolqr.analysis.questions.base import Known, Part

Floats = npt.NDArray[np.float64]

FEWEST = 20
"""Fewer cases than these, of both times together or of one share, are not compared."""

ENOUGH_RECORDED = 0.5
"""Of a time before, at least this share of the days must have records; else it is not compared."""

TOO_FEW = "too few to compare"
CHANCE = "within chance"


class Ratio(Compared):
    """The ratio of two rates with its 95 % interval."""

    @property
    def ratio(self) -> float:
        """Return how many times the one is the other."""
        return self.estimate

    @property
    def is_chance(self) -> bool:
        """Return whether the interval holds 1: no change."""
        return not self.excludes(1)

    @property
    def text(self) -> str:
        """Return it in words: × 1.4 (1.1 to 1.8), beyond chance."""
        said = f"× {self.ratio:.2f} ({self.low:.2f} to {self.high:.2f})"
        return f"{said}, {CHANCE}" if self.is_chance else f"{said}, beyond chance"


def ratio(
    now: float, then: float, *, exposures: tuple[float, float], uneven: float = 1.0
) -> Ratio | None:
    """Return how the rate of a count compares with that of another one, None where they are too few.

    `exposures` are the lengths of their times; `uneven` is variance over mean.
    """
    if now + then < FEWEST:
        return None
    pair = zip((now, then), exposures, strict=True)
    found = proportions.rate_ratio(*pair, dispersion=uneven)
    return Ratio(*found) if found else None


def unevenness(*daily: Floats) -> float:
    """Return variance over mean of daily counts around the mean of their own time; at least 1."""
    squares, there = 0.0, 0
    for counts in daily:
        mean = counts.mean() if counts.size else 0.0
        if mean > 0:
            squares += float(((counts - mean) ** 2).sum() / mean)
            there += counts.size - 1
    return max(1.0, squares / there) if there > 0 else 1.0


def share(done: int, of: int) -> str:
    """Return a share with its interval: 81 % (76 to 85), or that it rests on too few."""
    interval = wilson(done, of) if of >= FEWEST else None
    if interval is None:
        return "–" if not of else f"{done:,} of {of:,}"
    low, high = interval
    return f"{done / of:.0%} ({low:.0%} to {high:.0%})".replace("%", " %")


def counts(known: Known, values: Sequence["pd.Series[float]"]) -> tuple[str, ...]:
    """Return a line for each time compared with: its count, and how this one compares.

    `values` are a count per row of each part, this time's first, indexed by patrol day.
    """
    now, own = known.now, values[0]
    lines = []
    for part, theirs in zip(known.others, values[1:], strict=True):
        count = float(theirs.sum())
        if part.against == "force":
            lines.append(f"{count:,.0f} in the whole force")
        elif not is_missing(part):
            uneven = unevenness(_daily(now, own), _daily(part, theirs))
            found = ratio(float(own.sum()), count, exposures=(now.days, part.days), uneven=uneven)
            lines.append(f"{count:,.0f} {part.when}: {found.text if found else TOO_FEW}")
    return tuple(lines)


def shares(known: Known, values: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return a line for each time compared with: its share, and how many points lie between.

    `values` are (done, of) of each part, this time's first.
    """
    own = values[0]
    lines = []
    for part, theirs in zip(known.others, values[1:], strict=True):
        if is_missing(part):
            continue
        said = f"{share(*theirs)} {part.when}" if theirs[1] else f"nothing {part.when}"
        lines.append(said if part.against == "force" else f"{said}: {_points(own, theirs)}")
    return tuple(lines)


def by_day(rows: pd.DataFrame, values: "pd.Series[Any] | float" = 1.0) -> "pd.Series[float]":
    """Return a value per row (or 1) indexed by its patrol day, as `counts` takes them."""
    filled = pd.Series(values, index=rows.index, dtype=float).fillna(0)
    return pd.Series(filled.to_numpy(), index=pd.to_datetime(rows["patrol_day"]), dtype=float)


def plain(known: Known, values: Sequence[float], unit: str) -> tuple[str, ...]:
    """Return a line for each time compared with: its figure alone, where chance says nothing."""
    return tuple(
        f"{'–' if np.isnan(value) else f'{value:,.0f} {unit}'.strip()} {part.when}"
        for part, value in zip(known.others, values[1:], strict=True)
        if not is_missing(part)
    )


def parts(known: Known) -> tuple[Part, ...]:
    """Return this time and those it is compared with, in their order."""
    return (known.now, *known.others)


def is_missing(part: Part) -> bool:
    """Return whether there are too few records of a time to compare with it."""
    return part.against != "force" and (
        not part.length or part.days / part.length < ENOUGH_RECORDED
    )


def _points(now: tuple[int, int], then: tuple[int, int]) -> str:
    found = proportions.newcombe(now, then) if min(now[1], then[1]) >= FEWEST else None
    if found is None:
        return TOO_FEW
    # none below zero that reads -0
    difference, low, high = (
        round(100 * each) + 0 for each in (found.estimate, found.low, found.high)
    )
    said = f"{difference:+} points ({low:+} to {high:+})".replace("+0 ", "0 ").replace("+0)", "0)")
    return f"{said}, beyond chance" if found.excludes(0) else f"{said}, {CHANCE}"


def _daily(part: Part, values: "pd.Series[float]") -> Floats:
    sums = values.groupby(pd.to_datetime(values.index)).sum()
    days = pd.to_datetime(pd.Series(part.recorded, dtype=object))
    return np.asarray(sums.reindex(days, fill_value=0), dtype=float)
