"""One place's incidents by type, by month and by hour of the week, over what is loaded of its force."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.measures import aoristic
from patrolqr.analysis.periods import DateSpan, days_between, earlier, starts_between

MONTHS = 24
"""Counts of a year or two say what a place is like; the second year also shows its season."""

NOT_RECORDED = "Type not recorded"


class Counted(NamedTuple):
    """What the public reported at a place in a time.

    `types`: place (the type), incidents. `months`: month, incidents (missing where nothing is
    loaded), days loaded, of_days. `hours`: weekday (0 is Monday), hour, incidents; `timed` of
    `total` are in it. `missing` says which months are not loaded, or is "". `police` were generated
    by police activity, `partner` reported by a partner: both are counted nowhere else.
    """

    types: pd.DataFrame
    months: pd.DataFrame
    hours: pd.DataFrame
    total: int
    timed: int
    police: int
    partner: int
    loaded_months: int
    missing: str


def span_to(until: date) -> DateSpan:
    """Return the months up to the day before until, the last of them whole or not."""
    last = until - timedelta(days=1)
    return days_between(earlier(last, MONTHS - 1, "month"), until)


def count(rows: pd.DataFrame, covered: pd.DataFrame, span: DateSpan) -> Counted:
    """Return a place's incidents (store.dossiers.IncidentRow) counted; `covered` is what was loaded
    of their precision.
    """
    public = rows[rows["origin"] == "public"]
    starts = starts_between(span.since, span.until, "month")
    there = _days_loaded(rows, covered, span)
    months = _by_month(public, there, starts, span)
    is_loaded = (months["days"] > 0).to_numpy()
    loaded = coverage.of_periods(is_loaded, starts, span.until, "month")
    when = aoristic.by_hour(public["began_at"], public["ended_at"])
    return Counted(
        types=_by_type(public),
        months=months,
        hours=_of_week(when),
        total=len(public),
        timed=int(aoristic.says_when(public["began_at"], public["ended_at"]).sum()),
        police=int((rows["origin"] == "police").sum()),
        partner=int((rows["origin"] == "partner").sum()),
        loaded_months=loaded.there,
        missing=loaded.missing,
    )


def _by_type(rows: pd.DataFrame) -> pd.DataFrame:
    named = rows["category"].fillna(NOT_RECORDED).astype(str)
    counted = named.to_frame("place").groupby("place").size().reset_index(name="incidents")
    return counted.sort_values(["incidents", "place"], ascending=[False, True], ignore_index=True)


def _by_month(
    rows: pd.DataFrame, there: coverage.Mask, starts: Sequence[date], span: DateSpan
) -> pd.DataFrame:
    day = pd.to_datetime(rows["day"])
    counted = day.dt.to_period("M").value_counts()
    found = []
    for start, end in zip(starts, [*starts[1:], span.until], strict=True):
        first, last = (start - span.since).days, (end - span.since).days
        days = int(there[first:last].sum())
        held = int(counted.get(pd.Period(start, "M"), 0))
        found.append(
            {
                "month": start,
                # what is there counts, whatever the calendar of loads says; nothing loaded is no 0
                "incidents": float(held) if days or held else np.nan,
                "days": days,
                "of_days": (earlier(start, -1, "month") - start).days,
            }
        )
    return pd.DataFrame(found, columns=["month", "incidents", "days", "of_days"])


def _days_loaded(rows: pd.DataFrame, covered: pd.DataFrame, span: DateSpan) -> coverage.Mask:
    """Return for each day of the span whether any kind of rows of the place's force was loaded; of
    any force where nothing says whose place it is.
    """
    number = (span.until - span.since).days
    days = [span.since + timedelta(days=step) for step in range(number)]
    by_stream = coverage.loaded(covered, days, span.until) if len(covered) else {}
    own = rows["force"].fillna("").mode()
    forces = {force for force, _ in by_stream}
    wanted = {str(own.iloc[0])} & forces if len(own) else set()
    found = [there for (force, _), there in by_stream.items() if force in (wanted or forces)]
    return np.asarray(np.logical_or.reduce([np.zeros(number, dtype=bool), *found]))


def _of_week(when: aoristic.Floats) -> pd.DataFrame:
    weekday, hour = np.indices(when.shape)
    return pd.DataFrame(
        {"weekday": weekday.ravel(), "hour": hour.ravel(), "incidents": when.ravel()}
    )
