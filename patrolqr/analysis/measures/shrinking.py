"""Counts drawn towards what was to be expected: the fewer there are, the further (empirical Bayes).

The true rate of a place is taken to be its expected count times a gamma variable of mean 1; the
strength says how like each other places are that are expected to be alike. Clayton and Kaldor 1987.
"""

from math import exp, log

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

Floats = npt.NDArray[np.float64]

WEAKEST, STRONGEST = 1e-3, 1e4
"""Beyond these a place's own count says everything, or nothing."""

AS_GOOD = 1e-3
"""How exactly the logarithm of the strength is sought: a thousandth moves no square in a list."""


def shrink(counts: npt.ArrayLike, expected: npt.ArrayLike, strength: float) -> Floats:
    """Return each count drawn towards its expected one; expected must be above zero."""
    own, usual = np.asarray(counts, dtype=float), np.asarray(expected, dtype=float)
    return np.asarray(usual * (own + strength) / (usual + strength), dtype=float)


def strength(counts: npt.ArrayLike, expected: npt.ArrayLike) -> float:
    """Return the strength that makes the counts likeliest, within WEAKEST and STRONGEST."""
    own, usual = np.asarray(counts, dtype=float), np.asarray(expected, dtype=float)
    # places of one count and the same expectation are one term: most hold nothing
    busy = own > 0
    ones, sizes = np.unique(own[busy], return_counts=True)

    def unlikely(logarithm: float) -> float:
        s = exp(logarithm)
        gained = np.sum(sizes * (special.gammaln(ones + s) - special.gammaln(s)))
        lost = np.sum(s * np.log1p(usual / s)) + np.sum(own[busy] * np.log(usual[busy] + s))
        return float(lost - gained)

    found = optimize.minimize_scalar(
        unlikely,
        bounds=(log(WEAKEST), log(STRONGEST)),
        method="bounded",
        options={"xatol": AS_GOOD},
    )
    return exp(found.x)
