"""Chains are what near and soon pairs connect, as long as one more could follow, and stand out as far as
worked by hand.
"""

from math import log
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.chains import Band, Chains

NEAR_AND_SOON = Band(0, 101, 0, 8)
LAST = 363


def chains(
    places: list[tuple[float, float]], days: list[int], *bands: Band, fewest: int = 3
) -> Chains:
    """Return events on these days, the last day read being LAST."""
    return Chains(
        np.array(places, float).reshape(-1, 2),
        np.array(days, np.int64),
        bands or (NEAR_AND_SOON,),
        last=LAST,
        longest=28,
        fewest=fewest,
    )


def sizes(of: Chains) -> list[int]:
    return [len(each.events) for each in of.found()]


def row(*metres: float) -> list[tuple[float, float]]:
    """Return places along a street."""
    return [(each, 0.0) for each in metres]


@pytest.mark.parametrize(
    ("metres", "days", "found"),
    [
        ((0, 90, 180), (350, 356, 362), [3]),  # each near and soon after another, the ends are not
        ((0, 100, 200), (350, 356, 362), [3]),
        ((0, 101, 202), (350, 356, 362), []),
        ((0, 90, 180), (348, 355, 362), [3]),
        ((0, 90, 180), (347, 355, 362), []),
        ((0, 90), (356, 362), []),
    ],
)
def test_a_chain_is_what_pairs_connect_that_are_near_and_soon(
    metres: tuple[float, ...], days: tuple[int, ...], found: list[int]
) -> None:
    assert sizes(chains(row(*metres), list(days))) == found


@pytest.mark.parametrize(("newest", "is_open"), [(356, False), (357, True), (363, True)])
def test_a_chain_is_none_any_more_once_nothing_can_follow_its_newest(
    newest: int, *, is_open: bool
) -> None:
    """The day after the last is 364: seven days after 357."""
    assert sizes(chains(row(0, 50, 90), [newest - 2, newest - 1, newest])) == (
        [3] if is_open else []
    )


@pytest.mark.parametrize(("first", "found"), [(335, [4]), (336, [5])])
def test_it_begins_in_the_newest_28_days(first: int, found: list[int]) -> None:
    days = [first, 342, 349, 356, 363]
    assert sizes(chains(row(0, 20, 40, 60, 80), days, fewest=4)) == found


def test_each_distance_has_its_own_days() -> None:
    """Within 100 m up to a week, beyond up to a day."""
    bands = (NEAR_AND_SOON, Band(101, 201, 0, 2))
    assert sizes(chains(row(0, 150, 300), [361, 362, 363], *bands)) == [3]
    assert sizes(chains(row(0, 150, 300), [359, 361, 363], *bands)) == []
    assert sizes(chains(row(0, 90, 180), [351, 357, 363], *bands)) == [3]


def test_how_far_it_stands_out_is_kulldorffs_ratio_worked_by_hand() -> None:
    """Four of the last ten days at a place that has six of 60 in all, a fifth of which are of these days."""
    here = row(0, 0, 0, 0, 0, 0)
    days = [354, 357, 360, 363, 20, 200]
    elsewhere = row(*(5000 + 500 * number for number in range(54)))
    later = [355 + number % 9 for number in range(8)]
    of = chains([*here, *elsewhere], [*days, *later, *[number * 6 for number in range(46)]])
    (found,) = of.found()
    assert (found.first, found.newest, found.days, found.observed) == (354, 363, 10, 4)
    expected = 6 * 12 / 60
    assert found.expected == pytest.approx(expected)
    by_hand = 4 * log(4 / expected) + 56 * log(56 / (60 - expected))
    assert found.ratio == pytest.approx(by_hand)
    assert of.still_open(found).tolist() == [1, 2, 3]
    assert of.around(found.events).tolist() == [0, 1, 2, 3, 4, 5]
    near = of.is_near(found.events, np.array(row(100, 101, 5000), float))
    assert near.tolist() == [True, False, False]


def test_how_often_chance_does_as_much_is_told_over_all_places_by_shuffled_days() -> None:
    """Where all events are of one day, each shuffle gives the same again."""
    always = chains(row(0, 50, 90), [363] * 3)
    p = always.chance(always.found(), shuffles=19, seed=1, progress=lambda _: None)
    assert p.tolist() == [1.0]
    seldom = chains(row(0, 50, 90, *range(5000, 45_000, 200)), [361, 362, 363, *[100] * 200])
    p = seldom.chance(seldom.found(), shuffles=199, seed=1, progress=lambda _: None)
    assert p.tolist() == [1 / 200]


def test_where_nothing_is_recent_there_is_no_chain() -> None:
    assert sizes(chains(row(0, 50, 90), [1, 2, 3])) == []
    assert sizes(chains([], [])) == []


@given(st.randoms(use_true_random=False))
def test_the_order_of_events_changes_no_chain(random: Random) -> None:
    generator = np.random.default_rng(3)
    places = list(map(tuple, generator.uniform(0, 600, (60, 2)).tolist()))
    days = generator.integers(330, 364, 60).tolist()
    order = list(range(60))
    random.shuffle(order)
    one = chains(places, days).found()
    other = chains([places[at] for at in order], [days[at] for at in order]).found()
    assert [each.ratio for each in one] == pytest.approx([each.ratio for each in other])
    assert [sorted(each.events) for each in one] == [
        sorted(order[at] for at in each.events) for each in other
    ]
