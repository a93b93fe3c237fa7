"""At which moment's knowledge a day is looked at again, so that it gives the same whatever is loaded
later. No Streamlit here.
"""

from datetime import date, datetime, timedelta
from typing import Any

from patrolqr.analysis import covered as coverage
from patrolqr.analysis import periods
from patrolqr.core import clock
from patrolqr.store import Session, covered
from patrolqr.store.briefings import instant


def known_at(session: Session, *, as_of: date) -> datetime | None:
    """Return the moment as known at which a day is replayed, None where all that is known counts: today
    and later, and where no load tells when it was.

    That is the beginning of the patrol day. Where nothing of the time before it had been loaded by
    then, as PatrolQR was not in use, it is when each complete week and month of it had first been loaded:
    rows that come later about the same days change nothing.
    """
    if as_of >= clock.today():
        return None
    begins, _ = clock.day_window(as_of)
    week, month = periods.start(as_of, "week"), periods.start(as_of, "month")
    brought = coverage.of_incidents(covered.by_load(session, until=week, month_until=month))
    if brought.empty:
        return None
    if instant(int(brought["loaded_us"].min())) <= begins:
        return begins
    there: set[tuple[Any, ...]] = set()
    complete_us = 0
    for row in brought.to_dict("records"):
        stream = (row["force"], row["source"], row["kind"], row["precision"])
        days = {(*stream, day) for day in _days(row["first_day"], row["last_day"])}
        if not days <= there:
            there |= days
            complete_us = int(row["loaded_us"])
    return instant(complete_us)


def _days(first: Any, last: Any) -> list[date]:
    begins, ends = coverage.day_of(first), coverage.day_of(last)
    return [begins + timedelta(days=step) for step in range((ends - begins).days + 1)]
