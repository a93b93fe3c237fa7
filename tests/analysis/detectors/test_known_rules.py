"""The weekly surges beside EARS and the improved Farrington, which are those of R to a hair."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis.calibration import Scenario, count_cards, draw
from patrolqr.analysis.detectors.surges import WEEKLY
from patrolqr.analysis.measures.rises import Table
from tests.analysis.detectors import known_rules
from tests.analysis.detectors.known_rules import Farrington

YEARS_BEFORE = 3
"""What the improved Farrington reads of the time before."""

FLEXIBLE = Farrington(
    years=YEARS_BEFORE,
    half_width=3,
    parts=10,
    left_out=26,
    heavy_from=2.58,
    trend_p=1.0,
    alpha=0.005,
)
"""As Noufaily et al. advise it, but for a year less of history."""


def told(shared: Path, name: str) -> tuple[np.ndarray, pd.DataFrame]:
    """Return a reference's weekly counts and what R says of them."""
    folder = shared / "references" / name
    counts = pd.read_csv(folder / "series.csv")["count"].to_numpy(float)
    return counts, pd.read_csv(folder / "expected.csv")


@pytest.mark.parametrize(("rule", "gap", "alarms"), [("C1", 0, 9), ("C2", 2, 13)])
def test_ears_bounds_are_those_of_r(shared: Path, rule: str, gap: int, alarms: int) -> None:
    counts, expected = told(shared, "ears_salmonella_agona")
    upper = known_rules.ears(counts[None], gap=gap)[0, expected["week"] - 1]
    assert upper == pytest.approx(expected[f"{rule}_upper"].to_numpy(), abs=1e-9)
    found = expected["observed"].to_numpy() > upper
    assert found.tolist() == expected[f"{rule}_alarm"].astype(bool).tolist()
    assert found.sum() == alarms


@pytest.mark.parametrize(("name", "alarms"), [("ff1", 11), ("ff2", 6)])
def test_the_improved_farrington_s_bounds_and_alarms_are_those_of_r(
    shared: Path, name: str, alarms: int
) -> None:
    counts, expected = told(shared, "farrington_salmonella_agona")
    options = shared / "references" / "farrington_salmonella_agona" / "options.json"
    asked = json.loads(options.read_text("utf-8"))
    fewest, fewest_in = asked["limit54"]
    rule = Farrington(
        years=asked[name]["b"],
        half_width=asked[name]["w"],
        parts=asked[name]["noPeriods"],
        left_out=asked[name]["pastWeeksNotIncluded"],
        heavy_from=asked[name]["weightsThreshold"],
        trend_p=asked[name]["pThresholdTrend"],
        alpha=asked[name]["alpha"],
        fewest=fewest,
        fewest_in=fewest_in,
    )
    looks = [rule.look(counts, week - 1) for week in expected["week"]]
    theirs = expected[expected[f"{name}_upper"].notna()].index
    for ours, told_as in (("upper", "upper"), ("expected", "expected"), ("dispersion", "phi")):
        mine = np.array([getattr(looks[at], ours) for at in theirs])
        assert mine == pytest.approx(expected.loc[theirs, f"{name}_{told_as}"].to_numpy(), abs=1e-3)
    assert [each.is_alarm for each in looks] == expected[f"{name}_alarm"].astype(bool).tolist()
    assert sum(each.is_alarm for each in looks) == alarms


def test_where_nothing_changes_ours_raises_fewer_false_cards_than_either() -> None:
    """40 uneven counts a week (variance twice the mean) over half a year: EARS C2 raises 32 cards there,
    the improved Farrington at 1 in 200 raises 8, ours none.
    """
    weeks, areas, before = 26, 40, 52 * YEARS_BEFORE + 30
    uneven = Scenario("uneven", unevenness=2.0)
    generator = np.random.default_rng(4)
    counts = draw(generator, np.full(areas, 3.0), before + weeks, 52, uneven)
    kinds = np.zeros(areas, dtype=np.int64)
    by_c2 = (counts > known_rules.ears(counts, gap=2))[:, before:].T
    by_farrington = [
        np.array([FLEXIBLE.look(series, week).is_alarm for series in counts])
        for week in range(before, before + weeks)
    ]
    ours = [
        WEEKLY.compare(
            Table.with_totals(counts[:, : week + 1], kinds), np.full(week + 1, 7.0), week + 1
        )["flagged"].to_numpy(bool)[:areas]
        for week in range(before, before + weeks)
    ]
    mine, farrington, c2 = (count_cards(list(each)) for each in (ours, by_farrington, by_c2))
    assert mine <= 1
    assert mine < farrington < c2
