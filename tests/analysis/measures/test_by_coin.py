"""Places drawn held against places held out: right by the coin, whatever the counts are like."""

from itertools import combinations, product
from math import comb, inf

import numpy as np
import pytest

from patrolqr.analysis.measures import by_coin
from patrolqr.analysis.measures.by_coin import TOSSES, Units
from tests.builders.examples import TIMES

RUNS = 100 * TIMES
"""Simulated years: PATROLQR_EXAMPLES=30 tries three thousand."""


def coins(
    random: np.random.Generator,
    *,
    uneven: float = 1.0,
    times: float = 1.0,
    tossed: int = 60,
    places: int = 4,
    room: int = 2,
    a_day: float = 0.4,
) -> Units:
    """Return what so many coins drew among places that differ, with counts a day that are `times` as
    high where they drew.
    """
    turns = random.random((tossed, places)).argsort(axis=1)
    drawn = (turns < room).ravel()
    means = a_day * np.tile(random.gamma(3, 1 / 3, places), tossed) * np.where(drawn, times, 1.0)
    counts = (
        random.poisson(means)
        if uneven == 1
        else random.negative_binomial(means / (uneven - 1), 1 / uneven)
    )
    number = tossed * places
    return Units(
        np.repeat(np.arange(tossed), places),
        np.full(number, places),
        np.full(number, room),
        drawn,
        counts.astype(float),
    )


def only(units: Units, rows: slice) -> Units:
    """Return some of the units."""
    coin, places, room, is_drawn, counts = units
    return Units(coin[rows], places[rows], room[rows], is_drawn[rows], counts[rows])


@pytest.mark.parametrize("uneven", [1.0, 2.5])
@pytest.mark.parametrize("room", [1, 3])
def test_nothing_is_claimed_where_patrols_change_nothing(uneven: float, room: int) -> None:
    random = np.random.default_rng(20261130)
    claims = sum(
        by_coin.compare(coins(random, uneven=uneven, room=room)).p <= 0.05 for _ in range(RUNS)
    )
    assert claims / RUNS <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / RUNS)


@pytest.mark.parametrize("uneven", [1.0, 2.5])
@pytest.mark.parametrize("times", [0.4, 1.0, 2.0])
def test_the_interval_holds_the_truth_as_often_as_it_says(uneven: float, times: float) -> None:
    random = np.random.default_rng(5)
    held = 0
    for _ in range(RUNS):
        ratio = by_coin.compare(coins(random, uneven=uneven, times=times)).ratio
        held += ratio is None or ratio.low <= times <= ratio.high
    assert held / RUNS >= 0.95 - 2.5 * np.sqrt(0.05 * 0.95 / RUNS)


def test_one_place_alone_is_told_as_rightly() -> None:
    """Of coins among four places only the days of one are looked at."""
    random = np.random.default_rng(9)
    claims, held = 0, 0
    for _ in range(RUNS):
        one = slice(None, None, 4)
        alike = by_coin.compare(only(coins(random, tossed=120), one))
        fallen = by_coin.compare(only(coins(random, tossed=120, times=0.5), one))
        claims += alike.p <= 0.05
        held += fallen.ratio is None or fallen.ratio.low <= 0.5 <= fallen.ratio.high
    assert claims / RUNS <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / RUNS)
    assert held / RUNS >= 0.95 - 2.5 * np.sqrt(0.05 * 0.95 / RUNS)


def test_a_strong_fall_is_found() -> None:
    random = np.random.default_rng(3)
    found = [by_coin.compare(coins(random, times=0.3, tossed=90)) for _ in range(RUNS)]
    assert np.mean([each.p <= 0.05 and each.ratio is not None for each in found]) > 0.9
    assert np.median([each.ratio.estimate for each in found if each.ratio]) == pytest.approx(
        0.3, abs=0.06
    )


