"""Cards are judged against what followed: by the rule that stands on the page."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pytest

from patrolqr.analysis import Run, scoring
from patrolqr.analysis.detectors.surges import WEEKLY
from patrolqr.analysis.scoring import Card, Told
from tests.analysis.detectors.test_surges import all_of, rows

UNTIL = date(2026, 11, 23)
WEEKS = 108
SINCE = UNTIL - timedelta(weeks=WEEKS)
STARTS = [SINCE + timedelta(weeks=week) for week in range(WEEKS)]
SERIES = ("N0", "Vehicle crime", "")


def looked(*rises: tuple[int, int, int]) -> Run:
    """Return the run over three a week in four wards; in the first so many a week more from one week to
    before another.
    """
    counts = np.full((4, WEEKS), 3)
    for first, last, more in rises:
        counts[0, first:last] += more
    return WEEKLY.look(rows(counts, STARTS), covered=all_of(SINCE, UNTIL), since=SINCE, until=UNTIL)


def card(opened_after: int) -> Card:
    """Return the card that opened by the run over so many weeks; up to 20 were within chance."""
    return Card("", SERIES, STARTS[opened_after] - timedelta(days=1), 6, 20, 24)


def test_a_rise_that_goes_on_was_right_and_is_dated_from_where_it_began() -> None:
    verdict = scoring.judge(looked((90, 108, 7)), card(92))
    assert verdict.was_right
    assert verdict.followed == 40
    assert verdict.days_late == 14


@pytest.mark.parametrize(("more", "was_right"), [(2, False), (3, True)])
def test_what_followed_must_lie_above_the_range_of_the_opening(more: int, was_right: bool) -> None:
    verdict = scoring.judge(looked((90, 108, more)), card(92))
    assert verdict.followed == 12 + 4 * more
    assert verdict.was_right == was_right
    assert (verdict.days_late is None) == (not was_right)


def test_a_rise_that_was_over_at_once_was_none() -> None:
    assert scoring.judge(looked((90, 92, 20)), card(92)).was_right is False


def test_what_has_not_followed_yet_is_not_judged() -> None:
    assert scoring.judge(looked((90, 108, 7)), card(105)).was_right is None
    assert scoring.judge(looked((90, 108, 7)), card(104)).was_right
    elsewhere = Card("", ("N9", "Vehicle crime", ""), STARTS[92], 6, 20, 24)
    assert scoring.judge(looked(), elsewhere).was_right is None


@pytest.mark.parametrize(
    ("counts", "begun"),
    [
        ([3, 3, 3, 9, 9], 3),
        ([0, 0, 5], 2),
        ([5, 1, 1], None),
        ([4, 4], None),
        ([7], None),
        ([], None),
    ],
)
def test_a_rise_begins_where_two_means_fit_best(counts: list[int], begun: int | None) -> None:
    assert scoring.onset(np.array(counts, dtype=float)) == begun


def later(counts: npt.NDArray[np.int64], looked_since: date) -> list[Told]:
    """Return what longer looks at these counts per neighbourhood and week tell."""
    return list(
        scoring.told_later(
            WEEKLY,
            rows(counts, STARTS),
            all_of(SINCE, UNTIL),
            since=SINCE,
            until=UNTIL,
            looked_since=looked_since,
        )
    )


def test_what_a_longer_look_tells_and_no_card_told_by_then_was_missed() -> None:
    counts = np.full((4, WEEKS), 3)
    counts[0, 92:100] += 6
    told = later(counts, STARTS[70])
    assert {each.series for each in told} == {SERIES}
    (eight_weeks,) = [each for each in told if each.first_day == STARTS[92]]
    assert eight_weeks.last_day == STARTS[100] - timedelta(days=1)
    in_time = [("weekly", SERIES, eight_weeks.last_day)]
    too_late = [("weekly", SERIES, eight_weeks.last_day + timedelta(days=7))]
    assert scoring.missed([eight_weeks], in_time) == []
    assert scoring.missed([eight_weeks], too_late) == [eight_weeks]
    assert scoring.missed([eight_weeks], []) == [eight_weeks]
    other = [("monthly", SERIES, eight_weeks.last_day)]
    assert scoring.missed([eight_weeks], other) == [eight_weeks]


def test_nothing_before_anybody_looked_is_missed() -> None:
    counts = np.full((4, WEEKS), 3)
    counts[0, 92:] += 6
    told = later(counts, STARTS[101])
    assert told == []
