"""Stop-searches: those that officers' patrol logs detail, and those of the force's own records, which
are never mixed.

Rows name no officer. Whose log one is can be opened on its own, which the audit trail notes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core.choice import chosen
from patrolqr.store.session import Session


@dataclass(frozen=True)
class SearchChoice:
    """Which stop-searches: days from since to the day before until, and places; empty is all.

    Of the force's own records nobody knows the team: `teams` choose among logs alone.
    """

    since: date
    until: date
    neighbourhoods: Sequence[str] = ()
    teams: Sequence[str] = ()


class LogSearchRow(TypedDict):
    """A stop-search that a patrol log details: who was searched by group alone, and never whose log.

    Ethnicities are the codes of core.lists. `day` is the patrol day, `searched_at` when the stay began. Where
    `again`, another log counts the same search.
    """

    log_id: str
    number: int
    day: date
    searched_at: datetime
    area: str
    neighbourhood: str
    kind: str | None
    power: str | None
    object: str | None
    outcome: str | None
    linked: bool | None
    more_clothing: bool | None
    self_defined: str | None
    ethnicity_missing: str | None
    officer_defined: str | None
    gender: str | None
    age_range: str | None
    found: list[str] | None
    body_worn: bool | None
    body_worn_why: str | None
    told: list[str] | None
    recorded: list[str] | None
    reference: str | None
    is_timed: bool
    is_signed: bool
    received_at: datetime
    reviewed_at: datetime | None
    again: bool


class ForceSearchRow(TypedDict):
    """A stop-search of the force's own records, in the strings that data.police.uk publishes."""

    search_id: str
    day: date
    searched_at: datetime | None
    neighbourhood: str
    force: str | None
    kind: str | None
    power: str | None
    object: str | None
    outcome: str | None
    linked: bool | None
    more_clothing: bool | None
    self_defined: str | None
    officer_defined: str | None
    gender: str | None
    age_range: str | None
    part_of_operation: bool | None
    operation: str | None
    latitude: float | None
    longitude: float | None


class CountedRow(TypedDict):
    """How many stop-searches patrol logs count, and how many logs there are."""

    searches: int
    logs: int


class ForceSpanRow(TypedDict):
    """How many stop-searches of the force are loaded, and from which day to which."""

    searches: int
    first_day: date | None
    last_day: date | None


def of_logs(session: Session, choice: SearchChoice) -> pd.DataFrame:
    """Return the stop-searches that patrol logs detail (LogSearchRow), the newest first."""
    return session.frame(
        LogSearchRow,
        "searches/of_logs",
        since=choice.since,
        until=choice.until,
        neighbourhoods=chosen(choice.neighbourhoods),
        teams=chosen(choice.teams),
    )


def of_force(session: Session, choice: SearchChoice) -> pd.DataFrame:
    """Return the stop-searches of the force's own records (ForceSearchRow), the newest first."""
    return session.frame(
        ForceSearchRow,
        "searches/of_force",
        since=choice.since,
        until=choice.until,
        neighbourhoods=chosen(choice.neighbourhoods),
    )


def counted(session: Session, choice: SearchChoice) -> CountedRow:
    """Return how many stop-searches logs count: those that nobody detailed too, none of them twice."""
    (row,) = session.rows(
        CountedRow,
        "searches/counted",
        since=choice.since,
        until=choice.until,
        neighbourhoods=chosen(choice.neighbourhoods),
        teams=chosen(choice.teams),
    )
    return row


def force_span(session: Session) -> ForceSpanRow:
    """Return how many of the force's own stop-searches are loaded, and from which day to which."""
    (row,) = session.rows(ForceSpanRow, "searches/force_span")
    return row
