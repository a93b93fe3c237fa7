"""Where a detector begins to claim something: each threshold just below and just at it."""

from datetime import date, timedelta

import numpy as np
import pytest

from patrolqr.analysis import wording
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.surges import MONTHLY, WEEKLY, compare
from tests.analysis.detectors.test_surges import looked

DAYS = [date(2026, 11, 1) + timedelta(weeks=week) for week in range(8)]


@pytest.mark.parametrize(("incidents", "flagged"), [(4, False), (5, True)])
def test_five_incidents_where_there_were_none_are_a_pattern_and_four_are_not(
    *, incidents: int, flagged: bool
) -> None:
    run = looked([[0] * 52 + [incidents, 0, 0, 0]])
    assert run.tests["flagged"].tolist() == [flagged]
    assert run.tests["reading"].tolist() == ["more than chance" if flagged else "too few to say"]


@pytest.mark.parametrize(("expected", "reading"), [(4.9, "too few to say"), (5.0, "as expected")])
def test_five_expected_are_enough_to_say_that_nothing_rose(expected: float, reading: str) -> None:
    row: wording.Row = {
        "flagged": False,
        "open": False,
        "observed": 3,
        "expected": expected,
        "high": 9,
    }
    assert wording.reading(row, fewest=base.FEWEST_TO_FLAG) == reading


@pytest.mark.parametrize(
    ("usual", "now", "p", "flagged"), [(18, 87, 0.0496, True), (21, 100, 0.0512, False)]
)
def test_a_lone_test_is_flagged_where_chance_does_it_less_than_once_in_twenty(
    *, usual: int, now: int, p: float, flagged: bool
) -> None:
    tests = looked([[usual] * 52 + [now, 0, 0, 0]]).tests
    assert tests["p"].iloc[0] == pytest.approx(p, abs=1e-4)
    assert tests["flagged"].tolist() == [flagged]


@pytest.mark.parametrize(
    ("flags", "since"),
    [
        ([], None),
        ([False], None),
        ([True], DAYS[0]),
        ([True, False], DAYS[0]),
        ([True, False, False], None),
        ([True, False, True], DAYS[0]),
        ([True, False, False, True], DAYS[3]),
        ([False, True, True, False], DAYS[1]),
    ],
)
def test_a_pattern_is_closed_by_two_quiet_runs_and_not_by_one(
    flags: list[bool], since: date | None
) -> None:
    assert base.open_since(flags, DAYS[: len(flags)]) == since


def test_a_year_of_earlier_runs_is_followed() -> None:
    """52 runs before the last: of four weeks after 52, and of one month after 12."""
    long_ago = date(1990, 1, 1)
    since, until = WEEKLY.span(
        first_day=long_ago, last_day=date(2026, 11, 22), as_of=date(2026, 11, 24)
    )
    assert (until - since).days == 7 * (52 + 4 + 52)
    since, until = MONTHLY.span(
        first_day=long_ago, last_day=date(2026, 10, 31), as_of=date(2026, 11, 24)
    )
    assert (since, until) == (date(2021, 6, 1), date(2026, 11, 1))


@pytest.mark.parametrize(("burst", "counts"), [(6, False), (7, True)])
def test_only_series_of_an_incident_a_month_tell_how_uneven_the_others_are(
    *, burst: int, counts: bool
) -> None:
    """The first series has all its incidents in one of seven months: its mean is below 1, or 1."""
    steady, uneven = [4] * 7 + [9], [burst, 0, 0, 0, 0, 0, 0, 0]
    days = np.full(8, 30.0)
    alone = compare(MONTHLY, np.array([steady], float), days, 8)["p"].iloc[0]
    beside = compare(MONTHLY, np.array([steady, uneven], float), days, 8)["p"].iloc[0]
    assert (beside > alone) is np.bool_(counts)


def test_weeks_never_borrow_from_other_series() -> None:
    steady, uneven = [4] * 52 + [9] * 4, [104, *[0] * 55]
    days = np.full(56, 7.0)
    alone = compare(WEEKLY, np.array([steady], float), days, 56)["p"].iloc[0]
    beside = compare(WEEKLY, np.array([steady, uneven], float), days, 56)["p"].iloc[0]
    assert beside == alone


@pytest.mark.parametrize(
    ("once_in", "says"),
    [
        (2, "about once in 2 weekly runs of all 10 tests"),
        (1849, "about once in 1,800 weekly"),
        (4999, "about once in 5,000 weekly"),
        (5000.1, "less than once in 5,000 weekly"),
        (1e9, "less than once in 5,000 weekly"),
    ],
)
def test_how_often_chance_does_as_much_is_said_up_to_once_in_5000(
    once_in: float, says: str
) -> None:
    row: wording.Row = {"flagged": True, "p": 1 / once_in / 10}
    assert says in wording.by_chance(row, "week", tests=10)


@pytest.mark.parametrize(("value", "says"), [(9.94, "9.9"), (10.0, "10"), (10.6, "11")])
def test_an_expected_count_has_a_decimal_below_ten(value: float, says: str) -> None:
    assert wording.figure(value) == says
