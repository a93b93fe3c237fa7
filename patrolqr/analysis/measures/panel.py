"""Counts of several areas week by week: how many times as many there are in weeks of one kind as in others.

Poisson regression with an effect for each area and each week: an area is held against itself, and what
every area did that week is taken out. It is fitted by iterated weighted least squares on the areas'
own deviations, which gives the same numbers as a GLM with a column for each area and week.
"""

from math import exp, log1p
from typing import NamedTuple

import numpy as np
from scipy.stats import t as students

from patrolqr.analysis.measures.effect import POWER_Z
from patrolqr.analysis.measures.proportions import LEVEL, Compared
from patrolqr.analysis.measures.statistics import Floats

ROUNDS = 50
"""Iterations; a dozen are enough where there is an answer."""

SETTLED = 1e-9
"""The largest change of a fitted logarithm at which the iterations end."""

FARTHEST = 6.0
"""A logarithm of a ratio beyond this is on its way to infinity: 400 times as many."""


TOLD_APART = 1e-6
"""Share of what is tried that areas, weeks and what stands beside do not say already; less is rounding."""


class Panel(NamedTuple):
    """The fitted logarithm of the ratio, with two standard errors clustered by area: `sandwich` as a GLM
    gives it (with its factor for few areas, G/(G-1) × (N-1)/(N-K)), `error` by leaving out each area in
    turn, which holds where areas are few. `areas` and `weeks` are those that had any incident, and
    `switching` the areas in which what is tried differed from week to week.
    """

    log_ratio: float
    sandwich: float
    error: float
    areas: int
    weeks: int
    switching: int

    def ratio(self, *, level: float = LEVEL) -> Compared:
        """Return the ratio with its interval: Student's, of as many areas as switched."""
        reach = float(students.ppf(0.5 + level / 2, self.switching - 1)) * self.error
        middle = self.log_ratio
        return Compared(exp(middle), exp(middle - reach), exp(middle + reach))


def fit(counts: Floats, treated: Floats, *beside: Floats) -> Panel | None:
    """Return how many times as many incidents go with 1 of `treated` as with 0, given what stands beside.

    All are arrays of areas × weeks. Areas and weeks without an incident say nothing and are left out.
    None where fewer than two areas had weeks that differ in it, where there are as many effects as numbers,
    or where the counts do not settle on a ratio.
    """
    rows, columns = counts.sum(axis=1) > 0, counts.sum(axis=0) > 0
    there = np.ix_(rows, columns)
    y, kinds = counts[there], treated[there]
    switching = int((kinds.min(axis=1) < kinds.max(axis=1)).sum()) if y.size else 0
    if switching < 2 or y.shape[1] < 2:
        return None
    design = _design(kinds, *(each[there] for each in beside))
    if y.size <= len(y) + design.shape[2]:
        return None  # as many effects as numbers: nothing is left to tell chance by
    try:
        return _fitted(y, design, switching)
    except np.linalg.LinAlgError:
        return None


def _design(*regressors: Floats) -> Floats:
    """Return areas × weeks × columns: a column for each week but the first, then the regressors."""
    areas, weeks = regressors[0].shape
    of_weeks = np.broadcast_to(np.eye(weeks)[:, 1:], (areas, weeks, weeks - 1))
    return np.concatenate([of_weeks, np.stack(regressors, axis=2)], axis=2)


def _fitted(y: Floats, design: Floats, switching: int) -> Panel | None:
    at = y.shape[1] - 1  # the first column after those of the weeks
    linear = np.log(y + 0.5)
    for _ in range(ROUNDS):
        mean = np.exp(linear)
        working = linear + (y - mean) / mean
        by_area, toward, own = _equations(mean, working, design)
        found = np.linalg.solve(by_area.sum(axis=0), toward.sum(axis=0))
        newer = own + (design - _middle(mean, design)) @ found
        change = float(np.abs(newer - linear).max())
        linear = np.clip(newer, -700, 700)
        if change < SETTLED:
            break
    whole = by_area.sum(axis=0)
    told_apart = 1 / (np.linalg.inv(whole)[at, at] * whole[at, at])
    if change >= SETTLED or abs(found[at]) > FARTHEST or told_apart < TOLD_APART:
        return None
    return Panel(
        float(found[at]),
        float(_sandwich(y, np.exp(linear), design)[at]),
        float(_left_out(by_area, toward, found)[at]),
        areas=y.shape[0],
        weeks=y.shape[1],
        switching=switching,
    )


def _middle(weights: Floats, values: Floats) -> Floats:
    """Return each area's weighted mean of the values, over its weeks."""
    held = weights[:, :, None] if values.ndim == 3 else weights
    middle: Floats = (held * values).sum(axis=1, keepdims=True) / held.sum(axis=1, keepdims=True)
    return middle


def _equations(mean: Floats, working: Floats, design: Floats) -> tuple[Floats, Floats, Floats]:
    """Return each area's part of the normal equations, and its mean of the working values."""
    own = _middle(mean, working)
    off = design - _middle(mean, design)
    weighted = mean[:, :, None] * off
    by_area = weighted.transpose(0, 2, 1) @ off
    toward = (weighted * (working - own)[:, :, None]).sum(axis=1)
    return by_area, toward, own


def _sandwich(y: Floats, mean: Floats, design: Floats) -> Floats:
    """Return the standard errors clustered by area, with the factor that statsmodels has."""
    by_area, _, _ = _equations(mean, mean, design)
    bread = np.linalg.inv(by_area.sum(axis=0))
    scores = ((design - _middle(mean, design)) * (y - mean)[:, :, None]).sum(axis=1)
    areas, columns, number = len(y), len(y) + design.shape[2], y.size
    factor = areas / (areas - 1) * (number - 1) / (number - columns)
    spread: Floats = np.sqrt(factor * np.diag(bread @ (scores.T @ scores) @ bread))
    return spread


def _left_out(by_area: Floats, toward: Floats, found: Floats) -> Floats:
    """Return the standard errors by the jackknife: each area left out once, in one step from the fit
    (Bell and McCaffrey 2002, Survey Methodology 28:169, CR3).
    """
    areas = len(by_area)
    without = by_area.sum(axis=0) - by_area
    each = np.linalg.solve(without, (toward.sum(axis=0) - toward)[:, :, None])[:, :, 0]
    spread: Floats = np.sqrt((areas - 1) / areas * ((each - found) ** 2).sum(axis=0))
    return spread


def times_as_many(found: Panel, fall: float) -> float:
    """Return how many times as many weeks (or areas) of the same kind must be counted until a fall by
    that share shows with POWER (two-sided 5 %): below 1 it would by now.
    """
    wanted = float(students.ppf(0.5 + LEVEL / 2, found.switching - 1)) + POWER_Z
    return (wanted * found.error / log1p(-fall)) ** 2
