"""What a sergeant ticks around a shift: who was briefed, and why an area was not visited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from patrolqr.core import clock, collar
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.core.lists import CUT_SHORT, CUT_SHORT_BEFORE
from patrolqr.core.team import Duty
from patrolqr.store import teams
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session


class BriefedRow(TypedDict):
    """A person who was briefed, when that was ticked and by whom."""

    name: str
    ticked_us: int
    ticked_by: str


class MissedRow(TypedDict):
    """Why a patrol area was not visited in full, who says so; an empty reason was taken back."""

    area_id: str
    reason: str
    given_by: str
    given_us: int


@dataclass(frozen=True)
class MissedReason:
    """Why a patrol area was not visited in full; an empty reason was taken back.

    Nobody (empty) gave it where an earlier version did not ask who.
    """

    reason: str
    given_by: str
    given_at: datetime


def tick(
    session: Session, briefing: Briefing, *, added: Sequence[str] = (), removed: Sequence[str] = ()
) -> None:
    """Add people to those who were briefed for the briefing's duty, and take others off.

    Each tick keeps its time; what a colleague ticked meanwhile stays.
    """
    changes = [(name.strip(), True) for name in added] + [(name, False) for name in removed]
    with session.writing("brief") as written:
        before = set(briefed(session, briefing.duty))
        for name, present in changes:
            if name and present != (name in before):
                written.concerns(name)
                written.change(
                    "attendance/insert_attendance",
                    duty=briefing.duty,
                    briefing_id=briefing.briefing_id,
                    name=name,
                    present=present,
                    ticked_by=session.actor.person,
                    ticked_at=clock.now(),
                )


def briefed(session: Session, duty: Duty) -> list[str]:
    """Return who was briefed, in the order of ticking."""
    return [row["name"] for row in ticks(session, duty)]


def colleagues(session: Session, briefing: Briefing, own: str) -> list[str]:
    """Return the collar numbers that were briefed for the briefing's duty, sorted, without the
    officer's own: call signs of its crews are no officers.
    """
    call_signs = {collar.tidy(crew.call_sign) for crew in briefing.crews}
    names = {collar.tidy(name) for name in briefed(session, briefing.duty)}
    return sorted(filter(collar.is_colleague, names - call_signs - {own}))


def briefed_at(session: Session, at: datetime) -> set[str] | None:
    """Return the collar numbers that were ticked as briefed for a shift that is on at that moment or
    begins within the hour, of whatever team; None where none is.
    """
    on = {
        Duty(team.team_id, day, shift)
        for team in teams.teams(session)
        for day, shift in clock.running_or_soon(team.shifts, at)
    }
    if not on:
        return None
    return {collar.tidy(name) for duty in on for name in briefed(session, duty)}


def ticks(session: Session, duty: Duty) -> list[BriefedRow]:
    """Return who was briefed with who ticked that and when, in the order of ticking."""
    return session.rows(
        BriefedRow,
        "attendance/attendance",
        duty=duty,
    )


def give_missed_reason(
    session: Session, duty: Duty, area_id: str, reason: str, *, seen: MissedReason | None = None
) -> None:
    """Keep why a patrol area was not visited, or not in full; an empty reason takes it back.

    `seen` is the decision it replaces, None for none. InputWrong where another one stands.
    """
    if reason and reason not in CUT_SHORT:
        raise InputWrong(
            f"{reason!r} is no reason on the list. Choose one of {', '.join(CUT_SHORT)}."
        )
    with session.writing("brief") as written:
        standing = decided_reasons(session, duty).get(area_id)
        if standing is not None and standing != seen:
            if standing.reason == reason:
                return
            raise InputWrong(
                f"{standing.given_by or 'Somebody'} said “{standing.reason or 'no reason'}” at "
                f"{clock.time_text(standing.given_at)}. That stands; choose again to replace it."
            )
        written.change(
            "attendance/insert_missed_reason",
            duty=duty,
            area_id=area_id,
            reason=reason,
            given_by=session.actor.person,
            given_at=clock.now(),
        )


def missed_reasons(session: Session, duty: Duty) -> dict[str, str]:
    """Return, per patrol area id, the reason given for this duty, in today's words."""
    decided = decided_reasons(session, duty)
    return {area_id: each.reason for area_id, each in decided.items() if each.reason}


def decided_reasons(session: Session, duty: Duty) -> dict[str, MissedReason]:
    """Return, per patrol area id, what was said last and by whom, what was taken back too."""
    rows = session.rows(
        MissedRow,
        "attendance/missed_reasons",
        duty=duty,
    )
    return {
        row["area_id"]: MissedReason(
            CUT_SHORT_BEFORE.get(row["reason"], row["reason"]),
            row["given_by"],
            instant(row["given_us"]),
        )
        for row in rows
    }
