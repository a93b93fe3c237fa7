"""What a QR code grants: one tasking, for its patrol day and shift plus a grace."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from patrolqr.core import clock, lengths
from patrolqr.core.briefing import Briefing, Tasking
from patrolqr.core.errors import InputWrong, PassUnknown
from patrolqr.core.phone import Grant
from patrolqr.core.team import Duty
from patrolqr.store import briefings
from patrolqr.store.session import Session

WHY_LIMIT = 200
"""Characters of why codes were ended: they are listed in one line each."""

LATE_LOGS = timedelta(days=14)
"""How long after a pass has ended a log made under it is still taken in (and marked late): a phone
left in a locker.
"""

NEUTRAL = (
    "This code opens nothing on this phone. Where its shift is over, ask your sergeant for the current sheet; where "
    "the phone is not paired, pair it with the code that the briefing room shows."
)
"""One sentence for unknown, expired and revoked codes and for unpaired phones, so that it tells a
stranger nothing.
"""


class PassRow(TypedDict):
    """A pass with the tasking it was printed for."""

    pass_id: str
    tasking_id: str
    briefing_id: str
    area_id: str
    valid_from_us: int
    valid_until_us: int
    revoked: bool


class PassIdRow(TypedDict):
    """A pass by its id alone."""

    pass_id: str


class EndedRow(TypedDict):
    """A code that was ended by hand: of which version and area, when, why and by whom (empty where
    an earlier version did not ask).
    """

    version: int
    number: int
    name: str
    revoked_us: int
    revoked_why: str
    revoked_by: str


def grant(session: Session, pass_id: str, *, at: datetime) -> Grant:
    """Return what the pass opens at that moment.

    PassUnknown where it is unknown, not valid then, or revoked.
    """
    return _grant(session, pass_id, at, timedelta(0))


def grants(session: Session, duty: Duty) -> list[Grant]:
    """Return what every pass of that duty's sheets opens while it is valid, older versions' too.

    No revoked ones.
    """
    versions = briefings.versions(session, duty)
    revoked = _revoked(session, duty)
    return [
        _granted(tasking.pass_id, scanned, versions[-1], tasking)
        for scanned in versions
        for tasking in scanned.taskings
        if tasking.pass_id not in revoked
    ]


def any_revoked(session: Session, briefing: Briefing) -> bool:
    """Return whether a code of that version was ended by hand."""
    return not _revoked(session, briefing.duty).isdisjoint(
        tasking.pass_id for tasking in briefing.taskings
    )


def for_log(session: Session, pass_id: str, *, at: datetime) -> Grant:
    """Return what the pass opened, also for logs that arrive after it has ended."""
    return _grant(session, pass_id, at, LATE_LOGS)


def by_short_code(session: Session, code: str, *, at: datetime) -> Grant:
    """Return what the short code under a QR code opens at that moment, however it was typed."""
    typed = "".join(code.upper().split()).replace("-", "")
    found = session.rows(PassIdRow, "passes/pass_by_short_code", short_code=typed, at=at)
    return grant(session, found[0]["pass_id"] if found else "", at=at)


def for_strip(session: Session, code: str, *, at: datetime) -> Grant:
    """Return what the short code of a paper strip stood for, also days later.

    InputWrong where no sheet carries it.
    """
    typed = "".join(code.upper().split()).replace("-", "")
    found = session.rows(
        PassIdRow, "passes/pass_of_strip", short_code=typed, at=at, since=at - LATE_LOGS
    )
    if not found:
        raise InputWrong(
            f"No sheet of the last {LATE_LOGS.days} days carries the code {typed[:12]!r}. Check the six characters "
            "on the strip; there is no 0, O, 1, I or L in them."
        )
    return for_log(session, found[0]["pass_id"], at=at)


def revoke(
    session: Session, *, pass_id: str | None = None, briefing_id: str | None = None, why: str = ""
) -> int:
    """End one pass, or every pass of one sheet, in the actor's name; return how many were ended.

    InputWrong where the reason is too long.
    """
    lengths.check(why, WHY_LIMIT, "Why")
    with session.writing("brief") as written:
        return written.change(
            "passes/revoke_passes",
            revoked_at=clock.now(),
            revoked_by=session.actor.person,
            why=why,
            pass_id=pass_id,
            briefing_id=briefing_id,
        )


def ended(session: Session, duty: Duty) -> list[EndedRow]:
    """Return the codes of the duty's sheets that were ended by hand, the last first."""
    return session.rows(
        EndedRow,
        "passes/ended_passes",
        duty=duty,
    )


def note_refusals(session: Session, refused: Sequence[tuple[datetime, str]]) -> None:
    """Keep when unknown codes were tried and the hashed address of each; never the codes."""
    with session.writing("send") as written:
        written.change(
            "passes/refuse_attempts",
            tried_us=[int(at.timestamp() * 1_000_000) for at, _ in refused],
            address_hashes=[address for _, address in refused],
        )


def _revoked(session: Session, duty: Duty) -> set[str]:
    """Return the ids of the duty's passes that were ended by hand."""
    found = session.rows(
        PassIdRow,
        "passes/revoked_passes",
        duty=duty,
    )
    return {row["pass_id"] for row in found}


def _grant(session: Session, pass_id: str, at: datetime, allowance: timedelta) -> Grant:
    row = next(iter(session.rows(PassRow, "passes/pass", pass_id=pass_id.strip().upper())), None)
    if (
        row is None
        or row["revoked"]
        or not _valid(row["valid_from_us"], row["valid_until_us"], at, allowance)
    ):
        raise PassUnknown(NEUTRAL)
    scanned = briefings.briefing(session, row["briefing_id"])
    newest = briefings.current(session, scanned.duty) or scanned
    own = _same_area(scanned.taskings, row["area_id"])
    if own is None:
        raise PassUnknown(NEUTRAL)
    return _granted(row["pass_id"], scanned, newest, own)


def _granted(pass_id: str, scanned: Briefing, newest: Briefing, own: Tasking) -> Grant:
    """Return the tasking as the newest version has it, or as it was scanned where that one left the
    area out.
    """
    now = _same_area(newest.taskings, own.area.area_id)
    return Grant(
        pass_id, now or own, newest if now else scanned, scanned.superseded_at, now is None
    )


def _valid(valid_from_us: int, valid_until_us: int, at: datetime, allowance: timedelta) -> bool:
    return briefings.instant(valid_from_us) <= at <= briefings.instant(valid_until_us) + allowance


def _same_area(taskings: tuple[Tasking, ...], area_id: str) -> Tasking | None:
    return next((tasking for tasking in taskings if tasking.area.area_id == area_id), None)
