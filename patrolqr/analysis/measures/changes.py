"""How counts changed from one time to another, with what chance alone does in uneven counts."""

import numpy as np
import numpy.typing as npt

from patrolqr.analysis.measures.statistics import above

Floats = npt.NDArray[np.float64]

USUAL_UNEVENNESS = 1.5
"""Variance over mean of real monthly counts of an area is 1.0 to 2.25 by type; this where there are
too few places to learn it from.
"""

MOST_UNEVENNESS = 3.0
"""What is more uneven than this has changed, here or there."""

FEWEST_PLACES = 30
"""Places from which unevenness is learned; fewer would learn it from the changes sought."""

Z = 1.959963984540054
"""An interval of 95 %."""


def unevenness(now: npt.ArrayLike, then: npt.ArrayLike) -> float:
    """Return the dispersion of counts that changed alike everywhere: 1 where only chance is at work."""
    one, other = np.asarray(now, dtype=float), np.asarray(then, dtype=float)
    total = one + other
    there = total > 0
    if there.sum() < FEWEST_PLACES or not one.any() or not other.any():
        return USUAL_UNEVENNESS
    share = one.sum() / total.sum()
    expected, spread = total[there] * share, total[there] * share * (1 - share)
    found = float(((one[there] - expected) ** 2 / spread).sum() / (there.sum() - 1))
    return min(max(1.0, found), MOST_UNEVENNESS)


def ratios(now: npt.ArrayLike, then: npt.ArrayLike) -> dict[str, Floats]:
    """Return for each place low and high, between which the ratio of its true rates lies (95 %), and
    chance, the two-sided p that they are the same. The times are equally long.
    """
    one, other = np.asarray(now, dtype=float), np.asarray(then, dtype=float)
    uneven = unevenness(one, other)
    # half a case more on both sides: else nothing against something has no ratio
    middle = np.log((one + 0.5) / (other + 0.5))
    reach = Z * np.sqrt(uneven * (1 / (one + 0.5) + 1 / (other + 0.5)))
    total = np.maximum(one + other, 1)
    z = (one - other) / np.sqrt(uneven * total)
    return {
        "low": np.exp(middle - reach),
        "high": np.exp(middle + reach),
        "chance": np.minimum(1.0, 2 * above(np.abs(z))),
    }
