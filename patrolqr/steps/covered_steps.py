"""A period cut into months or stretches of four weeks, and which of them were loaded."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.covered import Mask, Stream
from patrolqr.analysis.periods import DateSpan, starts_between
from patrolqr.core.incident import Precision
from patrolqr.store import Session, covered

STEP_DAYS = 28
"""Days of a step where incidents are known to the minute: whole weeks, so that weekends are even."""

Step = tuple[date, date]
"""Its first day, and the first after it."""


def steps(period: DateSpan, precision: Precision) -> list[Step]:
    """Return the months of a period, or its stretches of four weeks up to its end."""
    if precision == "month":
        starts = starts_between(period.since.replace(day=1), period.until, "month")
        return list(zip(starts, [*starts[1:], period.until], strict=True))
    number = (period.until - period.since).days // STEP_DAYS
    ends = [period.until - timedelta(days=STEP_DAYS * each) for each in range(number)]
    return [(end - timedelta(days=STEP_DAYS), end) for end in reversed(ends)]


def loaded_in(
    session: Session, wanted: Sequence[Step], precision: Precision, moment: datetime | None
) -> dict[Stream, Mask]:
    """Return per force and kind which steps were loaded, as known at the moment (None: now)."""
    rows = coverage.of_incidents(covered.covered(session, as_known_at=moment))
    rows = rows[rows["precision"] == precision]
    if not wanted or rows.empty:
        return {}
    return coverage.loaded(rows, [start for start, _ in wanted], wanted[-1][1])
