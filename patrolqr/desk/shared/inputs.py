"""Inputs that pages share. Each lives in the URL, so a page survives reload and can be sent as a
link.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import pandas as pd
import streamlit as st

from patrolqr.analysis.periods import (
    USUAL_MONTHS,
    DateSpan,
    days_between,
    last_months,
    months_before,
)
from patrolqr.core import clock
from patrolqr.core.incident import CRIME_TYPES, Precision
from patrolqr.core.shift import Shift
from patrolqr.core.team import Duty, Team
from patrolqr.desk.shared import address, cached, who
from patrolqr.geo import squares
from patrolqr.store import briefings
from patrolqr.store import teams as teams_kept

MONTHS = (1, 3, 6, 12, 24)
"""Periods offered, in months back from the end of the data."""

OTHER = "Other dates …"

Visibility = Literal["visible", "collapsed"]

PRECISIONS: Mapping[Precision, str] = {"minute": "To the minute", "month": "Month only"}

EXACTNESS: Mapping[Precision, str] = {
    "month": "month only, snapped points",
    "minute": "to the minute",
}
"""How a page's header says it."""


SIDE = "side"
"""Key of the side of squares, and its name in the address."""


def precision(available: Sequence[Precision]) -> Precision:
    """Return which data to count.

    Asked only where there are both, because one picture never mixes them.
    """
    if len(available) == 1:
        return available[0]
    shown = [PRECISIONS[each] for each in available]
    address.choose("data", "a kind of data", shown, shown[0])
    chosen = st.selectbox("Data", shown, key="data", width=160)
    address.write(data=chosen)
    return available[shown.index(chosen)]


def side(chosen: Precision, available: Sequence[Precision]) -> int:
    """Return the side in metres of the squares to count in, the usual one at first.

    Asked only where there are data that can be counted in others; shown as it is for those that
    cannot, with why.
    """
    every = [str(each) for data in available for each in squares.sides_for(data)]
    offered = [str(each) for each in squares.sides_for(chosen)]
    usual = offered[0]
    asked = address.brought(SIDE)
    if len(offered) == 1 and set(asked) & {str(each) for each in squares.SIDES[1:]}:
        address.say(f"The address asks for squares of {asked[0]} m. {squares.TOO_FINE}")
        address.write(**{SIDE: usual})
    if set(every) == {usual}:
        address.write(**{SIDE: None})
        return int(usual)
    address.choose(SIDE, "a side of squares in metres", offered, usual)
    said = st.selectbox(
        "Squares",
        offered,
        key=SIDE,
        format_func="{} m".format,
        width=110,
        disabled=len(offered) == 1,
        help=squares.TOO_FINE if len(offered) == 1 else None,
    )
    address.write(**{SIDE: said})
    return int(said)


def period(
    first_day: date, until: date, *, whole_months: bool = False, usual_months: int = USUAL_MONTHS
) -> DateSpan:
    """Return the period chosen from data that begin on first_day and end before until.

    The usual last months at first. The address has its days.
    """
    everything = days_between(first_day, until)
    offered = [
        last_months(first_day, until, months)
        for months in MONTHS
        if months_before(until, months) > first_day
    ]
    spans = [*offered, everything]
    names = [*(f"Last {each.text}" for each in offered), f"All {everything.text}", OTHER]
    _period_of_address(spans, names, usual=last_months(first_day, until, usual_months))
    chosen = names.index(st.selectbox("Period", names, key="period"))
    asked = (
        _other(everything, whole_months=whole_months) if names[chosen] == OTHER else spans[chosen]
    )
    address.write_span(asked.since, asked.until)
    return asked


def _period_of_address(spans: Sequence[DateSpan], names: Sequence[str], *, usual: DateSpan) -> None:
    """Let the inputs begin with the days in the address, or with the usual ones."""
    everything = spans[-1]
    asked = address.span() or address.span_of_0_1("dates")
    named = [each for each in address.take("period") if each in names and each != OTHER]
    if asked is None and named:
        st.session_state["period"] = named[0]
        return
    if asked is None:
        if address.begins_here("since") or st.session_state.get("period") not in names:
            st.session_state["period"] = names[spans.index(usual)]
        return
    for number, each in enumerate(spans):
        if (each.since, each.until) == asked:
            st.session_state["period"] = names[number]
            return
    since, until = max(asked[0], everything.since), min(asked[1], everything.until)
    if (since, until) != asked:
        address.say(
            f"The address asks for {days_between(*asked).line}; there are data for "
            f"{everything.line}. What lies outside was left out."
        )
    if since < until:
        st.session_state["period"] = OTHER
        st.session_state[begins("dates")] = (since, until - timedelta(days=1))
    else:
        st.session_state["period"] = names[spans.index(usual)]


def as_of() -> date:
    """Return the day at whose beginning something is asked; today at first."""
    address.choose_day("as_of", clock.today())
    chosen = st.date_input(
        "As at the start of",
        format="DD/MM/YYYY",
        key="as_of",
        width=200,
        help="Only weeks and months that were complete by then are counted.",
    )
    day = chosen or clock.today()
    address.write(as_of=day.isoformat())
    return day


def crime_types(known: Sequence[str] = CRIME_TYPES) -> list[str]:
    """Return the crime types chosen; none means all of them."""
    address.check_bound("types", "a crime type", known)
    return st.multiselect(
        "Crime types", known, placeholder="All crime types", key="types", bind="query-params"
    )


def neighbourhoods(known: pd.DataFrame, *, of_teams: bool = False) -> list[str]:
    """Return the ids of the neighbourhoods chosen (rows with place_id and name), each once.

    None means all of them. Where `of_teams`, a team that has a ground of its own can be chosen for
    all of its neighbourhoods.
    """
    ids: dict[str, list[str]] = {
        str(name): list(rows) for name, rows in known.groupby("name", sort=True)["place_id"]
    }
    if of_teams:
        ids = {
            **{
                ground(team): list(team.neighbourhoods)
                for team in cached.ask(teams_kept.teams)
                if team.neighbourhoods
            },
            **ids,
        }
    chosen = several("Neighbourhoods", ids, "a neighbourhood", key="places")
    return list(dict.fromkeys(place_id for name in chosen for place_id in ids[name]))


def several(label: str, known: Iterable[str], noun: str, *, key: str) -> list[str]:
    """Return which of the known names are chosen, as the address says them; none means all of them.

    Not bound by Streamlit, which leaves out of a link what the page before had chosen under that name.
    """
    names = list(known)
    address.know(key)
    said = st.query_params.get_all(key)
    if address.begins_here(key) or said != address.written(key):
        address.check(noun, said, names)
        st.session_state[key] = [each for each in said if each in names]
    chosen = st.multiselect(label, names, placeholder=f"All {label.lower()}", key=key)
    address.write(**{key: chosen})
    return chosen


def ground(team: Team) -> str:
    """Return what a team's neighbourhoods are called together."""
    return f"Ground of {team.name}"


def teams() -> list[str]:
    """Return the ids of the teams chosen; none means all of them. Not asked where there is one.

    Of whoever is limited to some teams they are those, where none is chosen: nothing says "all".
    """
    known = {each.team_id: each.name for each in cached.ask(teams_kept.teams)}
    own = sorted(who.session().actor.teams or ())
    asked = address.brought("teams")
    address.check(_a_team(), asked, known)
    if asked or address.begins_here("teams"):
        st.session_state["teams"] = [each for each in asked if each in known]
    if len(known) == 1:
        return own
    chosen = st.multiselect(
        "Teams",
        list(known),
        format_func=known.__getitem__,
        placeholder="All your teams" if own else "All teams",
        key="teams",
    )
    address.write(teams=chosen)
    return chosen or own


def _a_team() -> str:
    """Return what a team in an address has to be."""
    seen = who.session().seen_teams
    return f"among your teams (you see {seen} only)" if seen else "a team"


def duty(*, labelled: bool = True, ended: bool = False) -> Duty:
    """Return the duty chosen: team, patrol day and shift, asked side by side.

    At first it is the one this visitor looked at last, or else my team's that runs and has a sheet;
    `ended` begins with the one that ended last instead.
    """
    label: Visibility = "visible" if labelled else "collapsed"
    known = {each.team_id: each for each in cached.ask(teams_kept.teams)}
    begun = _begun(known, ended=ended)
    team = known[_team(known, begun, label)]
    day = _patrol_day(begun, label)
    shift = _shift(team, begun, label)
    chosen = Duty(team.team_id, day, shift)
    st.session_state[address.DUTY] = chosen
    address.write(**of_duty(chosen))
    return chosen


