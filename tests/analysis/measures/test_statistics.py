"""The statistics give published and independently computed figures, and never fall over."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from patrolqr.analysis.measures import statistics

COUNTS = st.integers(0, 400)


def test_q_values_are_those_of_the_paper(shared: Path) -> None:
    expected = pd.read_csv(shared / "references/fdr_benjamini_hochberg_1995/expected.csv")
    mixed = expected.sample(frac=1, random_state=3)
    np.testing.assert_allclose(statistics.benjamini_hochberg(mixed["p"]), mixed["BH"], atol=1e-12)


def test_what_was_not_tested_counts_for_nothing() -> None:
    q = statistics.benjamini_hochberg([0.01, np.nan, 0.04])
    np.testing.assert_allclose(q, [0.02, np.nan, 0.04])
    assert statistics.benjamini_hochberg([]).size == 0


@given(st.lists(st.floats(0, 1), max_size=40))
def test_a_smaller_p_never_gets_a_larger_q(p: list[float]) -> None:
    q = statistics.benjamini_hochberg(p)
    assert ((q >= np.array(p)) & (q <= 1)).all()
    assert (np.diff(q[np.argsort(p, kind="stable")]) >= 0).all()


def test_the_e_test_gives_the_published_figures(shared: Path) -> None:
    for case in json.loads((shared / "references/etest_poisson_means/expected.json").read_text()):
        found = statistics.e_test(case["k1"], case["k2"], exposures=(case["n1"], case["n2"]))
        assert found == pytest.approx(case["p"], abs=1e-6), case["src"]


def test_the_e_test_keeps_ties_of_unequal_exposure() -> None:
    """4 in 2 against 1 in 1: 16 in 8 against 1 in 1 … the table seen always counts itself, in
    whatever order.
    """
    for first, second, exposures in ((4, 1, (2.0, 1.0)), (3, 7, (0.1, 0.3)), (12, 3, (52.0, 4.0))):
        there = statistics.e_test(first, second, exposures=exposures)
        back = statistics.e_test(second, first, exposures=(exposures[1], exposures[0]))
        assert there == pytest.approx(back, abs=1e-9)
        rate = (first + second) / sum(exposures)
        seen = stats.poisson.pmf(first, rate * exposures[0]) * stats.poisson.pmf(
            second, rate * exposures[1]
        )
        assert there >= seen


@given(COUNTS, COUNTS, st.floats(0.1, 60), st.floats(0.1, 60))
def test_any_two_counts_have_a_p(first: int, second: int, one: float, other: float) -> None:
    assert 0 <= statistics.e_test(first, second, exposures=(one, other)) <= 1


def test_a_rise_is_the_difference_in_its_own_standard_errors() -> None:
    """9 now and 52 in 13 times as long: 4 expected, (9 - 4) / sqrt(9 + 52 / 169)."""
    found = statistics.rise([9, 0, 0, 4], [52, 52, 0, 52], share=1 / 13)
    assert found == pytest.approx([5 / (9 + 52 / 169) ** 0.5, -4 / (52 / 169) ** 0.5, 0, 0])


def test_wilson_gives_newcombes_intervals(shared: Path) -> None:
    for case in json.loads((shared / "references/wilson_newcombe1998/expected.json").read_text()):
        assert statistics.wilson(case["x"], case["n"]) == pytest.approx(case["wilson"], abs=1e-9)
    assert statistics.wilson(0, 0) is None


@given(st.integers(0, 5000), st.floats(0.01, 1000), st.floats(1, 20))
def test_a_surge_has_a_probability_and_more_incidents_never_a_larger_one(
    observed: int, expected: float, spread: float
) -> None:
    p = statistics.above(statistics.surge_score([observed, observed + 1], expected, spread))
    assert 0 <= p[1] <= p[0] <= 1


def test_nothing_is_no_test_and_not_tested_is_no_rank() -> None:
    assert statistics.benjamini_hochberg([]).tolist() == []
    assert np.isnan(statistics.benjamini_hochberg([np.nan])).all()
    found = statistics.benjamini_hochberg([0.01, np.nan, 0.04])
    assert found[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert np.isnan(found[1])
