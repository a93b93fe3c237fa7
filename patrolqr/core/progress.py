"""How far the areas of a sheet are in their shift, and which of them comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from patrolqr.core import clock
from patrolqr.core.briefing import Tasking
from patrolqr.core.dose import Dose
from patrolqr.core.team import Duty


@dataclass(frozen=True)
class Progress:
    """One area of a sheet: what it was given, when it is asked for, and the last patrol there by
    anybody of the team in this shift (None where there was none). `written_by` is the colleague
    whose log of that patrol names the officer who asks, empty where none does.
    """

    tasking: Tasking
    dose: Dose
    opens_at: datetime
    closes_at: datetime
    last_from: datetime | None = None
    last_until: datetime | None = None
    written_by: str = ""


def window_of(tasking: Tasking, duty: Duty) -> tuple[datetime, datetime]:
    """Return when the window of a tasking opens and closes in its patrol day."""
    opens = clock.in_patrol_day(duty.patrol_day, tasking.window_starts)
    closes = clock.in_patrol_day(duty.patrol_day, tasking.window_ends)
    # a window that ends as the patrol day does: 06:00 is its end, not its beginning
    return opens, closes if closes > opens else closes + timedelta(days=1)


def next_area(areas: Iterable[Progress], *, at: datetime, leaving: str = "") -> Progress | None:
    """Return the area to go to next, None where every other has its dose.

    Of those whose window is open the one that closes first, and of those the one given least; where
    none is open, the one that opens first; after all windows the one given least. `leaving` is the
    id of the area one is in.
    """
    left = [
        each for each in areas if not each.dose.is_full and each.tasking.area.area_id != leaving
    ]
    return min(left, key=lambda each: _order(each, at), default=None)


def _order(area: Progress, at: datetime) -> tuple[bool, datetime, datetime, float, float, int]:
    is_over = area.closes_at <= at
    opens_at, closes_at = max(area.opens_at, at), max(area.closes_at, at)
    # patrols before minutes: where one just was is not next because nobody knows how long
    given = area.dose.share, area.dose.minutes_share
    return is_over, opens_at, closes_at, *given, area.tasking.number
