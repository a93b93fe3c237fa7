"""Weeks (Monday to Sunday, in patrol days) and months as half-open stretches of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from patrolqr.core.phrases import number_of

PeriodUnit = Literal["week", "month"]


def start(day: date, period: PeriodUnit) -> date:
    """Return the first day of the week or month that holds the day."""
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def earlier(day: date, number: int, period: PeriodUnit) -> date:
    """Return the first day of the week or month that lies `number` of them earlier.

    Below zero, later.
    """
    if period == "week":
        return start(day, period) - timedelta(weeks=number)
    months = day.year * 12 + day.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def starts_between(since: date, until: date, period: PeriodUnit) -> list[date]:
    """Return the first days of the weeks or months from since up to before until (both first days)."""
    found = []
    while since < until:
        found.append(since)
        since = earlier(since, -1, period)
    return found


USUAL_MONTHS = 12
"""Counts over a year or two find next month's crime best; last month's alone chase noise."""

MONTH_DAYS = 30.44
"""Days of an average month."""


@dataclass(frozen=True)
class DateSpan:
    """A period of days: `since` is the first in it, `until` the first after it.

    `text` reads "12 months".
    """

    since: date
    until: date
    text: str

    @property
    def months(self) -> float:
        """Return its length in months."""
        return (self.until - self.since).days / MONTH_DAYS

    @property
    def line(self) -> str:
        """Return it as people read it: 1 Sep 2024 to 31 Aug 2025."""
        last = self.until - timedelta(days=1)
        return f"{self.since.day} {self.since:%b %Y} to {last.day} {last:%b %Y}"


def days_between(since: date, until: date) -> DateSpan:
    """Return the period of those days, with its length in words.

    `until` is the first day after it.
    """
    return DateSpan(since, until, span(since, until))


def last_months(first_day: date, until: date, months: int = USUAL_MONTHS) -> DateSpan:
    """Return the last months of data that begin on first_day and end before until.

    All of it where it is no longer.
    """
    since = months_before(until, months)
    return (
        days_between(first_day, until)
        if since <= first_day
        else DateSpan(since, until, months_text(months))
    )


def span(since: date, until: date) -> str:
    """Return a length as people say it: 8 months, or 17 days where it is less than two months."""
    days = (until - since).days
    if days < 59 and since.day != until.day:
        return number_of(days, "day")
    return months_text(round(days / MONTH_DAYS))


def months_text(number: int) -> str:
    """Return a number of months in words."""
    return number_of(number, "month")


def months_before(day: date, number: int) -> date:
    """Return the same day that many months earlier, or the last day of that month."""
    return (pd.Timestamp(day) - pd.DateOffset(months=number)).date()


def years_earlier(day: date, years: int) -> date:
    """Return the same day that many years earlier; of a 29 February the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
