"""A figure beside another: intervals, small numbers, and time of which there are no records."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis.questions import comparing, times
from patrolqr.analysis.questions.base import Known, Part, by_week, most
from patrolqr.analysis.questions.comparing import counts, ratio, shares, unevenness
from patrolqr.core.phrases import listed, number_of

NO_ROWS: pd.DataFrame = pd.DataFrame()


def part(since: date, until: date, *, recorded_from: date | None = date(2026, 1, 1)) -> Part:
    return Part(since, until, "in the 28 days before", {}, NO_ROWS, recorded_from, "before")


NOW = part(date(2026, 11, 1), date(2026, 11, 29))
BEFORE = part(date(2026, 10, 4), date(2026, 11, 1))


def daily(count: int, first: date = NOW.since) -> "pd.Series[float]":
    """Return so many cases, spread evenly over 28 days."""
    days = [pd.Timestamp(first) + pd.Timedelta(days=number % 28) for number in range(count)]
    return pd.Series(1.0, index=pd.DatetimeIndex(days))


@pytest.mark.parametrize(
    ("now", "then", "given"),
    [(5, 15, True), (4, 16, False), (15, 5, True), (10, 9, False), (10, 10, True)],
)
def test_a_ratio_needs_twenty_together_and_five_each(now: int, then: int, given: bool) -> None:
    assert (ratio(now, then, exposures=(28, 28)) is not None) is given


def test_a_ratio_has_the_interval_of_the_log_method() -> None:
    """Counts 60 and 40: the log of 1.5 plus and minus 1.96 times the root of 1/60 + 1/40."""
    found = ratio(60, 40, exposures=(1, 1))
    assert found is not None
    reach = np.exp(1.959964 * np.sqrt(1 / 60 + 1 / 40))
    assert (found.ratio, found.low, found.high) == pytest.approx((1.5, 1.5 / reach, 1.5 * reach))
    assert not found.is_chance
    uneven = ratio(60, 40, exposures=(1, 1), uneven=2.0)
    assert uneven is not None
    assert uneven.is_chance
    halved = ratio(60, 40, exposures=(2, 1))
    assert halved is not None
    assert halved.ratio == pytest.approx(0.75)


def test_counts_that_come_in_lumps_are_uneven_and_even_ones_are_not_below_one() -> None:
    assert unevenness(np.full(28, 3.0)) == 1.0
    assert unevenness(np.array([0.0, 0.0, 0.0, 12.0] * 7)) > 5
    assert unevenness(np.zeros(28)) == 1.0
    assert unevenness(np.array([])) == 1.0


def test_what_chance_does_too_is_said_and_what_it_does_not() -> None:
    known = Known(NOW, date(2026, 11, 29), (BEFORE,))
    (same,) = counts(known, [daily(60), daily(56, BEFORE.since)])
    assert same.startswith("56 in the 28 days before: × 1.07")
    assert same.endswith("within chance")
    (more,) = counts(known, [daily(112), daily(28, BEFORE.since)])
    assert more.endswith("beyond chance")
    (few,) = counts(known, [daily(3), daily(2, BEFORE.since)])
    assert few == "2 in the 28 days before: too few to compare"


def test_a_share_of_fewer_than_twenty_is_no_percentage() -> None:
    known = Known(NOW, date(2026, 11, 29), (BEFORE,))
    assert comparing.share(1, 19) == "1 of 19"
    assert comparing.share(0, 0) == "–"
    assert comparing.share(10, 20) == "50 % (30 % to 70 %)"
    assert shares(known, [(1, 4), (10, 20)])[0].endswith("too few to compare")
    (line,) = shares(known, [(15, 20), (5, 20)])
    assert (
        line == "25 % (11 % to 47 %) in the 28 days before: +50 points (+19 to +70), beyond chance"
    )


def test_time_without_records_is_not_compared() -> None:
    """At least half of it must lie in the time of which there are sheets or logs."""
    for first, is_compared in (
        (date(2026, 10, 18), True),
        (date(2026, 10, 19), False),
        (None, False),
    ):
        other = part(BEFORE.since, BEFORE.until, recorded_from=first)
        lines = counts(
            Known(NOW, date(2026, 11, 29), (other,)), [daily(60), daily(56, BEFORE.since)]
        )
        assert bool(lines) is is_compared, first
    half = part(BEFORE.since, BEFORE.until, recorded_from=date(2026, 10, 18))
    (line,) = counts(
        Known(NOW, date(2026, 11, 29), (half,)), [daily(60), daily(30, date(2026, 10, 18))]
    )
    assert line.startswith("30 in 14 recorded days of the 28 days before: × 1.00")


def test_the_time_before_is_as_long_and_of_whole_months_as_many() -> None:
    assert times.before(date(2026, 11, 8), date(2026, 11, 15)) == (
        date(2026, 11, 1),
        date(2026, 11, 8),
    )
    assert times.before(date(2026, 3, 1), date(2026, 4, 1)) == (date(2026, 2, 1), date(2026, 3, 1))
    assert times.before(date(2026, 1, 1), date(2026, 4, 1)) == (date(2025, 10, 1), date(2026, 1, 1))
    assert times.year_before(date(2028, 2, 29), date(2028, 3, 1)) == (
        date(2027, 2, 28),
        date(2027, 3, 1),
    )
    assert times.in_whole_months(date(2026, 1, 2), date(2026, 3, 31)) == (
        date(2026, 2, 1),
        date(2026, 3, 1),
    )
    assert times.in_whole_months(date(2026, 1, 2), date(2026, 2, 27)) is None


def test_words_for_several_things() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "", "b", "c"]) == "a, b and c"
    assert number_of(1, "stop-search", "stop-searches") == "1 stop-search"
    assert number_of(1200, "stop-search", "stop-searches") == "1,200 stop-searches"
    named = pd.Series({"a": 5, "b": 4, "c": 3, "d": 2, "e": 0})
    assert (
        most(named, lambda name, count: f"{name} {count:.0f}", others="rest")
        == "a 5, b 4, c 3 and rest 2"
    )


def test_weeks_have_the_days_that_lie_in_the_period() -> None:
    rows = pd.DataFrame({"patrol_day": [date(2026, 11, 1), date(2026, 11, 2)], "patrols": [2, 3]})
    weeks = by_week(NOW, rows, "patrols")
    assert list(weeks["days"]) == [1, 7, 7, 7, 6]
    assert list(weeks["patrols"]) == [2, 3, 0, 0, 0]
