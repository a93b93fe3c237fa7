"""What a sergeant ticks around a shift: who was briefed, and why an area was not visited."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.core.lists import CUT_SHORT, CUT_SHORT_BEFORE
from patrolqr.store.session import Session


class BriefedRow(TypedDict):
    """A person who was briefed, and when that was ticked."""

    name: str
    ticked_us: int


class MissedRow(TypedDict):
    """Why a patrol area was not visited in full; an empty reason was taken back."""

    area_id: str
    reason: str


def tick(session: Session, briefing: Briefing, names: Sequence[str]) -> None:
    """Make these the people who were briefed for the briefing's patrol day and shift.

    Each tick keeps its time.
    """
    wanted = {name.strip() for name in names if name.strip()}
    before = set(briefed(session, briefing.patrol_day, briefing.shift))
    changes = [(name, True) for name in sorted(wanted - before)] + [
        (name, False) for name in sorted(before - wanted)
    ]
    if not changes:
        return
    with session.writing() as written:
        for name, present in changes:
            written.change(
                "attendance/insert_attendance",
                patrol_day=briefing.patrol_day,
                shift=briefing.shift,
                briefing_id=briefing.briefing_id,
                name=name,
                present=present,
                ticked_at=clock.now(),
            )


def briefed(session: Session, patrol_day: date, shift: str) -> list[str]:
    """Return who was briefed, in the order of ticking."""
    found = session.rows(BriefedRow, "attendance/attendance", patrol_day=patrol_day, shift=shift)
    return [row["name"] for row in found]


def give_missed_reason(
    session: Session, patrol_day: date, shift: str, area_id: str, reason: str
) -> None:
    """Keep why a patrol area was not visited, or not in full; an empty reason takes it back."""
    if reason and reason not in CUT_SHORT:
        raise InputWrong(
            f"{reason!r} is no reason on the list. Choose one of {', '.join(CUT_SHORT)}."
        )
    with session.writing() as written:
        written.change(
            "attendance/insert_missed_reason",
            patrol_day=patrol_day,
            shift=shift,
            area_id=area_id,
            reason=reason,
            given_at=clock.now(),
        )


def missed_reasons(session: Session, patrol_day: date, shift: str) -> dict[str, str]:
    """Return, per patrol area id, the reason given for this shift, in today's words."""
    rows = session.rows(MissedRow, "attendance/missed_reasons", patrol_day=patrol_day, shift=shift)
    given = {row["area_id"]: row["reason"] for row in rows if row["reason"]}
    return {area_id: CUT_SHORT_BEFORE.get(reason, reason) for area_id, reason in given.items()}
