"""Weeks (Monday to Sunday, in patrol days) and months as half-open stretches of days."""

from datetime import date, timedelta
from typing import Literal

Period = Literal["week", "month"]


def start(day: date, period: Period) -> date:
    """Return the first day of the week or month that holds the day."""
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def earlier(day: date, number: int, period: Period) -> date:
    """Return the first day of the week or month that lies `number` of them earlier; below zero, later."""
    if period == "week":
        return start(day, period) - timedelta(weeks=number)
    months = day.year * 12 + day.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def between(since: date, until: date, period: Period) -> list[date]:
    """Return the first days of the weeks or months from since up to before until (both first days)."""
    found = []
    while since < until:
        found.append(since)
        since = earlier(since, -1, period)
    return found
