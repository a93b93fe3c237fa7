"""What a duty leaves to the next sergeant: every version is kept, the newest counts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from patrolqr.core import clock, lengths
from patrolqr.core.errors import InputWrong
from patrolqr.core.team import Duty
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session

TEXT_LIMIT = 400

LOOKS_BACK = timedelta(days=3)
"""How far back a duty looks for what was handed over: past a weekend, not into last week."""


class HandoverRow(TypedDict):
    """The newest version of what one duty handed over; an empty text was taken back."""

    team_id: str
    patrol_day: date
    shift: str
    version: int
    text: str
    written_by: str
    written_us: int


@dataclass(frozen=True)
class Handover:
    """What a duty (patrol day and shift of a team) hands over, in one version; who wrote it, when.

    Version 0 is nothing written yet.
    """

    patrol_day: date
    shift: str
    version: int
    text: str
    written_by: str
    written_at: datetime


def newest(session: Session, duty: Duty) -> Handover:
    """Return what stands for the next sergeant, version 0 where nobody wrote anything yet."""
    found = session.rows(
        HandoverRow,
        "handovers/handover",
        duty=duty,
    )
    if found:
        return _handover(found[0])
    return Handover(duty.patrol_day, duty.shift.name, 0, "", "", clock.duty_window(duty)[0])


def before(session: Session, duty: Duty) -> Handover | None:
    """Return what the team's duty before this one handed over, the last that did within 3 days."""
    begins_at, _ = clock.duty_window(duty)
    found = session.rows(
        HandoverRow,
        "handovers/handover_before",
        team_id=duty.team_id,
        since=begins_at - LOOKS_BACK,
        before=begins_at,
    )
    return _handover(found[0]) if found else None


def write(session: Session, duty: Duty, text: str, *, seen: int) -> Handover:
    """Keep the text as the next version and return what stands; the same words add nothing.

    `seen` is the version it was made from. InputWrong where a newer one stands: nothing is kept.
    """
    words = text.strip()
    lengths.check(words, TEXT_LIMIT, "What is handed over")
    with session.writing("brief") as written:
        standing = newest(session, duty)
        if standing.text == words:
            return standing
        if standing.version != seen:
            raise InputWrong(
                f"{standing.written_by} wrote a newer handover at "
                f"{clock.time_text(standing.written_at)}. Read it, then choose."
            )
        written.change(
            "handovers/insert_handover",
            duty=duty,
            begins_at=clock.duty_window(duty)[0],
            version=standing.version + 1,
            text=words,
            written_by=session.actor.person,
            written_at=clock.now(),
        )
    return newest(session, duty)


def _handover(row: HandoverRow) -> Handover:
    return Handover(
        patrol_day=row["patrol_day"],
        shift=row["shift"],
        version=row["version"],
        text=row["text"],
        written_by=row["written_by"],
        written_at=instant(row["written_us"]),
    )
