"""Shares and rates of searches: when there is one to tell, how sure it is, and how two compare.

Intervals hold 95 % unless a level is asked for. What protects small numbers is here as well: a table
that hides a cell hides as many more as it takes that its total does not give it away.
"""

from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import norm

from patrolqr.analysis.measures.statistics import wilson

LEVEL = 0.95

FEWEST_SEARCHED = 20
"""No share is told of fewer: 1 of 4 is not 25 %."""

FEWEST_COUNTED = 5
"""Smaller counts of people of a group are not told, and no ratio rests on them."""

PER_RESIDENTS = 1000
"""Rates are per so many residents, as the Home Office has them."""


class Compared(NamedTuple):
    """How far two figures lie apart, and between which ends the true distance lies."""

    estimate: float
    low: float
    high: float

    def excludes(self, nothing: float) -> bool:
        """Return whether chance alone is an unlikely reason for the distance."""
        return not self.low <= nothing <= self.high


def z_of(level: float) -> float:
    """Return how many standard errors an interval of that level reaches to either side."""
    return float(norm.ppf(0.5 + level / 2))


def newcombe(
    first: tuple[int, int], second: tuple[int, int], *, level: float = LEVEL
) -> Compared | None:
    """Return the difference of two shares (found, searched), first minus second, with its interval.

    Method 10 of Newcombe 1998 (Stat Med 17:873): the ends come of the two Wilson intervals. None where
    nothing was searched on either side.
    """
    z = z_of(level)
    one, other = wilson(*first, z=z), wilson(*second, z=z)
    if one is None or other is None:
        return None
    p, q = first[0] / first[1], second[0] / second[1]
    low = p - q - float(np.hypot(p - one[0], other[1] - q))
    high = p - q + float(np.hypot(one[1] - p, q - other[0]))
    return Compared(p - q, low, high)


def rate_ratio(
    first: tuple[float, float],
    second: tuple[float, float],
    *,
    level: float = LEVEL,
    dispersion: float = 1.0,
) -> Compared | None:
    """Return how many times the first rate (searches, residents) is the second, with the interval
    exp(log r ± z √(1/a + 1/b)), the variance `dispersion` times the Poisson one.

    None where a count is below FEWEST_COUNTED or nobody lives there.
    """
    (a, residents), (b, others) = first, second
    if min(a, b) < FEWEST_COUNTED or min(residents, others) <= 0:
        return None
    ratio = (a / residents) / (b / others)
    reach = float(np.exp(z_of(level) * np.sqrt(dispersion * (1 / a + 1 / b))))
    return Compared(ratio, ratio / reach, ratio * reach)


def shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with rate, low and high in percent (NaN where there is none) and a note why.

    `rows` has found and searched: of how many searches that tell it something was found.
    """
    counted = rows[["found", "searched"]].astype("int64").to_numpy()
    told = [_share(int(found), int(searched)) for found, searched in counted]
    columns = pd.DataFrame(told, columns=["rate", "low", "high", "note"], index=rows.index)
    return rows.assign(**{name: columns[name] for name in ("rate", "low", "high", "note")})


def _share(found: int, searched: int) -> tuple[float, float, float, str]:
    interval = wilson(found, searched)
    if interval is None:
        return np.nan, np.nan, np.nan, "not said of any"
    if searched < FEWEST_SEARCHED:
        return np.nan, np.nan, np.nan, f"{found} of {searched}: too few for a rate"
    return 100 * found / searched, 100 * interval[0], 100 * interval[1], ""


def hidden(counts: Sequence[int], *, also: Set[int] = frozenset()) -> frozenset[int] | None:
    """Return which of the counts (by position) are not told beside their total, so that the total gives
    away none below FEWEST_COUNTED. None where it would all the same: then tell no table.

    Zero is told, and a hidden cell does not say why it is hidden. They hold at least 1 each, so k of
    them with the sum s leave each between 1 and s - k + 1: that must reach FEWEST_COUNTED. `also` are
    hidden unless they are zero.
    """
    small = {at for at, count in enumerate(counts) if 0 < count < FEWEST_COUNTED}
    found = small | {at for at in also if counts[at]}
    if not found:
        return frozenset()
    rest = sorted((count, at) for at, count in enumerate(counts) if count and at not in found)
    while not _is_open(counts, found):
        if not rest:
            return None
        found.add(rest.pop(0)[1])
    return frozenset(found)


def _is_open(counts: Sequence[int], found: Set[int]) -> bool:
    total = sum(counts[at] for at in found)
    return len(found) > 1 and total - len(found) + 1 >= FEWEST_COUNTED
