"""Whether series rise or fall: Mann and Kendall's test, for thousands of short series at once."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from patrolqr.analysis.measures.statistics import above

Floats = npt.NDArray[np.float64]


class Trend(NamedTuple):
    """Per series: rises less falls over all pairs, its variance under chance, z and two-sided p."""

    score: Floats
    variance: Floats
    z: Floats
    p: Floats


def mann_kendall(values: npt.ArrayLike) -> Trend:
    """Return the trend of each column of `values` (one row per step, in order of time).

    Ties are allowed for in the variance, and z is corrected for continuity.
    """
    steps = np.asarray(values, dtype=float)
    number = len(steps)
    score = np.zeros(steps.shape[1:])
    for later in range(1, number):
        score += (steps[later] > steps[:later]).sum(axis=0)
        score -= (steps[later] < steps[:later]).sum(axis=0)
    variance = number * (number - 1) * (2 * number + 5) - _ties(np.sort(steps, axis=0))
    variance = variance / 18
    apart = np.sign(score) * np.maximum(np.abs(score) - 1, 0)
    z = np.divide(apart, np.sqrt(variance), out=np.zeros_like(score), where=variance > 0)
    return Trend(score, variance, z, np.minimum(1.0, 2 * above(np.abs(z))))


def _ties(ordered: Floats) -> Floats:
    """Return t (t - 1) (2t + 5) summed over the runs of t equal values of each ordered column.

    Told step by step, so that no column is looked at alone: a run of t has 6 (t - 1) (t + 1) more
    than one of t - 1.
    """
    total = np.zeros(ordered.shape[1:])
    run = np.ones(ordered.shape[1:])
    for earlier, later in pairwise(ordered):
        run = np.where(earlier == later, run + 1, 1.0)
        total += 6 * (run - 1) * (run + 1)
    return total
