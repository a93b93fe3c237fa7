"""How counts changed, with what chance alone does in uneven counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.changes import (
    FEWEST_PLACES,
    MOST_UNEVENNESS,
    USUAL_UNEVENNESS,
    ratios,
    unevenness,
)

COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=40)


@given(COUNTS)
def test_turning_time_round_turns_the_ratio_round(counts: list[tuple[int, int]]) -> None:
    now, then = np.array(counts).T
    there, back = ratios(now, then), ratios(then, now)
    np.testing.assert_allclose(there["low"], 1 / back["high"])
    np.testing.assert_allclose(there["chance"], back["chance"])
    assert (there["low"] <= there["high"]).all()


@pytest.mark.parametrize("true", [1.0, 2.0])
def test_unevenness_is_learned_from_the_places(true: float) -> None:
    generator = np.random.default_rng(3)
    counts = generator.poisson(20.0, (2, 2000))
    if true == 2.0:
        counts = generator.negative_binomial(20, 0.5, (2, 2000))
    assert unevenness(counts[0], counts[1]) == pytest.approx(true, rel=0.1)


@pytest.mark.parametrize(("places", "learned"), [(FEWEST_PLACES - 1, False), (FEWEST_PLACES, True)])
def test_few_places_teach_nothing(places: int, learned: bool) -> None:
    found = unevenness(np.full(places, 10), np.full(places, 10))
    assert found == (1.0 if learned else USUAL_UNEVENNESS)


def test_what_really_changed_is_not_taken_for_unevenness() -> None:
    now, then = np.resize([100, 1], 40), np.resize([1, 100], 40)
    assert unevenness(now, then) == MOST_UNEVENNESS


def test_nothing_against_nothing_is_no_change() -> None:
    found = ratios([0], [0])
    assert (found["low"] < 1 < found["high"]).all()
    assert found["chance"].tolist() == [1.0]
