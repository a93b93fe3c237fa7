"""Choices of patrol logs: which areas, which days, what was done and said.

Each lives in the URL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.form.questions import COUNTS
from patrolqr.desk.shared import cached, inputs
from patrolqr.store import areas as areas_kept
from patrolqr.store import places
from patrolqr.store.log_reads import LogChoice

TODAY, OTHER = "Today", "Other patrol days …"

DAYS = {TODAY: 1, "Last 7 days": 7, "Last 28 days": 28, "All": None, OTHER: None}
"""Patrol days offered, counted back from today's."""

USUAL = "Last 7 days"

ONLY = {"Notes": "notes", **{each.label: each.name for each in COUNTS}, "Sent late": "late"}
"""What logs can be narrowed to: all that is chosen must hold."""


@dataclass(frozen=True)
class Days:
    """Patrol days from since to the day before until; None is open."""

    since: date | None
    until: date | None


def switch(label: str, options: Sequence[str], *, key: str, alone: bool = False) -> str:
    """Return which of a few options is on, the first one at first.

    `alone` leaves the label to a screen reader.
    """
    chosen = st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed" if alone else "visible",
    )
    return chosen or options[0]


def areas() -> list[str]:
    """Return the ids of the patrol areas chosen; none means all of them."""
    ids = {row["label"]: row["area_id"] for row in cached.ask(areas_kept.by_name)}
    chosen = st.multiselect(
        "Patrol areas", list(ids), placeholder="All patrol areas", key="areas", bind="query-params"
    )
    return [ids[name] for name in chosen]


def days() -> Days:
    """Return the patrol days chosen; the last seven at first."""
    chosen = st.selectbox(
        "Patrol days", list(DAYS), list(DAYS).index(USUAL), key="days", bind="query-params"
    )
    if chosen == OTHER:
        return _between()
    back = DAYS.get(chosen)
    return Days(clock.today() - timedelta(days=back - 1) if back else None, None)


def logs() -> LogChoice:
    """Show every choice of logs in two rows and return it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="places_and_days"):
        chosen = days()
        neighbourhoods = inputs.neighbourhoods(cached.ask(places.neighbourhoods))
        area_ids = areas()
    with st.container(horizontal=True, vertical_alignment="bottom", key="search_and_only"):
        search = st.text_input(
            "Search in answers and notes",
            placeholder="grey Transit",
            key="search",
            bind="query-params",
            max_chars=100,
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
        areas=area_ids,
        neighbourhoods=neighbourhoods,
        only=[ONLY[name] for name in only],
        search=(search or "").strip(),
    )


def link(day: date, *, only: str | None = None) -> dict[str, str | list[str]]:
    """Return the query parameters that open the Logs page on one patrol day."""
    chosen: dict[str, str | list[str]] = {
        "days": OTHER,
        "between": [day.isoformat(), day.isoformat()],
    }
    return chosen | (
        {"only": [each for each, name in ONLY.items() if name == only]} if only else {}
    )


def _between() -> Days:
    today = clock.today()
    chosen = st.date_input(
        "From and to",
        (today, today),
        max_value=today,
        format="DD/MM/YYYY",
        key="between",
        bind="query-params",
    )
    known = [day for day in chosen if day] or [today]
    return Days(min(known), max(known) + timedelta(days=1))
