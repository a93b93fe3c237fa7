"""Which times a time is compared with: as long a time before it, and the same days a year earlier."""

from datetime import date

from patrolqr.analysis import periods

Days = tuple[date, date]
"""The first day, and the first day after the last."""


def before(since: date, until: date) -> Days:
    """Return as long a time that ends where this one begins; of whole months as many months."""
    if since.day == until.day == 1:
        months = (until.year - since.year) * 12 + until.month - since.month
        return periods.earlier(since, months, "month"), since
    return since - (until - since), since


def year_before(since: date, until: date) -> Days:
    """Return the same days a year earlier."""
    return periods.years_earlier(since, 1), periods.years_earlier(until, 1)


def in_whole_months(since: date, until: date) -> Days | None:
    """Return the whole months that lie in a time, None where there is none."""
    first = since if since.day == 1 else periods.earlier(since, -1, "month")
    last = until.replace(day=1)
    return (first, last) if first < last else None


def called_before(since: date, until: date) -> str:
    """Return what the time before is called: in the 28 days before."""
    return f"in the {periods.span(since, until)} before".replace("the 1 month", "the month")
