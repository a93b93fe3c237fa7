"""Patrol logs as people look for them: chosen, counted, one by one, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core.choice import PlaceChoice, chosen
from patrolqr.core.team import Duty
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


@dataclass(frozen=True)
class LogChoice(PlaceChoice):
    """Which logs: patrol days and places as everywhere, and more; None leaves none out.

    `only` are things that must all hold: late, notes, and the names of what was counted.
    """

    shifts: Sequence[str] | None = None
    only: Sequence[str] | None = None
    search: str | None = None


EVERYTHING = LogChoice()
"""The choice that leaves no log out."""


class WithAnswers(TypedDict):
    """A row that has, besides its own columns, one for each question of the form (FIELDS)."""


class ReadLogRow(WithAnswers):
    """One visit as people read it."""

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    visited_at: datetime
    minutes: int | None
    capped: bool
    corrected_why: str | None
    received_at: datetime
    late: bool
    clock_ahead_minutes: int | None
    channel: str
    entered_by: str | None
    version: int
    log_id: str
    area_id: str


class LogRow(ReadLogRow):
    """One visit with what its sheet asked, and whose it is."""

    team_id: str
    ask: str | None
    ask_kind: str | None
    ask_options: list[str] | None
    arrests_again: int
    stop_searches_again: int
    actions_again: int


class ShiftVisitRow(ReadLogRow):
    """One visit of a shift, with what its sheet asked, what was answered and noted, and whether
    another log may report the same arrest or stop-search.
    """

    ask: str | None
    ask_kind: str | None
    ask_options: list[str] | None
    maybe_same_arrests: bool
    maybe_same_stop_searches: bool


class TotalRow(TypedDict):
    """How many visits were chosen, and when the newest came in."""

    logs: int
    late: int
    newest_us: int | None


class SpanRow(TypedDict):
    """How many visits there are, and from which patrol day to which."""

    visits: int
    first_day: date | None
    last_day: date | None


class ShiftRow(TypedDict):
    """A shift by its name alone."""

    shift: str


class ReceiptRow(TypedDict):
    """The current version of a log, with its review."""

    log_id: str
    received_us: int
    set_aside_why: str | None
    document: str
    arrived_us: int | None
    left_us: int | None
    pairing_id: str | None
    version: int
    review_state: str
    remark: str


class PaperRow(TypedDict):
    """A log kept from paper: whose, when it was kept and by whom."""

    log_id: str
    collar: str
    received_us: int
    entered_by: str


class AnswerRow(TypedDict):
    """An answer that the shift which last asked at an area was given."""

    area_id: str
    ask: str
    answer: str
    visited_us: int
    patrol_day: date
    shift: str


def logs(
    session: Session, choice: LogChoice, *, limit: int | None = None, offset: int = 0
) -> pd.DataFrame:
    """Return the visits chosen (LogRow), newest first."""
    return session.frame(
        LogRow,
        "logs/logs",
        choice=choice,
        shifts=chosen(choice.shifts),
        only=chosen(choice.only),
        search=choice.search or None,
        limit=limit,
        offset=offset,
    )


def of_duty(session: Session, duty: Duty) -> pd.DataFrame:
    """Return the visits of a duty (ShiftVisitRow) with every answer, the first first."""
    return session.frame(
        ShiftVisitRow,
        "visits/shift_visits",
        duty=duty,
    )


def total(session: Session, choice: LogChoice) -> TotalRow:
    """Return how many visits were chosen, and when the newest of them came in."""
    (row,) = session.rows(
        TotalRow,
        "logs/logs_total",
        choice=choice,
        shifts=chosen(choice.shifts),
        only=chosen(choice.only),
        search=choice.search or None,
    )
    return row


def span(session: Session) -> SpanRow:
    """Return how many visits there are, and from which patrol day to which."""
    (row,) = session.rows(SpanRow, "logs/log_span")
    return row


def shifts(session: Session) -> list[str]:
    """Return the names of shifts that logs belong to, in alphabetical order."""
    return [row["shift"] for row in session.rows(ShiftRow, "logs/log_shifts")]


def receipt(asked: Session | Writing, pass_id: str, log_id: str) -> ReceiptRow | None:
    """Return what is stored under that log id and pass, with its newest review, or None."""
    found = asked.rows(ReceiptRow, "logs/receipt", pass_id=pass_id.strip().upper(), log_id=log_id)
    return next(iter(found), None)


def from_paper(session: Session, pass_id: str) -> list[PaperRow]:
    """Return the logs of that pass kept from paper strips, the last first."""
    return session.rows(PaperRow, "logs/logs_from_paper", pass_id=pass_id.strip().upper())


def last_answers(
    session: Session, area_ids: Sequence[str], *, before: datetime, duty: Duty
) -> list[AnswerRow]:
    """Return the answers at these patrol areas of the duty that last asked there, before this one."""
    return session.rows(
        AnswerRow,
        "logs/last_answers",
        area_ids=list(area_ids),
        before=before,
        duty=duty,
    )
