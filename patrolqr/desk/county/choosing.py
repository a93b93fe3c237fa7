"""Which month, of what, per force or team or place, and of which force: all of it in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from patrolqr.analysis.county_view import KINDS, Level, kinds, months_read
from patrolqr.core import clock
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.desk.shared import address, cached, log_choices
from patrolqr.steps import see_county
from patrolqr.store.county_lake import Choice, Published

INCIDENTS, PATROLS, SEARCHES, RETURN = (
    "Incidents",
    "Patrols",
    "Searches and arrests",
    "Return",
)
SHOW = (INCIDENTS, PATROLS, SEARCHES, RETURN)

BY: Mapping[str, Level] = {"Forces": "force", "Teams": "team", "Areas": "area"}
BY_OF_INCIDENTS: Mapping[str, Level] = {"Forces": "force", "Neighbourhoods": "neighbourhood"}

ALL_FORCES, ALL_TYPES = "All forces", "All crime types"

ASKED_ANEW_S = 60
"""How old what is shown of the lake may be, in seconds: forces publish once a day."""


@dataclass(frozen=True)
class Chosen:
    """What is looked at, and what was read for it."""

    month: date
    show: str
    level: Level
    forces: tuple[str, ...]
    found: Published
    kind: str = ""
    category: str | None = None

    @property
    def line(self) -> str:
        """Return what the header says of it."""
        whose = self.forces[0] if len(self.forces) == 1 else f"{len(self.forces)} forces"
        return f"{self.month:%B %Y} · {whose}"


def mark() -> tuple[int]:
    """Return what is the same as long as nobody asks the lake anew."""
    return (int(clock.now().timestamp()) // ASKED_ANEW_S,)


def chosen(months: Sequence[date], forces: Sequence[str]) -> Chosen:
    """Show the inputs and return what they choose, read from the lake."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="county_choice"):
        month = _month(months)
        show = log_choices.switch("Show", SHOW, key="show")
        offered = BY_OF_INCIDENTS if show == INCIDENTS else BY
        by = offered[log_choices.switch("Per", tuple(offered), key="per")]
        force = _one_of("force", "Force", "a force that publishes", [ALL_FORCES, *forces])
    own = None if force == ALL_FORCES else force
    whose = tuple(forces) if own is None else (own,)
    choice = Choice(
        months=months_read(month),
        force=own,
        level="force" if by == "neighbourhood" else by,
        by_neighbourhood=by == "neighbourhood",
        category="",
    )
    if show != INCIDENTS:
        return Chosen(month, show, by, whose, _read(choice))
    with st.container(horizontal=True, vertical_alignment="bottom", key="county_types"):
        category = _one_of("type", "Crime type", "a crime type", [ALL_TYPES, *CRIME_TYPES])
        is_all = category == ALL_TYPES
        found = _read(replace(choice, category="" if is_all else category))
        labels = {KINDS.get(each, each.capitalize()): each for each in kinds(found.coverage)}
        kind = labels[log_choices.switch("Of", tuple(labels), key="kind")] if labels else ""
    return Chosen(month, show, by, whose, found, kind, None if is_all else category)


def _read(choice: Choice) -> Published:
    return cached.ask_marked(mark(), see_county.published, choice)


def _month(months: Sequence[date]) -> date:
    names = {f"{each:%Y-%m}": each for each in months}
    address.choose("month", "a month that is published", list(names), next(iter(names)))
    picked = st.selectbox(
        "Month",
        list(names),
        key="month",
        width=180,
        format_func=lambda name: f"{names[name]:%B %Y}",
    )
    address.write(month=picked)
    return names[picked]


def _one_of(key: str, label: str, noun: str, known: Sequence[str]) -> str:
    """Return which of the values is chosen; the first one stands in no address."""
    address.choose(key, noun, known, known[0])
    picked: str = st.selectbox(label, known, key=key, width=260)
    address.write(**{key: None if picked == known[0] else picked})
    return picked
