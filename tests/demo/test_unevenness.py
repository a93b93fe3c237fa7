"""The town's counts are as uneven as real ones, and as many as before."""

import numpy as np
import pandas as pd
import pytest

from patrolqr import demo
from patrolqr.demo import incidents, series
from patrolqr.demo.chance_and_metres import Floats
from patrolqr.demo.hotspots import ALL, BURGLARY, DAMAGE, ORDER, OTHER_THEFT, VEHICLE
from patrolqr.geo.squares import CELL_METRES
from tests.builders.databases import TOWN_DAY

SEEDS = (7, 8, 9)


@pytest.fixture(scope="module")
def drawn() -> list[pd.DataFrame]:
    """Return the incidents of some towns, without those of planted rises and what ended."""
    return [_steady(demo.town(TOWN_DAY, seed=seed).incidents) for seed in SEEDS]


def _steady(rows: pd.DataFrame) -> pd.DataFrame:
    for spot in ALL:
        if spot.weeks or spot.ended_days:
            away = rows[["easting", "northing"]] - incidents.hotspot_point(spot)
            is_there = np.hypot(away["easting"], away["northing"]) < 2 * CELL_METRES
            rows = rows[~(is_there & rows["category"].isin(list(spot.weekly)))]
    return rows


def by_week(rows: pd.DataFrame, category: str) -> Floats:
    """Return the counts of whole weeks (columns) per neighbourhood: more than there are months, and as
    uneven.
    """
    own = rows[rows["category"] == category]
    week = pd.to_datetime(own["patrol_day"]).dt.to_period("W")
    counts = pd.crosstab(own["neighbourhood_id"], week)
    return counts.to_numpy(float)[:, 1:-1]


def variance_over_mean(counts: Floats) -> float:
    """Return it with the week that all have in common removed."""
    of_ward = counts.sum(axis=1, keepdims=True) / counts.sum()
    of_week = counts.sum(axis=0, keepdims=True) / counts.sum()
    expected = of_ward * of_week * counts.sum()
    free = (1 - of_ward) * (1 - of_week)  # its own count is in both margins
    return float(((counts - expected) ** 2).sum() / (expected * free).sum())


@pytest.mark.parametrize(("category", "real"), series.UNEVENNESS.items())
def test_counts_are_as_uneven_as_real_ones(
    drawn: list[pd.DataFrame], category: str, real: float
) -> None:
    found = np.mean([variance_over_mean(by_week(rows, category)) for rows in drawn])
    assert found == pytest.approx(real, rel=0.12)


def test_those_of_other_types_are_hardly_more_uneven_than_chance(drawn: list[pd.DataFrame]) -> None:
    others = [
        variance_over_mean(by_week(rows, category))
        for rows in drawn
        for category in (DAMAGE, OTHER_THEFT, ORDER)
    ]
    assert 1.03 <= np.mean(others) <= 1.2


def test_there_are_about_as_many_as_are_drawn(drawn: list[pd.DataFrame]) -> None:
    for rows in drawn:
        assert len(rows) == pytest.approx(11_100, rel=0.05)


def test_a_burglary_is_followed_by_others_nearby_and_a_theft_anywhere_in_its_ward() -> None:
    random = np.random.default_rng(1)
    metres = np.arange(0, 5000, 10.0)
    kerbs = pd.DataFrame(
        {"easting": metres, "northing": 0.0, "ward": np.where(metres < 2500, "A", "B")}
    )
    weights = np.full(len(kerbs), 1 / len(kerbs))
    sizes = np.full(300, 3)
    for category, is_near in ((BURGLARY, True), (VEHICLE, True), (OTHER_THEFT, False)):
        at = series.places(kerbs, weights, category, sizes, random).reshape(-1, 3)
        away = np.abs(metres[at] - metres[at[:, :1]])[:, 1:]
        same_ward = kerbs["ward"].to_numpy()[at] == kerbs["ward"].to_numpy()[at[:, :1]]
        if is_near:
            assert np.quantile(away, 0.99) < 4 * series.NEARBY_M
            assert away.std() > 10
        else:
            assert same_ward.all()
            assert away.mean() > 500