@pytest.mark.parametrize("uneven", [1.0, 2.5])
def test_a_fall_shows_after_as_long_as_is_said_in_four_of_five_cases(uneven: float) -> None:
    random = np.random.default_rng(17)
    known = [by_coin.compare(coins(random, uneven=uneven, tossed=50, a_day=2.0)) for _ in range(20)]
    longer = float(np.mean([by_coin.times_as_long(each, 0.3) for each in known]))
    tossed = round(50 * longer)
    fallen = (
        coins(random, uneven=uneven, times=0.7, tossed=tossed, a_day=2.0) for _ in range(RUNS)
    )
    found = [by_coin.compare(each).p <= 0.05 for each in fallen]
    assert 0.67 <= np.mean(found) <= 0.93


@pytest.mark.parametrize("seed", range(20))
def test_p_is_the_share_of_all_ways_the_coins_can_fall(seed: int) -> None:
    """Three coins, 2 of 4: all 216 ways are counted one by one."""
    units = coins(np.random.default_rng(seed), tossed=3, a_day=2.0, room=2)
    counts = units.counts.reshape(3, 4)
    whole = counts.sum() / 2
    there = abs(counts[units.is_drawn.reshape(3, 4)].sum() - whole)
    ways = [
        abs(sum(counts[coin, list(cells)].sum() for coin, cells in enumerate(way)) - whole)
        for way in product(combinations(range(4), 2), repeat=3)
    ]
    assert len(ways) == comb(4, 2) ** 3
    exact = np.mean([each >= there - 1e-9 for each in ways])
    error = np.sqrt(exact * (1 - exact) / TOSSES)
    assert by_coin.compare(units).p == pytest.approx(exact, abs=4 * error + 2 / TOSSES)


@pytest.mark.parametrize("seed", range(40))
def test_the_interval_leaves_out_no_difference_just_where_the_test_does(seed: int) -> None:
    random = np.random.default_rng(seed)
    units = coins(random, times=random.choice([0.3, 0.6, 1.0]), room=1 + seed % 3)
    found = by_coin.compare(units)
    assert found.ratio is not None
    assert found.ratio.low <= found.ratio.estimate <= found.ratio.high
    assert found.ratio.excludes(1) == (found.p <= 0.05)
    assert by_coin.compare(units) == found


def test_whole_coins_are_compared_as_mantel_and_haenszel_do() -> None:
    units = coins(np.random.default_rng(1), places=5, room=2)
    drawn = units.counts[units.is_drawn].sum() * 3 / 5
    held = units.counts[~units.is_drawn].sum() * 2 / 5
    ratio = by_coin.compare(units).ratio
    assert ratio is not None
    assert ratio.estimate == pytest.approx(drawn / held)


def test_two_coins_never_tell_anything() -> None:
    """Each of four ways is one time in four."""
    units = Units(
        np.array([1, 1, 2, 2]),
        np.full(4, 2),
        np.full(4, 1),
        np.array([True, False, False, True]),
        np.array([0.0, 30.0, 30.0, 0.0]),
    )
    assert by_coin.compare(units).p > 0.2


def test_where_nothing_was_reported_nothing_is_told() -> None:
    units = coins(np.random.default_rng(1), a_day=0.0)
    found = by_coin.compare(units)
    assert (found.ratio, found.p) == (None, 1.0)
    assert by_coin.times_as_long(found, 0.3) == inf


def test_where_only_held_out_days_had_any_the_ratio_reaches_up_from_nought() -> None:
    """30 of 30 on the days held out: as two Poisson counts, at most 0.13 times as many."""
    units = coins(np.random.default_rng(2), tossed=60, places=2, room=1)
    counts = np.where(units.is_drawn, 0.0, np.arange(120) % 4 < 2)
    ratio = by_coin.compare(units._replace(counts=counts)).ratio
    assert ratio is not None
    assert (ratio.estimate, ratio.low) == (0, 0)
    assert 0.08 < ratio.high < 0.2
    turned = by_coin.compare(units._replace(counts=counts, is_drawn=~units.is_drawn)).ratio
    assert turned is not None
    assert turned.high == inf
    assert turned.low == pytest.approx(1 / ratio.high, rel=0.1)
