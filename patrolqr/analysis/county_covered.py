"""Of which days of a month a force knows anything, kind by kind: what is not loaded is not zero."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.county import Covered
from patrolqr.analysis.periods import earlier

PATROLS = "patrol"
"""The kind of rows that patrol logs and sheets are."""


def of_month(
    loaded: pd.DataFrame, month: date, *, first_day: date | None, last_day: date | None
) -> tuple[Covered, ...]:
    """Return what is known of the month: of patrols from the first day with a log on, of incidents what
    is loaded (`loaded` as covered.covered has it), by the finest precision in which all of it is.
    """
    incidents = coverage.of_incidents(loaded)
    kinds = sorted(set(incidents["kind"]))
    return (
        _patrols(month, first_day, last_day),
        *(_of_kind(incidents[incidents["kind"] == kind], kind, month) for kind in kinds),
    )


def _patrols(month: date, first_day: date | None, last_day: date | None) -> Covered:
    until = earlier(month, -1, "month")
    days = 0
    if first_day is not None and last_day is not None and last_day >= month and first_day < until:
        days = (until - max(first_day, month)).days
    return Covered(PATROLS, None, days, (until - month).days, is_counted=days > 0)


def _of_kind(rows: pd.DataFrame, kind: str, month: date) -> Covered:
    until = earlier(month, -1, "month")
    in_month = (until - month).days
    for precision in ("minute", "month"):
        own = rows[rows["precision"] == precision]
        if any(mask.all() for mask in coverage.loaded(own, [month], until).values()):
            return Covered(kind, precision, in_month, in_month, is_counted=True)
    days = np.arange(np.datetime64(month, "D"), np.datetime64(until, "D"))
    there = np.zeros(in_month, dtype=bool)
    for row in rows.to_dict("records"):
        first, last = coverage.day_of(row["first_day"]), coverage.day_of(row["last_day"])
        there |= (days >= np.datetime64(first)) & (days < np.datetime64(last + timedelta(days=1)))
    return Covered(kind, None, int(there.sum()), in_month, is_counted=False)
