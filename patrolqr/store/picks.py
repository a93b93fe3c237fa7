"""Picks: what is picked for a duty, and what was looked at and not picked; every decision is kept."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypedDict

import pandas as pd

from patrolqr.core import clock, lengths
from patrolqr.core.area import Candidate, PassedOver, Pick
from patrolqr.core.choice import PlaceChoice, chosen
from patrolqr.core.errors import InputWrong
from patrolqr.core.reason import WORDS_LIMIT
from patrolqr.core.team import Duty
from patrolqr.store import areas
from patrolqr.store.areas import AreaRow
from patrolqr.store.briefings import instant
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


class PickRow(AreaRow):
    """A patrol area whose newest decision for that duty is "picked"."""

    why: str | None


class PassedOverRow(TypedDict):
    """A square whose newest decision for that duty is "not picked", and why."""

    cell: str
    why: str
    decided_by: str
    decided_us: int


class LedgerRow(TypedDict):
    """A place of one duty that was picked, or looked at and not picked: why, by whom, when, and whose
    sheet confirmed it. `place` is its square, or the patrol area's id where it is none; `of` is list
    or inbox.
    """

    team_id: str
    patrol_day: date
    shift: str
    team: str
    place: str
    name: str
    is_picked: bool
    on_sheet: bool
    of: str
    why: str | None
    decided_by: str | None
    decided_at: datetime | None
    confirmed_by: str | None
    confirmed_at: datetime | None
    area_id: str | None


class DaysRow(TypedDict):
    """The first and the last patrol day about which anything was decided."""

    first_day: date | None
    last_day: date | None


class _Decision(NamedTuple):
    """What is stored of one decision: an area or a square, picked or not, and why."""

    area_id: str | None
    decision: str
    why: str
    cell: str | None = None
    name: str | None = None
    neighbourhood_id: str | None = None


def _of(candidate: Candidate, area_id: str | None, decision: str, why: str) -> _Decision:
    """Return a decision about a candidate, as it was called then."""
    named = candidate.cell, candidate.name, candidate.neighbourhood_id
    return _Decision(area_id, decision, why, *named)


def picks(session: Session, duty: Duty) -> list[Pick]:
    """Return what is picked for that duty, in the order it was picked."""
    found = session.rows(
        PickRow,
        "picks/picks",
        duty=duty,
    )
    return [_pick(row) for row in found]


def pick(session: Session, duty: Duty, candidates: Sequence[Candidate]) -> None:
    """Add these to the picks of that duty; what others picked stays picked.

    Each candidate becomes a named patrol area where its square has none yet.
    """
    with session.writing("brief") as written:
        before = {each.area.cell for each in picks(session, duty)}
        known = areas.made_for(written, candidates)
        added = [candidate for candidate in candidates if candidate.cell not in before]
        decisions = [_of(each, known[each.cell], "picked", each.why) for each in added]
        _decide(written, session, duty, decisions)


def pass_over(session: Session, duty: Duty, candidate: Candidate, why: str) -> None:
    """Keep that a candidate was looked at and is not picked for that duty, and why; where it was
    picked it is no more. InputWrong without a why.
    """
    words = why.strip()
    if not words:
        raise InputWrong("Say why it is not picked: whoever asks in a fortnight reads it.")
    lengths.check(words, WORDS_LIMIT)
    with session.writing("brief") as written:
        leave(written, session, duty, [candidate], words)


def leave(
    written: Writing, session: Session, duty: Duty, candidates: Sequence[Candidate], why: str
) -> None:
    """Keep within a transaction that candidates are not picked, and why."""
    known = areas.known_by_cell(written, [each.cell for each in candidates])
    decisions = [_of(each, known.get(each.cell), "not_picked", why) for each in candidates]
    _decide(written, session, duty, decisions)


def look_again(session: Session, duty: Duty, cell: str) -> None:
    """Take back that a square was passed over for that duty; where it was not, nothing changes."""
    with session.writing("brief") as written:
        if cell in passed_over(session, duty):
            area_id = areas.known_by_cell(written, [cell]).get(cell)
            _decide(written, session, duty, [_Decision(area_id, "", "", cell)])


def passed_over(session: Session, duty: Duty) -> dict[str, PassedOver]:
    """Return, per square that was looked at and not picked for that duty, why, by whom and when."""
    return {
        row["cell"]: PassedOver(row["why"], row["decided_by"], instant(row["decided_us"]))
        for row in session.rows(PassedOverRow, "picks/passed_over", duty=duty)
    }


def decided_days(session: Session) -> DaysRow:
    """Return the first and the last patrol day about which anything was decided, None for never."""
    (row,) = session.rows(DaysRow, "picks/decided_days")
    return row


def ledger(session: Session, choice: PlaceChoice) -> pd.DataFrame:
    """Return one row (LedgerRow) per duty of the chosen days and teams and place decided about, the
    newest first; other choices are not looked at.
    """
    return session.frame(
        LedgerRow,
        "picks/ledger",
        since=choice.since,
        until=choice.until,
        teams=chosen(choice.teams),
    )


def unpick(session: Session, duty: Duty, area_ids: Sequence[str]) -> None:
    """Take these patrol areas out of the picks of that duty; what was not picked stays as it was."""
    with session.writing("brief") as written:
        before = {each.area.area_id for each in picks(session, duty)}
        decisions = [_Decision(each, "not_picked", "") for each in area_ids if each in before]
        _decide(written, session, duty, decisions)


def add(written: Writing, session: Session, duty: Duty, area_id: str, why: str) -> bool:
    """Pick one patrol area within a transaction; return whether it was not picked before."""
    if area_id in {each.area.area_id for each in picks(session, duty)}:
        return False
    _decide(written, session, duty, [_Decision(area_id, "picked", why)])
    return True


def remove(written: Writing, session: Session, duty: Duty, area_id: str) -> None:
    """Take one patrol area out of the picks within a transaction."""
    _decide(written, session, duty, [_Decision(area_id, "not_picked", "")])


def _decide(written: Writing, session: Session, duty: Duty, decisions: Sequence[_Decision]) -> None:
    """Store decisions, one after the other."""
    now = clock.now()
    for place, decided in enumerate(decisions):
        written.change(
            "picks/insert_pick",
            duty=duty,
            area_id=decided.area_id,
            cell=decided.cell,
            name=decided.name,
            neighbourhood_id=decided.neighbourhood_id,
            decision=decided.decision,
            why=decided.why,
            decided_by=session.actor.person,
            # picks are shown in the order of their decisions, and one instant has no order
            decided_at=now + timedelta(microseconds=place),
        )


def _pick(row: PickRow) -> Pick:
    return Pick(areas.area_of(row), row["why"] or "")
