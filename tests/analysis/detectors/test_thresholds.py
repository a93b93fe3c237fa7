"""Where a detector begins to claim something: each threshold just below and just at it."""

from datetime import date, timedelta

import numpy as np
import pytest

from patrolqr.analysis import wording
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.surges import MONTHLY, WEEKLY, Surges, compare
from patrolqr.analysis.measures import rises
from tests.analysis.detectors.test_surges import looked

LONE = [(15, 75, True), (25, 119, False)]
"""How many a week, how many in the last four, and whether that is a pattern."""

EARLIER = [(16, False), (18, True)]
"""How many a week there were once, and whether these weeks are left out."""

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


@pytest.mark.parametrize(("usual", "now", "flagged"), LONE)
def test_a_lone_test_is_flagged_where_chance_does_it_less_than_once_in_25(
    *, usual: int, now: int, flagged: bool
) -> None:
    tests = looked([[usual] * 52 + [now, 0, 0, 0]]).tests
    assert tests["p"].iloc[0] == pytest.approx(base.FALSE_DISCOVERY_RATE, abs=1e-3)
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


def p_of_first(*series: list[int], detector: Surges = WEEKLY) -> float:
    """Return how often chance gives as much as the newest periods of the first series."""
    days = np.full(len(series[0]), 7.0)
    compared = rises.Table(
        np.array(series, float),
        np.zeros(len(series), dtype=np.int64),
        np.zeros(len(series), dtype=bool),
    )
    return float(compare(detector, compared, days, len(series[0]))["p"].iloc[0])


def expected_of_first(*series: list[int]) -> float:
    """Return what is expected of the first series, beside the others."""
    tests = looked(list(series)).tests
    return float(tests.loc[tests["neighbourhood"] == "Ward 0", "expected"].iloc[0])


def test_how_uneven_a_crime_type_is_counts_for_each_of_its_series() -> None:
    steady, quiet, uneven = [4] * 52 + [9] * 4, [4] * 56, [0, 8] * 28
    assert p_of_first(steady, uneven) > p_of_first(steady, quiet)


@pytest.mark.parametrize(("week", "is_left_out"), EARLIER)
def test_an_earlier_stretch_is_left_out_from_three_and_a_half_deviations_on(
    *, week: int, is_left_out: bool
) -> None:
    """Four weeks of so many a week where ten are usual, half a year ago: what is expected now is as if
    they had not been, or more.
    """
    counts = [10] * 20 + [week] * 4 + [10] * 32
    assert (expected_of_first(counts, [10] * 56) < 40.5) is is_left_out


@pytest.mark.parametrize(("length", "is_left_out"), [(13, True), (14, False)])
def test_a_surge_of_more_than_a_quarter_of_the_time_is_the_new_usual(
    *, length: int, is_left_out: bool
) -> None:
    counts = [10] * 20 + [40] * length + [10] * (36 - length)
    assert (expected_of_first(counts, *[[10] * 56] * 5) < 41) is is_left_out


@pytest.mark.parametrize(("elsewhere", "ratio"), [(0, 0.5), (100, 2.0)])
def test_elsewhere_halves_or_doubles_what_is_expected_and_no_more(
    elsewhere: int, ratio: float
) -> None:
    counts = [[10] * 56, *[[25] * 52 + [elsewhere] * 4] * 5]
    assert expected_of_first(*counts) == pytest.approx(40 * ratio)


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
