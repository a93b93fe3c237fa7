"""When to be there: the hours of a shift in which most was reported, where these are more than chance."""

from collections.abc import Mapping
from datetime import time
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from patrolqr.core.incident import FEWEST_TO_SAY_WHEN

HOURS = 4
"""Length of the window proposed: two visits of a quarter of an hour fit twice over."""

LEAST = FEWEST_TO_SAY_WHEN
"""Incidents within the shift's hours below which no window is proposed: fewer say nothing about the
hour.
"""

ALPHA = 0.05
"""How often a shift without any busier hours is given a window."""

SCANS = 999
"""Shifts without busier hours that are scanned for theirs: with them chance is known to a thousandth."""

SEED = 1602


def busiest(by_hour: Mapping[int, int], starts: time, ends: time) -> tuple[time, time] | None:
    """Return the start and end of the busiest HOURS on the wall clock within the shift, or None for
    too few incidents, and where chance gives as busy ones (scan statistic; Naus 1965).

    by_hour: incidents per hour 0–23. The first of equally busy windows is returned. Chance is told by
    SCANS seeded shifts in which as many incidents fall on any hour alike, scanned over all windows.
    """
    hours = _hours(starts, ends)
    counts = [by_hour.get(hour, 0) for hour in hours]
    if sum(counts) < LEAST or len(hours) <= HOURS:
        return None
    held = _held(counts)
    first = int(np.argmax(held))
    if held[first] < _by_chance(sum(counts), len(hours)):
        return None
    return time(hours[first]), time((hours[first] + HOURS) % 24)


def _held(counts: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return what each window of HOURS holds, along the last axis."""
    rows = np.asarray(counts, dtype=np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(rows, HOURS, axis=-1)
    return np.asarray(windows.sum(axis=-1), dtype=np.int64)


@lru_cache(maxsize=1024)
def _by_chance(incidents: int, hours: int) -> int:
    """Return the least that the busiest window must hold for chance to give it in ALPHA of shifts."""
    drawn = np.random.default_rng(SEED).multinomial(incidents, [1 / hours] * hours, size=SCANS)
    # the one that is tried counts among them
    allowed = int(ALPHA * (SCANS + 1)) - 1
    return int(np.sort(_held(drawn).max(axis=1))[SCANS - allowed - 1]) + 1


def _hours(starts: time, ends: time) -> list[int]:
    length = (ends.hour - starts.hour) % 24 or 24
    return [(starts.hour + step) % 24 for step in range(length)]