def line(chosen: Duty) -> str:
    """Return a duty as a page's header says it: Ashbrook LPT, Tue 24 Nov 2026, Late 14:00–02:00."""
    name = cached.ask(teams_kept.team, chosen.team_id).name
    return f"{name}, {clock.day_text(chosen.patrol_day)}, {chosen.shift.label}"


def key(chosen: Duty) -> str:
    """Return what the keys of a duty's inputs begin with."""
    return f"{chosen.team_id}_{chosen.patrol_day}_{chosen.shift.name}"


def of_duty(chosen: Duty) -> dict[str, str | list[str]]:
    """Return the query parameters that mean this duty on every page."""
    return {
        "team": chosen.team_id,
        "day": chosen.patrol_day.isoformat(),
        "shift": chosen.shift.name,
    }


def unless_today(patrol_day: date) -> str:
    """Return a patrol day behind a comma where it is another one than today's."""
    return "" if patrol_day == clock.today() else f", {clock.day_text(patrol_day)}"


def _begun(known: Mapping[str, Team], *, ended: bool) -> Duty:
    """Return the duty that stands in the inputs where the address does not say."""
    last: Duty | None = st.session_state.get(address.DUTY)
    if last is not None and last.team_id in known:
        return last
    mine, now = teams_kept.mine(who.session()), clock.now()
    wanted = clock.ended(mine.shifts, now) if ended else clock.running(mine.shifts, now)
    duties = [Duty(mine.team_id, day, shift) for day, shift in wanted]
    briefed = (each for each in duties if briefings.current(who.session(), each))
    latest = Duty(mine.team_id, *clock.latest_shift(mine.shifts, now))
    return next(briefed, next(iter(duties), latest))


def _team(known: Mapping[str, Team], begun: Duty, label: Visibility) -> str:
    address.choose("team", _a_team(), list(known), begun.team_id)
    return st.selectbox(
        "Team",
        list(known),
        format_func=lambda team_id: known[team_id].name,
        key="team",
        width=170,
        label_visibility=label,
    )


def _patrol_day(begun: Duty, label: Visibility) -> date:
    address.choose_day("day", begun.patrol_day)
    chosen = st.date_input(
        "Patrol day",
        format="DD/MM/YYYY",
        key="day",
        width=140,
        label_visibility=label,
    )
    return chosen or begun.patrol_day


def _shift(team: Team, begun: Duty, label: Visibility) -> Shift:
    names = [each.name for each in team.shifts]
    usual = begun.shift.name if begun.shift.name in names else names[0]
    address.choose("shift", f"a shift of {team.name}", names, usual)
    chosen = st.selectbox("Shift", names, key="shift", width=110, label_visibility=label)
    return team.shift(chosen)


def between(
    key: str, usual: tuple[date, date], *, first: date | None = None, last: date | None = None
) -> list[date]:
    """Ask for a first and a last day and return those that are given, none to two.

    They begin with the days kept under `begins(key)`, which a link brings, or else the usual ones.
    """
    begun: tuple[date, date] = st.session_state.get(begins(key), usual)
    chosen = st.date_input(
        "From and to",
        begun,
        format="DD/MM/YYYY",
        key=f"{key}_{begun}",  # another beginning needs another key
        min_value=first,
        max_value=last,
    )
    return [day for day in chosen if day]


def begins(key: str) -> str:
    """Return under which key a visitor's session keeps the days that an input begins with."""
    return f"{key}_begun"


def _other(everything: DateSpan, *, whole_months: bool) -> DateSpan:
    all_days = (everything.since, everything.until - timedelta(days=1))
    first, last = all_days
    days = between("dates", all_days, first=first, last=last)
    days = days or list(st.session_state.get(begins("dates"), all_days))
    since, until = min(days), max(days) + timedelta(days=1)
    if whole_months:
        since, until = since.replace(day=1), _next_month(max(days))
    return days_between(since, until)


def _next_month(day: date) -> date:
    return (pd.Timestamp(day.replace(day=1)) + pd.DateOffset(months=1)).date()
