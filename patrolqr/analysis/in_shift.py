"""How much of a place's incidents falls into a shift, and on its weekday; when, where that is more than
chance.
"""

from datetime import date, time

import pandas as pd

from patrolqr.analysis.measures import windows
from patrolqr.core.incident import FEWEST_TO_SAY_WHEN
from patrolqr.core.shift import Shift

DAY_MINUTES = 1440


def told(times: pd.DataFrame, count: int, shift: Shift, patrol_day: date) -> str:
    """Return in words how many of a place's `count` incidents fall in the shift's hours, how many of
    them on the weekday of the patrol day, and the busiest hours of these where there are any; ""
    where too few have a time.

    times: weekday (0 is Monday), minute of the wall clock, incidents (store.incidents.TimeRow).
    """
    known = int(times["incidents"].sum())
    if known < FEWEST_TO_SAY_WHEN:
        return ""
    there = times[_is_in(times["minute"], shift)]
    today = int(there.loc[there["weekday"] == patrol_day.weekday(), "incidents"].sum())
    of = f"its {known:,}" if known == count else f"the {known:,} whose time is known"
    number = int(there["incidents"].sum())
    fall = "falls" if number == 1 else "fall"
    said = f"{number:,} of {of} {fall} in {shift.name} hours"
    if number:
        said += f", {today:,} of them on a {patrol_day:%A}"
    return f"{said}{_most(there, shift)}"


def _is_in(minute: "pd.Series[int]", shift: Shift) -> "pd.Series[bool]":
    starts, ends = _minutes(shift.starts), _minutes(shift.ends)
    length = (ends - starts) % DAY_MINUTES or DAY_MINUTES
    return (minute - starts) % DAY_MINUTES < length


def _most(there: pd.DataFrame, shift: Shift) -> str:
    by_hour = there.groupby(there["minute"] // 60)["incidents"].sum()
    found = windows.busiest(
        {int(str(hour)): int(number) for hour, number in by_hour.items()}, shift.starts, shift.ends
    )
    return f"; most from {found[0]:%H:%M} to {found[1]:%H:%M}" if found else ""


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute
