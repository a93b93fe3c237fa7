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
from patrolqr.core.shift import Shift
from patrolqr.core.team import Duty, Team
from patrolqr.desk.shared import who
from patrolqr.store import teams

MONTHS = (1, 3, 6, 12, 24)
"""Periods offered, in months back from the end of the data."""

OTHER = "Other dates …"

LAST = "duty"
"""Key under which a visitor's session remembers the duty looked at last."""

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


def duty(*, labelled: bool = True) -> Duty:
    """Return the duty chosen: team, patrol day and shift, asked side by side.

    At first it is the one this visitor looked at last, or else my team's shift that runs.
    InputWrong says so where the address names a team or a shift that there is not.
    """
    label: Visibility = "visible" if labelled else "collapsed"
    asking = who.session()
    known = {each.team_id: each for each in teams.teams(asking)}
    begun = _begun(known)
    team = known[_team(known, begun, label)]
    day = _patrol_day(begun, label)
    shift = _shift(team, begun, label)
    chosen = Duty(team.team_id, day, shift)
    st.session_state[LAST] = chosen
    return chosen


def key(chosen: Duty) -> str:
    """Return what the keys of a duty's inputs begin with."""
    return f"{chosen.team_id}_{chosen.patrol_day}_{chosen.shift.name}"


def address(chosen: Duty) -> dict[str, str]:
    """Return the query parameters that mean this duty on every page."""
    return {
        "team": chosen.team_id,
        "day": chosen.patrol_day.isoformat(),
        "shift": chosen.shift.name,
    }


def _begun(known: Mapping[str, Team]) -> Duty:
    """Return the duty that stands in the inputs where the address does not say."""
    last: Duty | None = st.session_state.get(LAST)
    if last is not None and last.team_id in known:
        return last
    mine = teams.mine(who.session())
    day, shift = clock.latest_shift(mine.shifts, clock.now())
    return Duty(mine.team_id, day, shift)


def _team(known: Mapping[str, Team], begun: Duty, label: Visibility) -> str:
    _seed("team", begun.team_id)
    chosen = st.selectbox(
        "Team",
        list(known),
        None,
        format_func=lambda team_id: known[team_id].name,
        key="team",
        bind="query-params",
        width=170,
        label_visibility=label,
    )
    return chosen or begun.team_id


def _patrol_day(begun: Duty, label: Visibility) -> date:
    _seed("day", begun.patrol_day)
    chosen = st.date_input(
        "Patrol day",
        None,
        format="DD/MM/YYYY",
        key="day",
        bind="query-params",
        width=140,
        label_visibility=label,
    )
    return chosen or begun.patrol_day


def _shift(team: Team, begun: Duty, label: Visibility) -> Shift:
    names = [each.name for each in team.shifts]
    _seed("shift", begun.shift.name)
    if st.session_state.get("shift") not in names:
        st.session_state["shift"] = names[0]
    chosen = st.selectbox(
        "Shift",
        names,
        None,
        key="shift",
        bind="query-params",
        width=110,
        label_visibility=label,
    )
    return team.shift(chosen or names[0])


def _seed(name: str, value: object) -> None:
    """Let an input begin with a value that is not its default, so that it stands in the address."""
    if name not in st.session_state and name not in st.query_params:
        st.session_state[name] = value


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
