"""Inputs that pages share. Each lives in the URL, so a page survives reload and can be sent as a
link.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import pandas as pd
import streamlit as st

from patrolqr.analysis.periods import DateSpan, days_between, last_months, months_before
from patrolqr.core import clock
from patrolqr.core.incident import CRIME_TYPES, Precision
from patrolqr.core.shift import SHIFTS

MONTHS = (1, 3, 6, 12, 24)
"""Periods offered, in months back from the end of the data."""

OTHER = "Other dates …"

Visibility = Literal["visible", "collapsed"]

PRECISIONS: Mapping[Precision, str] = {"minute": "To the minute", "month": "Month only"}


def precision(available: Sequence[Precision]) -> Precision:
    """Return which data to count.

    Asked only where there are both, because one picture never mixes them.
    """
    if len(available) == 1:
        return available[0]
    shown = [PRECISIONS[each] for each in available]
    return available[
        shown.index(st.selectbox("Data", shown, key="data", bind="query-params", width=160))
    ]


def period(first_day: date, until: date, *, whole_months: bool = False) -> DateSpan:
    """Return the period chosen from data that begin on first_day and end before until.

    The last 12 months at first.
    """
    everything = days_between(first_day, until)
    offered = [
        last_months(first_day, until, months)
        for months in MONTHS
        if months_before(until, months) > first_day
    ]
    names = [*(f"Last {each.text}" for each in offered), f"All {everything.text}", OTHER]
    usual = [*offered, everything].index(last_months(first_day, until))
    chosen = names.index(st.selectbox("Period", names, usual, key="period", bind="query-params"))
    return (
        _other(everything, whole_months=whole_months)
        if names[chosen] == OTHER
        else [*offered, everything][chosen]
    )


def crime_types(known: Sequence[str] = CRIME_TYPES) -> list[str]:
    """Return the crime types chosen; none means all of them."""
    return st.multiselect(
        "Crime types", known, placeholder="All crime types", key="types", bind="query-params"
    )


def neighbourhoods(known: pd.DataFrame) -> list[str]:
    """Return the ids of the neighbourhoods chosen (rows with place_id and name).

    None means all of them.
    """
    ids = known.groupby("name", sort=True)["place_id"].agg(list).to_dict()
    chosen = st.multiselect(
        "Neighbourhoods",
        list(ids),
        placeholder="All neighbourhoods",
        key="places",
        bind="query-params",
    )
    return [place_id for name in chosen for place_id in ids[name]]


def day_and_shift(*, labelled: bool = True) -> tuple[date, str]:
    """Return the patrol day and the shift chosen, asked side by side."""
    label: Visibility = "visible" if labelled else "collapsed"
    return _patrol_day(label), _shift(label)


def _patrol_day(label: Visibility) -> date:
    """Return the patrol day chosen; today's at first."""
    return st.date_input(
        "Patrol day",
        clock.today(),
        format="DD/MM/YYYY",
        key="day",
        bind="query-params",
        required=True,
        width=140,
        label_visibility=label,
    )


def _shift(label: Visibility) -> str:
    """Return the shift chosen; the one that started last at first."""
    names = list(SHIFTS)
    return st.selectbox(
        "Shift",
        names,
        names.index(clock.current_shift(clock.now())),
        key="shift",
        bind="query-params",
        width=110,
        label_visibility=label,
    )


def _other(everything: DateSpan, *, whole_months: bool) -> DateSpan:
    last = everything.until - timedelta(days=1)
    chosen = st.date_input(
        "From and to",
        (everything.since, last),
        min_value=everything.since,
        max_value=last,
        format="DD/MM/YYYY",
        key="dates",
        bind="query-params",
    )
    days = [day for day in chosen if day] or [everything.since, last]
    since, until = min(days), max(days) + timedelta(days=1)
    if whole_months:
        since, until = since.replace(day=1), _next_month(max(days))
    return days_between(since, until)


def _next_month(day: date) -> date:
    return (pd.Timestamp(day.replace(day=1)) + pd.DateOffset(months=1)).date()
