"""When in the week: incidents between two times, shared out over the hours in which they may have
happened (aoristic analysis; Ratcliffe 2002).
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.core import clock

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

HOUR, DAY_HOURS, WEEK_DAYS = 3600, 24, 7

LONGEST = WEEK_DAYS * DAY_HOURS * HOUR
"""Seconds. What may have happened at any time of a week or more says nothing about the hour."""


def says_when(
    began: "pd.Series[pd.Timestamp]", ended: "pd.Series[pd.Timestamp]"
) -> "pd.Series[bool]":
    """Return whether each incident's times say anything about the hour: both known, and less than a
    week apart.
    """
    apart = (ended - began).dt.total_seconds()
    return (apart >= 0) & (apart < LONGEST)


def by_hour(began: "pd.Series[pd.Timestamp]", ended: "pd.Series[pd.Timestamp]") -> Floats:
    """Return the incidents of each weekday and hour of the wall clock, 7 rows (Monday first) of 24.

    Each incident counts one, shared out evenly from when it began to when it ended; its weekday is
    that of the patrol day, so that a night stays in one row. Those that say nothing are left out.
    """
    is_told = says_when(began, ended)
    starts, ends = _seconds(began[is_told]), _seconds(ended[is_told])
    # one that is known to the moment happened within the second
    ends = np.maximum(ends, starts + 1)
    pieces = (ends - 1) // HOUR - starts // HOUR + 1
    of_incident = np.repeat(np.arange(starts.size), pieces)
    number = np.arange(of_incident.size) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    hours = starts[of_incident] // HOUR + number
    within = np.minimum(ends[of_incident], (hours + 1) * HOUR) - np.maximum(
        starts[of_incident], hours * HOUR
    )
    found = np.zeros((WEEK_DAYS, DAY_HOURS))
    weekday, hour = _on_the_wall(hours)
    np.add.at(found, (weekday, hour), within / (ends - starts)[of_incident])
    return found


def _seconds(instants: "pd.Series[pd.Timestamp]") -> Whole:
    plain = instants.dt.tz_convert("UTC").dt.tz_localize(None)
    return plain.to_numpy("datetime64[s]").astype(np.int64)


def _on_the_wall(hours: Whole) -> tuple[Whole, Whole]:
    """Return weekday (of the patrol day) and hour of each hour since 1970 (UTC)."""
    wall = pd.to_datetime(hours * HOUR, unit="s", utc=True).tz_convert(clock.zone())
    hour = wall.hour.to_numpy(np.int64)
    weekday = wall.day_of_week.to_numpy(np.int64)
    return (weekday - (hour < clock.DAY_STARTS)) % WEEK_DAYS, hour
