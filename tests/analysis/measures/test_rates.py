"""Rates per 10 patrols: exact intervals, and silence where there is too little."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import poisson

from patrolqr.analysis.measures import rates


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.6235, 11.668), (10, 4.7954, 18.390)],
)
def test_the_interval_equals_garwoods_published_table(events: int, low: float, high: float) -> None:
    found = rates.poisson_interval([events], [1.0])
    assert found[0][0] == pytest.approx(low, abs=5e-4)
    assert found[1][0] == pytest.approx(high, abs=1e-3)


@pytest.mark.parametrize("mean", [0.3, 1.0, 4.7, 12.0, 80.0])
def test_the_interval_holds_the_true_rate_at_least_95_times_in_100(mean: float) -> None:
    events = np.arange(300)
    low, high = rates.poisson_interval(events, np.ones(300))
    assert poisson.pmf(events[(low <= mean) & (mean <= high)], mean).sum() >= 0.95


@given(some.integers(0, 10_000), some.integers(1, 10_000))
def test_a_rate_lies_inside_its_interval(events: int, patrols: int) -> None:
    low, high = rates.poisson_interval([events], [patrols])
    assert low[0] <= events / patrols <= high[0]


def test_nothing_measured_has_no_interval() -> None:
    assert np.isnan(rates.poisson_interval([0], [0])).all()


def test_a_rate_says_why_it_is_missing() -> None:
    rows = pd.DataFrame(
        {"patrols": [0, 12, 45, 45], "arrests": pd.array([None, 6, 3, 9], dtype="Int64")}
    )
    found = rates.per_10_patrols(rows, "arrests")
    assert found["note"].tolist() == [
        "no patrols",
        "6 in 12: too few to compare",
        "3 in 45: too few to compare",
        "",
    ]
    assert found["rate"].isna().tolist() == [True, True, True, False]
    assert found["rate"].iloc[3] == pytest.approx(2.0)
    assert found[["low", "high"]].isna().all(axis=1).tolist() == [True, True, True, False]


@pytest.mark.parametrize(
    ("patrols", "arrests", "note"),
    [
        (19, 5, "5 in 19: too few to compare"),
        (20, 4, "4 in 20: too few to compare"),
        (20, 5, ""),
        (0, 0, "no patrols"),
    ],
)
def test_a_rate_needs_20_patrols_and_5_events(patrols: int, arrests: int, note: str) -> None:
    found = rates.with_rates(
        pd.DataFrame({"patrols": [patrols], "arrests": [arrests]}), ("arrests",)
    ).iloc[0]
    assert rates.per_10_patrols(
        pd.DataFrame({"patrols": [patrols], "arrests": [arrests]}), "arrests"
    )["note"].tolist() == [note]
    shown = found[["arrests_per_10_patrols", "arrests_low", "arrests_high"]].astype(float)
    assert shown.isna().tolist() == [bool(note)] * 3
    if not note:
        # Garwood: 5 events lie between 1.6235 and 11.668, over two times ten patrols
        assert shown.tolist() == pytest.approx([2.5, 0.8117, 5.834], abs=1e-3)
