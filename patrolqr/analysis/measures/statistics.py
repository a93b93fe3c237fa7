"""The few statistics PatrolQR rests on, each checked against published or independently computed
figures.
"""

import numpy as np
import numpy.typing as npt
from scipy import special, stats

Floats = npt.NDArray[np.float64]

TIE = 1e-9
"""Relative slack when two test statistics are compared: equal in exact arithmetic must stay equal
in floats.

Without it scipy's E-test drops the observed table in some cases of unequal exposure.
"""

TAIL = 1e-12
"""Probability that may lie outside the counts an E-test adds up."""


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """Return the q-value of each p-value over all of them (Benjamini and Hochberg 1995).

    NaN was not tested.
    """
    values = np.asarray(p, dtype=float)
    tested = ~np.isnan(values)
    q = np.full(values.shape, np.nan)
    q[tested] = stats.false_discovery_control(values[tested])
    return q


def e_test(first: int, second: int, *, exposures: tuple[float, float] = (1.0, 1.0)) -> float:
    """Return the two-sided p that two Poisson counts have one rate (Krishnamoorthy and Thomson
    2004).
    """
    if first == second == 0:
        return 1.0
    rate = (first + second) / sum(exposures)
    counts, weights = zip(*(_likely(rate * exposure) for exposure in exposures), strict=True)
    distance = _distance(counts[0][:, None], counts[1][None, :], exposures)
    seen = _distance(np.array([[float(first)]]), np.array([[float(second)]]), exposures)[0, 0]
    as_far = distance >= seen * (1 - TIE)
    return float(min(1.0, np.sum(weights[0][:, None] * weights[1][None, :] * as_far)))


def wilson(
    found: int, searched: int, *, z: float = 1.959963984540054
) -> tuple[float, float] | None:
    """Return Wilson's interval of a share (95 % by default), or None where nothing was counted."""
    if searched == 0:
        return None
    share = found / searched
    middle = share + z * z / (2 * searched)
    reach = z * np.sqrt(share * (1 - share) / searched + z * z / (4 * searched * searched))
    low, high = (middle - reach) / (1 + z * z / searched), (middle + reach) / (1 + z * z / searched)
    return (0.0 if found == 0 else float(low)), (1.0 if found == searched else float(high))


def surge_score(observed: npt.ArrayLike, expected: npt.ArrayLike, spread: npt.ArrayLike) -> Floats:
    """Return how many standard deviations a count lies above the expected one, on the 2/3-power
    scale.

    Farrington et al. 1996: the power makes a Poisson-like count nearly normal. `spread` is the
    dispersion times one plus what the uncertainty of the baseline adds. Expected must be above
    zero.
    """
    rise = np.power(observed, 2 / 3) - np.power(expected, 2 / 3)
    return np.asarray(rise / _deviation(expected, spread), dtype=float)


def rise(now: npt.ArrayLike, before: npt.ArrayLike, *, share: float) -> Floats:
    """Return by how many of its standard errors a Poisson count lies above that share of an earlier
    one; 0 where both are 0.
    """
    counts, earlier = np.asarray(now, dtype=float), np.asarray(before, dtype=float)
    error = np.sqrt(counts + share**2 * earlier)
    gap = counts - share * earlier
    return np.divide(gap, error, out=np.zeros(gap.shape), where=error > 0)


def above(z: npt.ArrayLike) -> Floats:
    """Return the probability that chance alone lies at least z standard deviations above what was
    expected.
    """
    return np.asarray(special.ndtr(-np.asarray(z, dtype=float)), dtype=float)


def _deviation(expected: npt.ArrayLike, spread: npt.ArrayLike) -> Floats:
    return np.asarray(np.sqrt(4 / 9 * np.power(expected, 1 / 3) * np.asarray(spread)), dtype=float)


def _likely(mean: float) -> tuple[Floats, Floats]:
    """Return the counts a Poisson variable takes with more than TAIL probability, and their
    probabilities.
    """
    reach = 8 * np.sqrt(mean) + 30
    counts = np.arange(max(0.0, np.floor(mean - reach)), np.ceil(mean + reach) + 1)
    weights = np.exp(special.xlogy(counts, mean) - mean - special.gammaln(counts + 1))
    return counts[weights > TAIL / counts.size], weights[weights > TAIL / counts.size]


def _distance(first: Floats, second: Floats, exposures: tuple[float, float]) -> Floats:
    """Return how far apart two counts' rates lie, in standard errors of their difference."""
    one, other = exposures
    error = np.sqrt(first / one**2 + second / other**2)
    gap = np.abs(first / one - second / other)
    return np.divide(
        gap, error, out=np.zeros(np.broadcast_shapes(first.shape, second.shape)), where=error > 0
    )
