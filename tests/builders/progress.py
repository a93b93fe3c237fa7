"""Areas of a sheet with what they were given, without a store."""

from datetime import date, datetime, time

from patrolqr.core import clock
from patrolqr.core.dose import Dose
from patrolqr.core.progress import Progress, window_of
from tests.builders import sheets
from tests.builders.duties import duty


def area_progress(
    number: int, opens: str, closes: str, given: int, *, day: date, each: int = 15
) -> Progress:
    """Return an area that is asked for two patrols of 15 minutes in that window, and got so many
    of each so many minutes.
    """
    tasking = sheets.tasking(
        number, window_starts=time.fromisoformat(opens), window_ends=time.fromisoformat(closes)
    )
    dose = Dose(2, 30, patrols_given=given, minutes_given=each * given)
    return Progress(tasking, dose, *window_of(tasking, duty(day)))


def at(day: date, wall: str) -> datetime:
    """Return when the wall clock shows that time within the patrol day."""
    return clock.in_patrol_day(day, time.fromisoformat(wall))
