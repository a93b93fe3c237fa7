"""A patrol log taken back by its officer: also one that is not stored yet, or never will be."""

from datetime import datetime, timedelta
from enum import StrEnum

from patrolqr.core import clock
from patrolqr.core.errors import NotPaired
from patrolqr.core.phone import Pairing
from patrolqr.store import log_reads, logs, pairings
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

UNDO = timedelta(minutes=10)
"""How long after it came an officer may take a log back; from then on it can be corrected."""

NOT_YOURS = "A log is taken back from the phone, and by the officer, that sent it."


class Became(StrEnum):
    """What became of a log that an officer does not want."""

    TAKEN_BACK = "taken back"
    NOT_STORED = "not stored"
    TOO_LATE = "too late"


SENTENCES = {
    Became.TAKEN_BACK: "Taken back: it does not count.",
    Became.NOT_STORED: "It was not stored; it is gone from this phone.",
    Became.TOO_LATE: f"It was stored more than {UNDO.seconds // 60} minutes before, and counts. Correct it instead.",
}


def take_back(
    session: Session, pass_id: str, log_id: str, pairing: Pairing, *, asked_at: datetime
) -> Became:
    """Set the log aside, and return what became of it; NotPaired where it is another officer's.

    Asked again it says the same. A log that is not stored is set aside should it still arrive. It is
    too late UNDO after the log was received, or once it was corrected; `asked_at` is when the officer
    asked, which may have waited for signal.
    """
    now = clock.now()
    logs.meet(session, log_id)
    with session.writing("send") as written:
        stored = log_reads.receipt(written, pass_id, log_id)
        if stored is None:
            _note(written, pass_id, log_id, pairing, asked_at=asked_at, at=now)
            return Became.NOT_STORED
        if not pairings.is_same_officer(session, stored["pairing_id"], pairing.pairing_id):
            raise NotPaired(NOT_YOURS)
        if stored["set_aside_why"] is not None:
            return Became.TAKEN_BACK
        changed = written.change(
            "logs/undo_log",
            log_id=log_id,
            pass_id=pass_id.strip().upper(),
            why=logs.TAKEN_BACK,
            since=min(asked_at, now) - UNDO,
        )
    return Became.TAKEN_BACK if changed else Became.TOO_LATE


def _note(
    written: Writing,
    pass_id: str,
    log_id: str,
    pairing: Pairing,
    *,
    asked_at: datetime,
    at: datetime,
) -> None:
    written.change(
        "logs/insert_taken_back",
        log_id=log_id,
        collar=pairing.collar,
        pass_id=pass_id.strip().upper(),
        pairing_id=pairing.pairing_id,
        asked_at=asked_at,
        received_at=at,
    )
