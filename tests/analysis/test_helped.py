"""Did it help? Where nothing changed that is not said to be more than chance, although the worst were picked."""

import numpy as np
import numpy.typing as npt
import pytest

from patrolqr.analysis import helped
from patrolqr.analysis.helped import APART, Square
from tests.builders.examples import TIMES

SIDE = 24
YEARS = 150 * TIMES
"""Simulated years: PATROLQR_EXAMPLES=20 tries three thousand."""

Counted = dict[Square, int]


def a_town(
    random: np.random.Generator, *, uneven: float, fall: float = 0.0, busy: float = 6.0
) -> tuple[Counted, Counted, Square]:
    """Return incidents of 12 months before and 6 since per square, and the square that was picked: the
    worst of a corner, because it was the worst. Rates differ as they do between real squares.
    """
    rates = random.gamma(1.2, busy / 1.2, (SIDE, SIDE))

    def counted(mean: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        if uneven == 1:
            return np.asarray(random.poisson(mean))
        size = np.maximum(mean, 1e-9) / (uneven - 1)
        return np.asarray(random.negative_binomial(size, 1 / uneven))

    before = counted(rates * 12)
    corner = before[2:8, 2:8]
    x, y = (int(each) + 2 for each in np.unravel_index(corner.argmax(), corner.shape))
    since = rates * 6
    since[x, y] *= 1 - fall
    after = counted(since)
    return _told(before), _told(after), (x, y)


def _told(counts: npt.NDArray[np.int64]) -> Counted:
    return {(x, y): int(counts[x, y]) for x in range(SIDE) for y in range(SIDE) if counts[x, y]}


@pytest.mark.parametrize("uneven", [1.0, 2.0])
def test_nothing_is_claimed_where_nothing_changed(uneven: float) -> None:
    """The picked square falls by itself, as the worst do; so do those it is held against."""
    random = np.random.default_rng(20261129)
    claims, told_of, fell = 0, 0, 0.0
    for _ in range(YEARS):
        before, after, place = a_town(random, uneven=uneven)
        found = helped.tell(before, after, place, patrolled=[place], periods=(12, 6), unit="month")
        if found is None:
            continue
        told_of += 1
        fell += 2 * after.get(place, 0) - before[place]
        claims += not found.is_too_little and found.difference.local_interval().excludes(0)
    assert told_of > YEARS / 2
    assert fell < 0
    assert claims / told_of <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / told_of)


def test_a_fall_by_half_is_found_or_said_to_need_more_time() -> None:
    random = np.random.default_rng(7)
    found_it, told_of, refused = 0, 0, 0
    for _ in range(YEARS):
        before, after, place = a_town(random, uneven=1.0, fall=0.5, busy=12)
        found = helped.tell(before, after, place, patrolled=[place], periods=(12, 6), unit="month")
        if found is None:
            continue
        told_of += 1
        refused += found.is_too_little
        found_it += found.difference.local_interval().high < 0
    assert found_it / told_of > 0.8
    assert found_it + refused >= 0.95 * told_of


def test_a_fall_of_30_percent_is_found_with_the_power_that_is_promised_or_refused() -> None:
    random = np.random.default_rng(11)
    powered, found_it = 0, 0
    for _ in range(YEARS):
        before, after, place = a_town(random, uneven=1.0, fall=0.3, busy=60)
        found = helped.tell(before, after, place, patrolled=[place], periods=(12, 6), unit="month")
        if found is not None and found.more_periods == 0:
            powered += 1
            found_it += found.difference.local_interval().high < 0
    assert powered > 20
    assert found_it / powered > 0.8 - 2 * np.sqrt(0.8 * 0.2 / powered)


def test_controls_are_as_busy_unpatrolled_and_apart() -> None:
    place, sent = (0, 0), [(0, 0), (30, 0)]
    before = {
        place: 100,
        (2, 0): 100,
        (3, 0): 119,
        (20, 0): 121,
        (31, 0): 100,
        (5, 1): 80,
        (9, 0): 100,
    }
    held = helped.hold(before, place, sent)
    assert held.controls == ((9, 0), (3, 0))
    assert len(held.ring) == 8
    assert all(max(abs(x - 0), abs(y - 0)) >= APART for x, y in held.controls)
    assert not {*held.ring, *held.control_rings} & set(sent)


def test_a_quiet_place_is_held_against_places_within_two_incidents() -> None:
    before = {(0, 0): 3, (9, 9): 5, (20, 9): 6}
    assert helped.hold(before, (0, 0), []).controls == ((9, 9),)


def test_where_no_place_is_like_it_nothing_is_told() -> None:
    assert (
        helped.tell({(0, 0): 90}, {}, (0, 0), patrolled=[], periods=(12, 6), unit="month") is None
    )
    assert helped.tell({}, {}, (0, 0), patrolled=[], periods=(12, 6), unit="month") is None


def test_few_incidents_are_refused_with_how_long_to_wait() -> None:
    before = {(0, 0): 300, **{(10 * at, 10): 300 for at in range(1, 6)}}
    after = dict.fromkeys(before, 24)
    found = helped.tell(before, after, (0, 0), patrolled=[(0, 0)], periods=(52, 4), unit="week")
    assert found is not None
    (said,) = helped.sentences(found, "week")
    assert said.startswith("Too little to tell")
    assert "more weeks." in said
    one = helped.tell(
        {(0, 0): 1, (9, 9): 1}, {}, (0, 0), patrolled=[], periods=(12, 1), unit="month"
    )
    assert one is not None
    assert "not show in ten years" in helped.sentences(one, "month")[0]


def test_a_large_fall_is_told_with_its_interval_the_ring_and_the_quotient() -> None:
    before = {(0, 0): 400, **{(10 * at, 10): 400 for at in range(1, 6)}}
    ring = {each: 50 for square in before for each in helped.ring_of(square)}
    after = dict.fromkeys(before, 400) | {(0, 0): 180} | ring
    found = helped.tell(
        before | ring, after, (0, 0), patrolled=[(0, 0)], periods=(12, 12), unit="month"
    )
    assert found is not None
    said = helped.sentences(found, "month")
    assert said[0].startswith("Since then about 220 incidents fewer (95 %: ")
    assert "more than chance" in said[0]
    assert "into which it may have moved: about 220 incidents fewer" in said[1]
    assert "0.45 times" in said[2]
    assert "quotient" in said[3]


def test_a_rise_is_not_laid_at_the_patrols_door() -> None:
    before = {(0, 0): 100, **{(10 * at, 10): 100 for at in range(1, 6)}}
    ring = {each: 50 for square in before for each in helped.ring_of(square)}
    found = helped.tell(
        before | ring,
        before | ring | {(0, 0): 200},
        (0, 0),
        patrolled=[(0, 0)],
        periods=(12, 12),
        unit="month",
    )
    assert found is not None
    said = helped.sentences(found, "month")
    assert "about 100 incidents more" in said[0]
    assert said[1] == helped.RISING
    assert found.quotient is None


def test_no_change_where_one_would_show_is_said_to_be_chance() -> None:
    before = {(0, 0): 2000, **{(10 * at, 10): 2000 for at in range(1, 6)}}
    ring = {each: 50 for square in before for each in helped.ring_of(square)}
    found = helped.tell(
        before | ring, before | ring, (0, 0), patrolled=[(0, 0)], periods=(12, 12), unit="month"
    )
    assert found is not None
    said = helped.sentences(found, "month")
    assert "could be chance" in said[0]
    assert not [each for each in said if "quotient" in each]
