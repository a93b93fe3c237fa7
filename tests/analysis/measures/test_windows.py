"""Windows: the busiest hours of a shift, or none at all where too little is known."""

from datetime import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.windows import busiest


def test_the_busiest_four_hours_are_found_across_midnight() -> None:
    assert busiest({21: 3, 22: 9, 23: 9, 0: 9, 1: 8, 15: 9}, time(14), time(2)) == (
        time(22),
        time(2),
    )


def test_hours_outside_the_shift_do_not_count() -> None:
    assert busiest({3: 500, 15: 30}, time(14), time(2)) == (time(14), time(18))


def test_too_few_incidents_propose_nothing() -> None:
    assert busiest({22: 19}, time(14), time(2)) is None


@given(st.dictionaries(st.integers(0, 23), st.integers(0, 500)))
def test_a_proposed_window_lies_in_the_shift(by_hour: dict[int, int]) -> None:
    found = busiest(by_hour, time(14), time(2))
    if found is not None:
        opens, closes = found
        assert opens.hour in {14, 15, 16, 17, 18, 19, 20, 21, 22}
        assert (closes.hour - opens.hour) % 24 == 4


def test_twenty_incidents_within_the_shift_are_enough() -> None:
    assert busiest({22: 20}, time(14), time(2)) == (time(19), time(23))
    assert busiest({22: 19, 3: 500}, time(14), time(2)) is None


def test_a_shift_of_four_hours_has_no_busiest_four() -> None:
    assert busiest({15: 40}, time(14), time(18)) is None
    assert busiest({15: 40, 18: 9}, time(14), time(19)) == (time(15), time(19))


def test_a_shift_that_ends_when_it_begins_lasts_a_day() -> None:
    assert busiest({5: 40}, time(6), time(6)) == (time(2), time(6))


def test_hours_that_chance_alone_makes_as_busy_are_no_window() -> None:
    even = dict.fromkeys(range(24), 10)
    assert busiest(even, time(14), time(2)) is None
    # of 120 in twelve hours the busiest four hold 40, and 54 in one shift of twenty
    assert busiest(even | {18: 12, 19: 12, 20: 12, 21: 12}, time(14), time(2)) is None
    assert busiest(even | {18: 20, 19: 20, 20: 20, 21: 20}, time(14), time(2)) == (
        time(18),
        time(22),
    )


def test_shifts_without_busier_hours_are_given_a_window_as_seldom_as_said() -> None:
    drawn = np.random.default_rng(7).multinomial(60, [1 / 12] * 12, size=2000)
    hours = [*range(14, 24), 0, 1]
    named = [
        busiest(dict(zip(hours, map(int, row), strict=True)), time(14), time(2)) for row in drawn
    ]
    share = sum(window is not None for window in named) / len(named)
    assert 0.005 < share < 0.06  # whole incidents: seldom just what was allowed
