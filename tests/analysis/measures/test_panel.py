"""Areas week by week: the same numbers as a GLM with a column for each area and week."""

import importlib
import os
from typing import Any

import numpy as np
import pytest

from patrolqr.analysis.measures import panel
from patrolqr.analysis.measures.statistics import Floats

COUNTS = np.array(
    [
        [11, 9, 13, 9, 16, 11, 10],
        [7, 9, 5, 4, 8, 6, 3],
        [5, 2, 5, 3, 4, 3, 3],
        [0, 1, 2, 3, 2, 1, 0],
        [3, 0, 3, 1, 2, 2, 1],
        [4, 7, 5, 3, 5, 6, 2],
    ],
    dtype=float,
)
DAYS = np.array(
    [
        [2, 2, 1, 6, 7, 5, 1],
        [4, 3, 5, 6, 7, 6, 5],
        [3, 4, 1, 4, 4, 5, 3],
        [2, 4, 5, 1, 4, 2, 6],
        [4, 3, 0, 0, 1, 4, 3],
        [6, 1, 5, 3, 5, 0, 3],
    ],
    dtype=float,
)


def of_statsmodels(counts: Floats, *regressors: Floats) -> tuple[float, float]:
    """Return what statsmodels fits with a column for each area and week, and its clustered error."""
    if not os.environ.get("CI"):
        pytest.importorskip(
            "statsmodels", reason="statsmodels of requirements-dev.txt is not there"
        )
    models: Any = importlib.import_module("statsmodels.api")
    areas, weeks = counts.shape
    of_area, of_week = np.indices(counts.shape)
    columns = [each.ravel() for each in regressors]
    columns += [(of_area == number).ravel() * 1.0 for number in range(areas)]
    columns += [(of_week == number).ravel() * 1.0 for number in range(1, weeks)]
    model = models.GLM(counts.ravel(), np.column_stack(columns), family=models.families.Poisson())
    fitted = model.fit(
        cov_type="cluster", cov_kwds={"groups": of_area.ravel()}, tol=1e-13, maxiter=200
    )
    return float(fitted.params[0]), float(fitted.bse[0])


def test_it_is_what_statsmodels_0_15_gave() -> None:
    found = panel.fit(COUNTS, DAYS / 7)
    assert found is not None
    assert found.log_ratio == pytest.approx(-0.43400895667438644, abs=1e-10)
    assert found.sandwich == pytest.approx(0.206720207020488, abs=1e-10)
    assert (found.areas, found.weeks, found.switching) == (6, 7, 6)


@pytest.mark.parametrize("seed", range(8))
def test_statsmodels_says_the_same(seed: int) -> None:
    random = np.random.default_rng(seed)
    areas, weeks = (int(each) for each in random.integers(5, 15, 2))
    means = random.gamma(2, 2, (areas, 1)) * random.gamma(5, 0.2, (1, weeks)) + 0.5
    counts = random.poisson(means).astype(float)
    days = random.integers(0, 8, counts.shape) / 7
    beside = np.log1p(random.poisson(3, counts.shape))
    there = np.ix_(counts.any(axis=1), counts.any(axis=0))
    found = panel.fit(counts, days, beside)
    assert found is not None
    theirs = of_statsmodels(counts[there], days[there], beside[there])
    assert (found.log_ratio, found.sandwich) == pytest.approx(theirs, abs=1e-8)


def test_leaving_out_each_area_in_turn_is_nearly_fitting_without_it() -> None:
    """The error by one step from the fit, against whole fits without each area."""
    random = np.random.default_rng(2)
    counts = random.poisson(random.gamma(3, 3, (12, 1)) * np.ones((1, 20))).astype(float)
    days = random.integers(0, 8, counts.shape) / 4
    found = panel.fit(counts, days)
    assert found is not None
    without = [panel.fit(np.delete(counts, at, 0), np.delete(days, at, 0)) for at in range(12)]
    ratios = np.array([each.log_ratio for each in without if each])
    assert ratios.size == 12
    whole = np.sqrt(11 / 12 * ((ratios - found.log_ratio) ** 2).sum())
    assert found.error == pytest.approx(whole, rel=0.05)


def test_areas_and_weeks_without_an_incident_say_nothing() -> None:
    more = np.pad(COUNTS, ((0, 2), (1, 0)))
    days = np.pad(DAYS, ((0, 2), (1, 0)), constant_values=3.0)
    found, plain = panel.fit(more, days), panel.fit(COUNTS, DAYS)
    assert found is not None
    assert plain is not None
    assert found == pytest.approx(plain, abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "days"),
    [
        (COUNTS * 0, DAYS),
        (COUNTS, DAYS * 0),
        (COUNTS, np.repeat(DAYS[:, :1], 7, axis=1)),  # each area always alike
        (COUNTS, np.repeat(DAYS[:1], 6, axis=0)),  # each week alike in all areas
        (COUNTS[:1], DAYS[:1]),
        (COUNTS[:2, 5:], DAYS[:2, 5:]),  # four effects, four numbers
        (COUNTS[:, :1], DAYS[:, :1]),
        (COUNTS * (DAYS > 3), DAYS > 3.0),  # none at all without patrols: no end to the ratio
    ],
)
def test_where_nothing_can_be_told_apart_there_is_no_ratio(counts: Floats, days: Floats) -> None:
    assert panel.fit(counts, days.astype(float)) is None


def test_four_times_as_many_weeks_halve_the_error() -> None:
    found = panel.fit(COUNTS, DAYS / 7)
    assert found is not None
    longer = found._replace(error=found.error / 2)
    ratio = panel.times_as_many(found, 0.3) / panel.times_as_many(longer, 0.3)
    assert ratio == pytest.approx(4)
    assert found.ratio().low < found.ratio(level=0.5).low < found.ratio().estimate
