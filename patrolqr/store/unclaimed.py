"""Logs whose officer a sergeant has to name: sent under a pairing that this database does not know
(it may come from a backup), or taken off a phone as a file. What was sent is kept as it came.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypedDict

from patrolqr.core import clock
from patrolqr.core.collar import checked
from patrolqr.core.errors import InputWrong, LogTooLarge, LogWrong
from patrolqr.core.form.log import PatrolLog, parse, signed_as
from patrolqr.core.phone import Receipt
from patrolqr.store import logs, passes
from patrolqr.store.arriving_logs import Delivery
from patrolqr.store.briefings import instant
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session
from patrolqr.store.table_logs import KEPT

NO_SHEET = "no sheet that is known here sent anybody to this area at that time"

DECIDED = "A colleague decided about this log meanwhile. Look at the list again."

QueueRow = dict[str, Any]
"""A row of a phone's file: line, pass_id, area, log (JSON as the phone keeps it)."""


class UnclaimedRow(TypedDict):
    """A version of a log that waits for a sergeant."""

    log_id: str
    version: int
    document: str
    pass_id: str
    written_as: str | None
    sent_as: str | None
    pairing_id: str | None
    is_from_file: bool
    received_us: int
    area: str
    patrol_day: date | None
    shift: str | None


class FoundRow(TypedDict):
    """What is known of a log in a phone's file."""

    is_known: bool
    pass_id: str | None
    collar: str | None
    pairing_id: str | None


@dataclass(frozen=True)
class Unclaimed:
    """A log that waits: as it was written, under which number it says it was, and who sent it."""

    log: PatrolLog
    pass_id: str
    written_as: str
    sent_as: str
    pairing_id: str | None
    is_from_file: bool
    received_at: datetime
    area: str
    patrol_day: date | None
    shift: str


def keep(
    session: Session, log: PatrolLog, pass_id: str, *, written_as: str, sent_as: str
) -> Receipt:
    """Keep a log that a phone sent for a sergeant to name its officer, and return its receipt.

    PassUnknown where the code opens nothing: then nothing is kept.
    """
    now = clock.now()
    passes.for_log(session, pass_id, at=now)
    with session.writing("send") as written:
        kept = written.change(
            "unclaimed/insert_unclaimed",
            log_id=log.log_id,
            version=log.version,
            pass_id=pass_id.strip().upper(),
            document=log.document,
            written_as=written_as,
            sent_as=sent_as,
            pairing_id=None,
            received_at=now,
            load_id=None,
        )
    return Receipt(log.log_id, now, repeated=not kept)


def waiting(session: Session) -> list[Unclaimed]:
    """Return the logs that wait for a sergeant, the one that came first first."""
    return [
        Unclaimed(
            parse(json.loads(row["document"])),
            row["pass_id"],
            row["written_as"] or "",
            row["sent_as"] or "",
            row["pairing_id"],
            row["is_from_file"],
            instant(row["received_us"]),
            row["area"],
            row["patrol_day"],
            row["shift"] or "",
        )
        for row in session.rows(UnclaimedRow, "unclaimed/unclaimed")
    ]


def take(session: Session, found: Unclaimed, collar: str) -> Receipt:
    """Store the log as that officer's, in the name of whoever asks, and return its receipt.

    InputWrong where there is no number, or a colleague decided meanwhile; what can go wrong with the
    log itself is said at `logs.submit`.
    """
    named = checked(collar)
    still = [each.log for each in waiting(session)]
    if found.log not in still:
        raise InputWrong(DECIDED)
    signed = parse(signed_as(json.loads(found.log.document), named))
    by = session.actor.person
    delivery = Delivery(pairing_id=found.pairing_id, entered_by=by, late=True)
    receipt = logs.accept(session, signed, found.pass_id, delivery=delivery)
    _decide(session, found, "taken", named)
    return receipt


def put_aside(session: Session, found: Unclaimed) -> None:
    """Leave the log out, in the name of whoever asks: it stays on record and counts nowhere."""
    _decide(session, found, "put aside", "")


def _decide(session: Session, found: Unclaimed, decision: str, collar: str) -> None:
    with session.writing("review") as written:
        written.concerns(collar, f"log {found.log.log_id}")
        decided = written.change(
            "unclaimed/decide",
            log_id=found.log.log_id,
            version=found.log.version,
            decision=decision,
            collar=collar,
            decided_at=clock.now(),
            decided_by=session.actor.person,
        )
    if not decided:
        raise InputWrong(DECIDED)


@dataclass
class Became:
    """What became of the logs of a phone's file."""

    new: int = 0
    known: int = 0
    quarantined: list[tuple[int, str, str]] = field(default_factory=list)


def keep_file(written: Writing, rows: Iterable[QueueRow], load_id: str) -> Became:
    """Keep the logs of a phone's file for a sergeant and return what became of them.

    A log goes to the sheet it was written for, or else to the newest one that sent somebody to that
    area at that time.
    """
    became = Became()
    for row in rows:
        try:
            sent = json.loads(row["log"])
            log = parse(sent)
        except (LogWrong, LogTooLarge) as problem:
            became.quarantined.append((row["line"], problem.sentence, row["log"][:KEPT]))
            continue
        (found,) = written.rows(
            FoundRow,
            "unclaimed/found",
            log_id=log.log_id,
            version=log.version,
            pass_id=row["pass_id"].strip().upper(),
            area=row["area"],
            at=log.values["arrived_at"] or log.values["left_at"],
            paired=str(sent.get("paired") or ""),
        )
        if found["is_known"]:
            became.known += 1
        elif found["pass_id"] is None:
            became.quarantined.append((row["line"], NO_SHEET, row["log"][:KEPT]))
        else:
            _keep_one(written, log, found, str(sent.get("written_as") or ""), load_id)
            became.new += 1
    return became


def _keep_one(written: Writing, log: PatrolLog, found: FoundRow, said: str, load_id: str) -> None:
    written.change(
        "unclaimed/insert_unclaimed",
        log_id=log.log_id,
        version=log.version,
        pass_id=found["pass_id"],
        document=log.document,
        written_as=found["collar"] or said,
        sent_as="",
        pairing_id=found["pairing_id"],
        received_at=clock.now(),
        load_id=load_id,
    )
