"""Two rules of public-health surveillance that the weekly surges are held against: EARS and the improved
Farrington, each as its authors and R's package `surveillance` define it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]

YEAR_WEEKS = 52

MOST_STEPS, SETTLED = 25, 1e-10
"""Steps of iteratively reweighted least squares, and the change of the deviance at which they end."""


def ears(counts: Floats, *, gap: int = 0, baseline: int = 7, alpha: float = 0.001) -> Floats:
    """Return the upper bound of each period (series × periods), NaN where too little lies before it.

    C1 has no gap between the baseline and the period, C2 one of two (Hutwagner et al. 2003).
    """
    bounds = np.full(counts.shape, np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(counts, baseline, axis=1)
    mean, spread = windows.mean(axis=2), windows.std(axis=2, ddof=1)
    upper = mean + stats.norm.isf(alpha) * spread
    first = baseline + gap
    bounds[:, first:] = upper[:, : counts.shape[1] - first]
    return bounds


@dataclass(frozen=True)
class Farrington:
    """The improved Farrington rule (Noufaily et al. 2013): how many years back, the half width of the
    windows around the same week of each, into how many periods a year is parted, how many of the last
    weeks are left out, from which standardized residual on a week weighs less, which p a trend needs.
    """

    years: int
    half_width: int
    parts: int
    left_out: int
    heavy_from: float
    trend_p: float
    alpha: float = 0.1
    fewest: int = 5
    fewest_in: int = 4

    def look(self, counts: Floats, week: int) -> "Look":
        """Return what the rule says of one week (from 0) of one series."""
        parts = self._parts(week)
        weeks = np.flatnonzero(parts)
        before, part = counts[weeks], parts[weeks]
        seasons = [(part == each).astype(float) for each in range(2, self.parts + 1)]
        plain = np.column_stack([np.ones(weeks.size), *seasons])
        now = np.ones(plain.shape[1])
        now[1:-1] = 0.0  # the week itself is of the last part: that of the windows
        fit = _fit(np.column_stack([plain, weeks]), before, self.heavy_from)
        expected, error = fit.predict(np.append(now, week))
        is_trend = self.years >= 3 and fit.last_p() < self.trend_p and expected <= before.max()
        if not is_trend:
            fit = _fit(plain, before, self.heavy_from)
            expected, error = fit.predict(now)
        spread = np.sqrt(4 / 9 * np.cbrt(expected) * (fit.dispersion + error**2 / expected))
        power = expected ** (2 / 3)
        upper = (power + stats.norm.isf(self.alpha) * spread) ** 1.5
        seen = counts[week]
        enough = counts[week - self.fewest_in + 1 : week + 1].sum() >= self.fewest
        return Look(
            upper=float(upper),
            expected=float(expected),
            p=float(stats.norm.sf((seen ** (2 / 3) - power) / spread)),
            dispersion=fit.dispersion,
            has_trend=bool(is_trend),
            is_alarm=bool(enough and seen > upper),
        )

    def _parts(self, week: int) -> npt.NDArray[np.int64]:
        """Return which part of its year each week before is of; 0 where it is not looked at."""
        half, windows = self.half_width, self.parts
        found = np.zeros(week + 1, dtype=np.int64)
        found[week - half :] = windows
        for back in range(1, self.years + 1):
            middle = week - back * YEAR_WEEKS
            found[middle - half : middle + half + 1] = windows
            if windows > 1:
                between = np.arange(middle + half + 1, middle + YEAR_WEEKS - half)
                for part, own in enumerate(np.array_split(between, windows - 1), start=1):
                    found[own] = part
        found[week - self.left_out :] = 0
        return found


@dataclass(frozen=True)
class Look:
    """What was found of one week."""

    upper: float
    expected: float
    p: float
    dispersion: float
    has_trend: bool
    is_alarm: bool


@dataclass(frozen=True)
class _Fit:
    """A quasi-Poisson regression: its coefficients, their covariance but for the scale, the scale that
    errors are told with, the dispersion that chance has, and what is free.
    """

    coefficients: Floats
    covariance: Floats
    scale: float
    dispersion: float
    free: int

    def predict(self, row: Floats) -> tuple[float, float]:
        """Return the mean at a row of the design, and its standard error."""
        mean = float(np.exp(row @ self.coefficients))
        return mean, mean * float(np.sqrt(self.scale * (row @ self.covariance @ row)))

    def last_p(self) -> float:
        """Return the p of the last coefficient."""
        error = np.sqrt(self.scale * self.covariance[-1, -1])
        return float(2 * stats.t.sf(abs(self.coefficients[-1]) / error, self.free))


def _fit(design: Floats, counts: Floats, heavy_from: float) -> _Fit:
    """Fit twice: what stands out in the first one weighs less in the second."""
    free = len(counts) - design.shape[1]
    coefficients, covariance = _least_squares(design, counts, np.ones(len(counts)))
    mean = np.exp(design @ coefficients)
    dispersion = max(float(((counts - mean) ** 2 / mean).sum() / free), 1.0)
    leverage = np.einsum("ij,jk,ik->i", design, covariance, design) * mean
    anscombe = 1.5 * (counts ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    anscombe /= np.sqrt(dispersion * (1 - leverage))
    weight = np.where(anscombe > heavy_from, np.maximum(anscombe, heavy_from) ** -2.0, 1.0)
    weight *= len(counts) / weight.sum()
    coefficients, covariance = _least_squares(design, counts, weight)
    mean = np.exp(design @ coefficients)
    dispersion = max(float((weight * (counts - mean) ** 2 / mean).sum() / free), 1.0)
    # `surveillance` tells errors from the residuals of the linear predictor; so does this, to be compared
    scale = float((weight * ((counts - mean) / mean) ** 2).sum() / free)
    return _Fit(coefficients, covariance, scale, dispersion, free)


def _least_squares(design: Floats, counts: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return the coefficients of a Poisson regression with a logarithmic link, and their covariance."""
    mean, before = counts + 0.1, np.inf
    # a column of weeks is centred: its square would cost digits
    middle = np.append(np.zeros(design.shape[1] - 1), design[:, -1].mean())
    middle[-1] *= design[:, -1].max() > 1
    centred = design - middle
    for _ in range(MOST_STEPS):
        response = np.log(mean) + (counts - mean) / mean
        squares = centred.T @ (centred * (weight * mean)[:, None])
        found = np.linalg.solve(squares, centred.T @ (weight * mean * response))
        mean = np.exp(centred @ found)
        told = np.where(counts > 0, counts * np.log(np.maximum(counts, 1e-300) / mean), 0.0)
        deviance = 2 * float((weight * (told - (counts - mean))).sum())
        if abs(deviance - before) < SETTLED * (abs(deviance) + 0.1):
            break
        before = deviance
    back = np.eye(design.shape[1])
    back[0] -= middle  # the intercept as it is where the column is not centred
    return back @ found, back @ np.linalg.inv(squares) @ back.T
