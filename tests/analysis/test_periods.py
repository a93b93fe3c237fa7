"""Weeks, months and lengths of time, as people say them."""

from datetime import date, timedelta

import pytest

from patrolqr.analysis import periods


def test_a_year_of_days_is_twelve_months() -> None:
    year = periods.days_between(date(2025, 1, 1), date(2026, 1, 1))
    assert year.text == "12 months"
    assert year.months == pytest.approx(12, abs=0.01)
    century = periods.days_between(date(1925, 1, 1), date(2025, 1, 1))
    assert century.months == pytest.approx(1200, abs=0.2)
    assert year.line == "1 Jan 2025 to 31 Dec 2025"


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day"), (2, "2 days"), (58, "58 days"), (59, "2 months")]
)
def test_less_than_two_months_is_said_in_days(days: int, said: str) -> None:
    since = date(2025, 1, 1)
    assert periods.span(since, since + timedelta(days=days)) == said


def test_whole_months_are_said_as_months_however_few() -> None:
    assert periods.span(date(2025, 1, 5), date(2025, 2, 5)) == "1 month"


def test_the_usual_period_is_the_last_twelve_months_or_all_there_is() -> None:
    until = date(2025, 9, 1)
    usual = periods.last_months(date(2020, 1, 1), until)
    assert (usual.since, usual.text) == (date(2024, 9, 1), "12 months")
    shorter = periods.last_months(date(2025, 1, 1), until)
    assert (shorter.since, shorter.text) == (date(2025, 1, 1), "8 months")
    exactly = periods.last_months(date(2024, 9, 1), until)
    assert (exactly.since, exactly.text) == (date(2024, 9, 1), "12 months")


def test_a_month_earlier_than_a_long_one_ends_with_the_short_one() -> None:
    assert periods.months_before(date(2025, 3, 31), 1) == date(2025, 2, 28)


def test_weeks_begin_on_mondays_and_months_on_their_first() -> None:
    assert periods.start(date(2026, 11, 22), "week") == date(2026, 11, 16)
    assert periods.start(date(2026, 11, 23), "week") == date(2026, 11, 23)
    assert periods.start(date(2026, 11, 22), "month") == date(2026, 11, 1)
    assert periods.earlier(date(2026, 1, 15), 1, "month") == date(2025, 12, 1)
    assert periods.earlier(date(2025, 12, 15), -1, "month") == date(2026, 1, 1)
    assert periods.earlier(date(2026, 11, 22), 2, "week") == date(2026, 11, 2)
