"""When to be there: the hours of a shift in which most was reported."""

from collections.abc import Mapping
from datetime import time

from patrolqr.core.incident import FEWEST_TO_SAY_WHEN

HOURS = 4
"""Length of the window proposed: two visits of a quarter of an hour fit twice over."""

LEAST = FEWEST_TO_SAY_WHEN
"""Incidents within the shift's hours below which no window is proposed: fewer say nothing about the
hour.
"""


def busiest(by_hour: Mapping[int, int], starts: time, ends: time) -> tuple[time, time] | None:
    """Return the start and end of the busiest HOURS on the wall clock within the shift, or None for
    too few incidents.

    by_hour: incidents per hour 0–23. The first of equally busy windows is returned.
    """
    hours = _hours(starts, ends)
    counts = [by_hour.get(hour, 0) for hour in hours]
    if sum(counts) < LEAST or len(hours) <= HOURS:
        return None
    first = max(
        range(len(hours) - HOURS + 1),
        key=lambda place: (sum(counts[place : place + HOURS]), -place),
    )
    return time(hours[first]), time((hours[first] + HOURS) % 24)


def _hours(starts: time, ends: time) -> list[int]:
    length = (ends.hour - starts.hour) % 24 or 24
    return [(starts.hour + step) % 24 for step in range(length)]
