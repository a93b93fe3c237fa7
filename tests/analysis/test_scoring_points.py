"""Cards of points are judged by the look that told them, made again as known then, and by what followed."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import scoring_points
from patrolqr.analysis.detectors import hours, scan
from patrolqr.analysis.detectors.registry import Read
from patrolqr.analysis.scoring import Card, Verdict
from tests.analysis.detectors.test_chains import under_way
from tests.analysis.detectors.test_hours import RECENT, place
from tests.analysis.detectors.test_scan import gathered
from tests.builders.points import SINCE, UNTIL, covering, followed, points, scattered

OPENED = UNTIL - timedelta(days=1)
CHAIN, CIRCLE, HOURS = scoring_points.JUDGES


def read(rows: pd.DataFrame, days_later: int = 0) -> Read:
    """Return what a look so many days after UNTIL reads, over a year."""
    later = timedelta(days=days_later)
    days = pd.to_datetime(rows["patrol_day"]).dt.date
    kept = rows[(days >= SINCE + later) & (days < UNTIL + later)]
    return Read(kept, covering(SINCE, UNTIL + later), SINCE + later, UNTIL + later)


def circle(observed: int = 8) -> Card:
    return Card("", ("N1", "Burglary", ""), OPENED, 0, 2, observed)


def in_the_street(
    days: Sequence[int], *, away: float = 0, category: str = "Burglary"
) -> pd.DataFrame:
    """Return incidents in the middle of what gathered, so many days after UNTIL."""
    spots = [(3060.0, 3000.0 + away)] * len(days)
    names = [f"later-{number}" for number in range(len(days))]
    return points(spots, [364 + day for day in days], category=category, incident_id=names)


def judged(later: pd.DataFrame, card: Card | None = None) -> Verdict:
    then = pd.concat([scattered(400, seed=2), gathered()])
    return CIRCLE.judge(card or circle(), read(then), read(pd.concat([then, later]), CIRCLE.days))


@pytest.mark.parametrize(("followed", "was_right"), [(0, False), (1, False), (2, True), (6, True)])
def test_a_circle_was_right_where_more_came_in_it_than_its_rate_before_explains(
    followed: int, was_right: bool
) -> None:
    later = in_the_street([number * 4 for number in range(followed)])
    assert judged(later) == (was_right, followed, None)


def test_what_comes_elsewhere_or_later_or_of_another_type_followed_no_circle() -> None:
    assert judged(in_the_street([1, 5, 9, 13], away=400)).followed == 0
    assert judged(in_the_street([28, 29, 30, 31])).followed == 0
    assert judged(in_the_street([27, 27, 0, 0])).followed == 4
    assert judged(in_the_street([1, 5, 9, 13], category="Robbery")).followed == 0


def test_where_the_look_made_again_does_not_give_the_cards_count_nothing_is_said() -> None:
    later = in_the_street([1, 5, 9, 13])
    assert judged(later, circle(observed=9)) == scoring_points.UNKNOWN
    elsewhere = Card("", ("N9", "Burglary", ""), OPENED, 0, 2, 8)
    assert judged(later, elsewhere) == scoring_points.UNKNOWN
    few = Card("", ("N1", "Robbery", ""), OPENED, 0, 2, 8)
    assert judged(later, few) == scoring_points.UNKNOWN


def test_where_the_days_after_are_not_loaded_nothing_is_said() -> None:
    then = pd.concat([scattered(400, seed=2), gathered()])
    later = read(pd.concat([then, in_the_street([1, 5, 9])]), CIRCLE.days)
    not_loaded = later._replace(covered=covering(SINCE, UNTIL))
    assert CIRCLE.judge(circle(), read(then), not_loaded) == scoring_points.UNKNOWN


def in_hours(late: int, others: int, *, first: date = UNTIL) -> pd.DataFrame:
    """Return incidents of the weeks after in the square: so many at 23:00, the others at 16:00."""
    at = (first - SINCE).days
    days = np.linspace(at, at + RECENT - 1, late + others).astype(int).tolist()
    names = [f"later-{number}" for number in range(late + others)]
    wall = [23.0] * late + [16.0] * others
    return points([(50.0, 50.0)] * len(days), days, hour=wall, incident_id=names)


def of_hours(later: pd.DataFrame, observed: int = 24) -> Verdict:
    then = place(24, 90, late=True)
    card = Card("", ("N1", hours.ABOUT, "E400000N310000"), OPENED, 0, 2, observed)
    return HOURS.judge(card, read(then), read(pd.concat([then, later]), HOURS.days))


@pytest.mark.parametrize(
    ("late", "others", "was_right"),
    [(20, 0, True), (2, 18, True), (1, 19, False), (0, 20, False), (0, 14, None), (0, 15, False)],
)
def test_hours_were_right_where_they_stay_and_of_too_few_nothing_is_said(
    late: int, others: int, was_right: bool | None
) -> None:
    assert of_hours(in_hours(late, others)).was_right == was_right


def test_hours_of_another_look_are_not_judged() -> None:
    assert of_hours(in_hours(20, 0), observed=23) == scoring_points.UNKNOWN


def of_chain(later: pd.DataFrame, observed: int = 4) -> Verdict:
    then = pd.concat([followed(150), under_way(4)])
    card = Card("", ("N1", "Burglary", ""), OPENED, 0, 1, observed)
    return CHAIN.judge(card, read(then), read(pd.concat([then, later]), CHAIN.days))


def in_window(days: Sequence[int], **more: str) -> pd.DataFrame:
    """Return burglaries beside the chain, so many days after UNTIL; its window is over after the fifth."""
    names = [f"after-{number}" for number in range(len(days))]
    spots = [(3030.0, 3040.0)] * len(days)
    return points(spots, [364 + day for day in days], incident_id=names, **more)


@pytest.mark.parametrize(
    ("days", "followed_by", "was_right"),
    [([], 0, False), ([0], 1, True), ([5], 1, True), ([6], 0, False), ([2, 4, 8], 2, True)],
)
def test_a_chain_was_right_where_one_more_came_inside_its_window_while_that_was_open(
    days: list[int], followed_by: int, was_right: bool
) -> None:
    assert of_chain(in_window(days)) == (was_right, followed_by, None)


def test_what_is_outside_a_chains_window_or_of_another_type_did_not_follow_it() -> None:
    away = in_window([1, 2]).assign(northing=313_300.0)
    assert of_chain(away).followed == 0
    assert of_chain(in_window([1, 2], category="Robbery")).followed == 0
    assert of_chain(in_window([1]), observed=5) == scoring_points.UNKNOWN


def test_where_some_always_come_one_more_does_not_make_a_chain_right() -> None:
    """Fifty a year within its reach are seven in ten that one comes in six days."""
    usual = points([(3030.0, 3080.0)] * 50, [7 * week for week in range(48)] + [3, 10])
    usual["incident_id"] = [f"usual-{number}" for number in range(50)]
    then = pd.concat([followed(150), under_way(4), usual])
    after = pd.concat([then, in_window([1])])
    verdict = CHAIN.judge(
        Card("", ("N1", "Burglary", ""), OPENED, 0, 1, 4), read(then), read(after, CHAIN.days)
    )
    assert verdict == (False, 1, None)


def test_each_is_judged_after_as_long_as_its_rule_says() -> None:
    assert (CHAIN.days, CIRCLE.days, HOURS.days) == (14, 28, 56)
    assert "in the 28 days after it" in CIRCLE.rule
    assert "in the 8 weeks after it" in HOURS.rule
    assert (CIRCLE.detector, HOURS.detector) == (scan.SCAN, hours.HOURS)
