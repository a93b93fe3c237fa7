"""The hours of two sets differ where they differ, wherever the day is cut."""

import numpy as np
import pytest

from patrolqr.analysis.measures import hours


def u_square(first: list[float], second: list[float]) -> float:
    """Return Watson's U² by its definition, from the two empirical distributions (Zar 1999, 27.13)."""
    both = sorted([*first, *second])
    gaps = [
        sum(each <= value for each in first) / len(first)
        - sum(each <= value for each in second) / len(second)
        for value in both
    ]
    size = len(both)
    spread = sum(gap**2 for gap in gaps) - sum(gaps) ** 2 / size
    return len(first) * len(second) / size**2 * spread


def told(first: list[float], second: list[float]) -> float:
    marks = np.array([[True] * len(first) + [False] * len(second)])
    return float(hours.watson(np.array([*first, *second]), marks)[0])


def test_it_is_watsons_by_definition_ties_too() -> None:
    chance = np.random.default_rng(1)
    for _ in range(20):
        first = chance.integers(0, 24, 9).astype(float).tolist()
        second = chance.integers(0, 24, 14).astype(float).tolist()
        assert told(first, second) == pytest.approx(u_square(first, second))


def test_where_the_day_is_cut_changes_nothing() -> None:
    chance = np.random.default_rng(2)
    first, second = chance.uniform(0, 24, 12), chance.uniform(0, 24, 30)
    turned = [((each + 7.5) % 24).tolist() for each in (first, second)]
    assert told(*turned) == pytest.approx(told(first.tolist(), second.tolist()))


def test_marked_and_others_may_change_places_and_none_marked_is_no_difference() -> None:
    assert told([1, 2, 3], [9, 11, 20, 22]) == pytest.approx(told([9, 11, 20, 22], [1, 2, 3]))
    assert told([], [1, 2]) == told([1, 2], []) == 0


def test_the_span_that_rose_may_go_over_midnight() -> None:
    wall = np.array([23.5, 0.5, 1.5, 2.5, 12, 13, 14, 15])
    span = hours.risen(wall, np.arange(8) < 4, length=6)
    assert span.holds(wall).tolist() == [True] * 4 + [False] * 4
    assert hours.Span(22, 6).text == "22:00 to 04:00"


def test_what_one_night_brought_together_is_no_shift() -> None:
    week = np.repeat(np.arange(52), 3)
    wall = np.random.default_rng(3).uniform(12, 24, week.size)
    burst = np.concatenate([wall, np.full(12, 3.0)])
    weeks = np.concatenate([week, np.full(12, 51)])
    p = hours.chance(burst, weeks, weeks=52, recent=8, shuffles=999, seed=1)
    assert p > 1 / 52  # one week of 52 has them: any eight hold it as often as not
    spread = np.concatenate([week, 44 + np.arange(12) % 8])
    p = hours.chance(burst, spread, weeks=52, recent=8, shuffles=999, seed=1)
    assert p <= 0.002
