"""Choices of patrol logs: which areas, which days, what was done and said.

Each lives in the URL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.form.questions import COUNTS
from patrolqr.core.team import Duty
from patrolqr.desk.shared import address, cached, inputs, lengths
from patrolqr.store import areas as areas_kept
from patrolqr.store import log_reads, places
from patrolqr.store.log_reads import LogChoice

TODAY, ALL, OTHER = "Today", "All", "Other patrol days …"

DAYS = {TODAY: 1, "Last 7 days": 7, "Last 28 days": 28, ALL: None, OTHER: None}
"""Patrol days offered, counted back from today's."""

USUAL = "Last 7 days"

ONLY = {"Notes": "notes", **{each.label: each.name for each in COUNTS}, "Sent late": "late"}
"""What logs can be narrowed to: all that is chosen must hold."""


@dataclass(frozen=True)
class Days:
    """Patrol days from since to the day before until."""

    since: date
    until: date


def switch(
    label: str, options: Sequence[str], *, key: str, alone: bool = False, first: str = ""
) -> str:
    """Return which of a few options is on: `first`, or the first of them, until one is chosen.

    `alone` leaves the label to a screen reader.
    """
    address.choose(key, "a choice", options, first or options[0])
    chosen = st.segmented_control(
        label,
        options,
        required=True,
        key=key,
        label_visibility="collapsed" if alone else "visible",
    )
    address.write(**{key: chosen})
    return chosen or first or options[0]


def shifts() -> list[str]:
    """Return the names of the shifts chosen; none means all of them."""
    known = cached.ask(log_reads.shifts)
    address.check_bound("shifts", "a shift with logs", known)
    return st.multiselect(
        "Shifts", known, placeholder="All shifts", key="shifts", bind="query-params"
    )


def areas() -> list[str]:
    """Return the ids of the patrol areas chosen; none means all of them."""
    ids = {row["label"]: row["area_id"] for row in cached.ask(areas_kept.by_name)}
    return [ids[name] for name in inputs.several("Patrol areas", ids, "a patrol area", key="areas")]


def days(first_day: date) -> Days:
    """Return the patrol days chosen from those since first_day; the last seven at first.

    The address has them.
    """
    until = clock.today() + timedelta(days=1)
    _days_of_address(first_day, until)
    chosen = st.selectbox("Patrol days", list(DAYS), key="days")
    found = _between() if chosen == OTHER else _offered(chosen, first_day, until)
    address.write_span(found.since, found.until)
    return found


def _offered(name: str, first_day: date, until: date) -> Days:
    back = DAYS[name]
    return Days(until - timedelta(days=back) if back else first_day, until)


def _days_of_address(first_day: date, until: date) -> None:
    """Let the inputs begin with the days in the address, or with the usual ones."""
    asked = address.span() or _days_before()
    if asked is None:
        if address.begins_here("since") or st.session_state.get("days") not in DAYS:
            st.session_state["days"] = USUAL
        return
    if isinstance(asked, str):
        st.session_state["days"] = asked
        return
    for name in DAYS:
        if name != OTHER and _offered(name, first_day, until) == Days(*asked):
            st.session_state["days"] = name
            return
    st.session_state["days"] = OTHER
    st.session_state[inputs.begins("between")] = (asked[0], asked[1] - timedelta(days=1))


def logs(first_day: date, team_ids: Sequence[str]) -> LogChoice:
    """Show every choice of these teams' logs since first_day in two rows and return it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="places_and_days"):
        chosen = days(first_day)
        names = shifts()
        neighbourhoods = inputs.neighbourhoods(cached.ask(places.neighbourhoods))
        area_ids = areas()
    with st.container(horizontal=True, vertical_alignment="bottom", key="search_and_only"):
        address.check_bound("only", "something logs can be narrowed to", ONLY)
        search = lengths.text_input(
            "Search in answers and notes",
            placeholder="grey Transit",
            key="search",
            bind="query-params",
            limit=100,
        )
        only = st.pills(
            "Only with",
            list(ONLY),
            selection_mode="multi",
            key="only",
            bind="query-params",
            wrap=False,
        )
    return LogChoice(
        since=chosen.since,
        until=chosen.until,
        teams=list(team_ids),
        shifts=names,
        areas=area_ids,
        neighbourhoods=neighbourhoods,
        only=[ONLY[name] for name in only],
        search=(search or "").strip(),
    )


def of_duty(duty: Duty, *, only: str | None = None) -> LogChoice:
    """Return the choice of a duty's logs, all or only those with something."""
    return LogChoice(
        since=duty.patrol_day,
        until=duty.patrol_day + timedelta(days=1),
        teams=[duty.team_id],
        shifts=[duty.shift.name],
        only=[only] if only else [],
    )


def link(choice: LogChoice) -> address.Parameters:
    """Return the query parameters that open the Logs page on just this choice."""
    if choice.since is None or choice.until is None:
        raise ValueError("a link to logs says from when to when")
    named = {name: label for label, name in ONLY.items()}
    many = {
        "teams": list(choice.teams or ()),
        "shifts": list(choice.shifts or ()),
        "only": [named[each] for each in choice.only or ()],
    }
    days = {"since": choice.since.isoformat(), "until": choice.until.isoformat()}
    return {**days, **{name: values for name, values in many.items() if values}}


def _days_before() -> str | tuple[date, date] | None:
    """Return the patrol days as addresses of 0.1 said them: by the option's name, or as two days."""
    named = [each for each in address.take("days") if each in DAYS]
    return address.span_of_0_1("between") or next(iter(named), None)


def _between() -> Days:
    today = clock.today()
    known = inputs.between("between", (today, today)) or [today]
    return Days(min(known), max(known) + timedelta(days=1))
