"""Shares and rates of searches: published intervals, when none is told, and what stays hidden."""

import json
from math import exp, inf, log, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from patrolqr.analysis.measures import proportions
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED, FEWEST_SEARCHED

COUNT = st.integers(0, 400)


@st.composite
def a_share(draw: st.DrawFn) -> tuple[int, int]:
    """Give a number found of a number searched."""
    searched = draw(st.integers(1, 400))
    return draw(st.integers(0, searched)), searched


def test_shares_are_those_that_the_home_office_published(shared: Path) -> None:
    file = shared / "references/stop_search_rates_home_office/expected.json"
    for each in json.loads(file.read_text("utf-8")):
        told = proportions.shares(pd.DataFrame({"found": [each["x"]], "searched": [each["n"]]}))
        row = told.iloc[0]
        assert row["rate"] == pytest.approx(each["pct"], abs=1e-9)
        assert round(row["rate"]) == each["published_pct"]
        assert (row["low"], row["high"]) == pytest.approx(each["wilson95_pct"], abs=1e-9)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_is_that_of_newcombes_table_ii(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = proportions.newcombe(first, second)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_statsmodels_says_the_same() -> None:
    weights = pytest.importorskip("statsmodels.stats.proportion")
    for first, second in [((56, 70), (48, 80)), ((5, 56), (0, 29)), ((31, 200), (77, 390))]:
        theirs = weights.confint_proportions_2indep(*first, *second, method="newcomb")
        found = proportions.newcombe(first, second)
        assert found is not None
        assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


@given(a_share(), a_share())
def test_a_difference_lies_in_its_interval_and_turns_with_its_sides(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    one, other = proportions.newcombe(first, second), proportions.newcombe(second, first)
    assert one is not None
    assert other is not None
    assert -1 - 1e-9 <= one.low <= one.estimate + 1e-9
    assert one.estimate - 1e-9 <= one.high <= 1 + 1e-9
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-12)


def test_nothing_searched_has_no_share_and_no_difference() -> None:
    told = proportions.shares(pd.DataFrame({"found": [0], "searched": [0]})).iloc[0]
    assert pd.isna(told["rate"])
    assert told["note"] == "not said of any"
    assert proportions.newcombe((0, 0), (3, 40)) is None


def test_a_share_is_told_from_twenty_searches_on() -> None:
    counted = pd.DataFrame({"found": [0, 0], "searched": [FEWEST_SEARCHED - 1, FEWEST_SEARCHED]})
    few, enough = proportions.shares(counted).to_dict("records")
    assert pd.isna(few["rate"])
    assert few["note"] == "0 of 19: too few for a rate"
    assert (enough["rate"], enough["low"], enough["note"]) == (0, 0, "")
    assert enough["high"] == pytest.approx(16.1125, abs=1e-3)


def test_the_ratio_of_rates_has_the_log_interval() -> None:
    found = proportions.rate_ratio((40, 2_000), (100, 20_000))
    assert found is not None
    reach = 1.959964 * sqrt(1 / 40 + 1 / 100)
    assert found == pytest.approx((4.0, exp(log(4) - reach), exp(log(4) + reach)), rel=1e-6)
    assert found.excludes(1)


@pytest.mark.parametrize(
    ("first", "second"),
    [((FEWEST_COUNTED - 1, 100), (50, 100)), ((50, 100), (4, 100)), ((50, 0), (50, 100))],
)
def test_no_ratio_rests_on_few_searches_or_on_nobody(
    first: tuple[int, float], second: tuple[int, float]
) -> None:
    assert proportions.rate_ratio(first, second) is None


def test_a_group_at_the_edge_has_a_ratio() -> None:
    assert proportions.rate_ratio((FEWEST_COUNTED, 100), (50, 100)) is not None


def test_one_small_number_takes_the_next_one_with_it() -> None:
    assert proportions.hidden([40, 3, 12, 0]) == frozenset({1, 2})
    assert proportions.hidden([40, 5, 12, 0]) == frozenset()
    assert proportions.hidden([]) == frozenset()


def test_where_the_total_would_tell_it_there_is_no_table() -> None:
    assert proportions.hidden([3, 0, 0]) is None
    assert proportions.hidden([1, 1, 0]) is None


def test_what_is_hidden_elsewhere_is_hidden_here() -> None:
    assert proportions.hidden([40, 30, 12, 0], also={0}) == frozenset({0, 2})


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_whoever_knows_all_that_is_told_works_out_no_small_number(counts: list[int]) -> None:
    """A solver that knows the total and the cells that are told finds several numbers for each other."""
    kept = proportions.hidden(counts)
    if kept is None:
        return
    assert not [
        at for at, count in enumerate(counts) if 0 < count < FEWEST_COUNTED and at not in kept
    ]
    low = [1 if at in kept else count for at, count in enumerate(counts)]
    high = [inf if at in kept else count for at, count in enumerate(counts)]
    total = optimize.LinearConstraint(np.ones(len(counts)), sum(counts), sum(counts))
    for at in kept:
        sought = np.eye(len(counts))[at]
        least, most = (
            optimize.milp(
                sign * sought,
                integrality=np.ones(len(counts)),
                bounds=optimize.Bounds(low, high),
                constraints=total,
            )
            for sign in (1, -1)
        )
        assert round(least.fun) == 1
        assert round(-most.fun) >= FEWEST_COUNTED
