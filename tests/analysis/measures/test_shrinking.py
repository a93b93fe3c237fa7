"""Counts are drawn towards what was expected as the published example has it, and as far as the
likelihood says.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from patrolqr.analysis.measures.shrinking import STRONGEST, WEAKEST, shrink, strength

PLACES = st.lists(st.tuples(st.integers(0, 40), st.floats(0.01, 50)), min_size=1, max_size=40)


def test_the_rates_of_auckland_are_marshalls(shared: Path) -> None:
    """His a is the variance of the rates and b their mean: a strength of b squared over a."""
    folder = shared / "references/eb_auckland"
    expected = pd.read_csv(folder / "expected.csv")
    told = json.loads((folder / "parameters.json").read_text())
    usual = expected["pop"] * told["b"]
    drawn = shrink(expected["events"], usual, told["b"] ** 2 / told["a"])
    np.testing.assert_allclose(drawn / expected["pop"], expected["eb"], atol=1e-12, rtol=0)


@pytest.mark.parametrize("true", [0.2, 1.0, 5.0])
def test_the_strength_that_was_put_there_is_found(true: float) -> None:
    generator = np.random.default_rng(7)
    usual = generator.gamma(2, 1, 20_000)
    own = generator.poisson(usual * generator.gamma(true, 1 / true, usual.size))
    assert strength(own, usual) == pytest.approx(true, rel=0.1)


@given(PLACES)
def test_no_other_strength_is_likelier(places: list[tuple[int, float]]) -> None:
    own, usual = (np.array(each, dtype=float) for each in zip(*places, strict=True))

    def likely(s: float) -> float:
        return float(stats.nbinom.logpmf(own, s, s / (s + usual)).sum())

    found = strength(own, usual)
    tried = np.geomspace(WEAKEST, STRONGEST, 15)
    assert likely(found) >= max(map(likely, tried)) - 1e-2


@given(PLACES, st.floats(WEAKEST, STRONGEST))
def test_a_drawn_count_lies_between_its_own_and_the_expected_one(
    places: list[tuple[int, float]], s: float
) -> None:
    own, usual = (np.array(each, dtype=float) for each in zip(*places, strict=True))
    drawn = shrink(own, usual, s)
    slack = 1e-9 * (own + usual)
    assert (drawn >= np.minimum(own, usual) - slack).all()
    assert (drawn <= np.maximum(own, usual) + slack).all()
    assert (shrink(own + 1, usual, s) > drawn).all()


def test_where_nothing_was_counted_nothing_falls_over() -> None:
    assert WEAKEST <= strength([0, 0], [0.5, 0.5]) <= STRONGEST
    assert shrink([], [], 1.0).size == 0
