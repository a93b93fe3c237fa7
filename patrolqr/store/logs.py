"""Patrol logs: accepted once, kept exactly as sent, acknowledged only after their commit.

Logs that arrive together are committed together: one thread takes along everything that has queued
up while it was committing, so a burst costs a few commits instead of one each.
"""

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypedDict
from weakref import WeakKeyDictionary

import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.errors import LogConflict, LogWrong, PassUnknown
from patrolqr.core.form import asked
from patrolqr.core.form.asked import Ask
from patrolqr.core.form.log import PatrolLog
from patrolqr.core.form.questions import GROUPS
from patrolqr.core.phone import Receipt
from patrolqr.store import log_owners, owners, presence
from patrolqr.store.arriving_logs import (
    LOG_SCHEMA,
    PHONE,
    TIMES,
    Arriving,
    Delivery,
    PassOfLog,
    entries_of,
    redact_again,
    row_of,
    visit_of,
)
from patrolqr.store.briefings import instant, instant_or_none
from patrolqr.store.engine.database import Memory
from patrolqr.store.engine.folder import Folder
from patrolqr.store.engine.writing import Writing
from patrolqr.store.ids_met import IdsMet
from patrolqr.store.log_owners import TakenBackRow
from patrolqr.store.passes import LATE_LOGS, NEUTRAL
from patrolqr.store.session import Session

CONFLICT = "This log was already sent with other answers. Open the code again and send a new one."
OUTRUN = (
    "This log was corrected or taken back meanwhile. Open it again and correct what it says now."
)
NOT_YOURS = "This log was sent from another phone or under another number: it is corrected there, or at the desk."

TAKEN_BACK = "taken back by the officer"
"""Why a log is set aside that its officer did not want."""


class PassForLogRow(TypedDict):
    """A pass that a waiting log names."""

    pass_id: str
    tasking_id: str
    area_id: str
    team_id: str
    patrol_day: date
    shift: str
    valid_from_us: int
    valid_until_us: int
    geometry: str
    ask: str | None
    ask_kind: str | None
    ask_options: list[str] | None


class KnownRow(TypedDict):
    """A stored version of a log."""

    log_id: str
    digest: str
    received_us: int
    arrived_us: int | None
    left_us: int | None
    version: int
    pass_id: str
    taken_back: bool
    collar: str | None
    pairing_id: str | None


@dataclass
class _Known:
    """What is stored under one log id: the receipt of each content, the newest version with its
    pass, and by whom it was taken back before it came.
    """

    receipts: dict[str, Receipt] = field(default_factory=dict)
    version: int = 0
    pass_id: str = ""
    collar: str | None = None
    pairing_id: str | None = None
    taken_back: bool = False
    unwanted_by: list[TakenBackRow] = field(default_factory=list)

    def goes_before(self, waiting: Arriving) -> bool:
        """Whether the log that waits is the next version of this one, under the same pass."""
        log = waiting.log
        same = self.pass_id == waiting.pass_id and not self.taken_back
        return same and log.replaces <= self.version < log.version

    def note(self, waiting: Arriving) -> None:
        """Let the log that waited be the newest version."""
        self.version, self.pass_id = waiting.log.version, waiting.pass_id
        self.collar = waiting.log.values["collar"]
        self.pairing_id = waiting.delivery.pairing_id


class _Inbox:
    """Logs waiting for their commit, the one thread that commits them, and which ids may be stored
    already.
    """

    def __init__(self) -> None:
        self.waiting: deque[Arriving] = deque()
        self.committer = ThreadPoolExecutor(1, thread_name_prefix="patrol-logs")
        self.met = IdsMet()
        self._of: Memory | None = None

    def read(self, session: Session) -> None:
        """Meet all ids that are stored, once, and again where another process wrote meanwhile."""
        memory = session.store.database.memory
        if memory is not self._of:
            self.met.know_less()
            self._of = memory
        self.met.read(session)


_inboxes: WeakKeyDictionary[Folder, _Inbox] = WeakKeyDictionary()
_opening = threading.Lock()


def _inbox(session: Session) -> _Inbox:
    with _opening:
        found = _inboxes.get(session.store)
        if found is None:
            found = _inboxes[session.store] = _Inbox()
        return found


def meet(session: Session, log_id: str) -> None:
    """Let the log of that id be looked up when it comes: something about it is stored already."""
    _inbox(session).met.meet(log_id)


def accept(
    session: Session, log: PatrolLog, pass_id: str, *, delivery: Delivery = PHONE
) -> Receipt:
    """Store the log once and return its receipt after the commit.

    What can go wrong is said at `submit`.
    """
    return submit(session, log, pass_id, delivery=delivery).result()


def submit(
    session: Session, log: PatrolLog, pass_id: str, *, delivery: Delivery = PHONE
) -> "Future[Receipt]":
    """Return at once the receipt to come after the commit, so that nobody has to wait in a thread
    for it.

    The same id and content again is accepted quietly; the next version of a stored log becomes the
    current one; other content under the same id raises LogConflict; a pass that is unknown, revoked
    or long over raises PassUnknown. NotAllowed where whoever asks may not hand in logs.
    """
    session.need("send")  # here, because logs of several people are committed together
    owners.need_codes(session, pass_id)
    waiting = Arriving(log, pass_id.strip().upper(), delivery, clock.now())
    waiting.answer.set_running_or_notify_cancel()  # a phone that hangs up takes nothing back
    inbox = _inbox(session)
    inbox.waiting.append(waiting)
    inbox.committer.submit(_commit, session.of_all_teams, inbox)
    return waiting.answer


def count_waiting(session: Session) -> int:
    """Return how many logs wait for their commit."""
    return len(_inbox(session).waiting)


def _commit(session: Session, inbox: _Inbox) -> None:
    """Commit all that waits in one transaction.

    A failed commit is everybody's failure and nobody's receipt.
    """
    batch = [inbox.waiting.popleft() for _ in range(len(inbox.waiting))]
    if not batch:
        return
    tally = session.store.tally
    try:
        inbox.read(session)
        with tally.timing(), session.writing("send") as written:
            inbox.read(session)  # before this transaction another process may have had the lake
            outcomes = _insert(session, written, inbox, batch)
    except BaseException as problem:
        for waiting in batch:
            waiting.answer.set_exception(problem)
        raise
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if isinstance(outcome, Receipt):
            tally.count("log acknowledged", "again" if outcome.repeated else "new")
            waiting.answer.set_result(outcome)
        else:
            waiting.answer.set_exception(outcome)


def _insert(
    session: Session, written: Writing, inbox: _Inbox, batch: list[Arriving]
) -> list[Receipt | Exception]:
    passes = _passes(written, batch)
    known = _known(written, inbox, batch)
    outcomes: list[Receipt | Exception] = []
    taken: list[Arriving] = []
    for waiting in batch:
        before = known.setdefault(waiting.log.log_id, _Known())
        outcome = _judge(session, waiting, passes.get(waiting.pass_id), before)
        if isinstance(outcome, Receipt) and not outcome.repeated:
            before.receipts[waiting.log.digest] = outcome
            before.note(waiting)
            before.taken_back = outcome.taken_back
            taken.append(waiting)
        outcomes.append(outcome)
    _keep(written, taken, passes)
    if unwanted := [each.log.log_id for each in taken if known[each.log.log_id].taken_back]:
        written.change("logs/set_aside_late", log_ids=unwanted, why=TAKEN_BACK)
    return outcomes


def _keep(written: Writing, taken: list[Arriving], passes: dict[str, PassOfLog]) -> None:
    """Write the logs that were taken in, with their details.

    A version that has a newer one is no longer current.
    """
    redact_again(written, taken)
    newest = {waiting.log.log_id: waiting.log.version for waiting in taken}
    corrected = [waiting.log.log_id for waiting in taken if waiting.log.version > 1]
    if corrected:
        written.change("logs/supersede_logs", log_ids=corrected)
    current = [each for each in taken if each.log.version == newest[each.log.log_id]]
    arrivals = [visit_of(each, passes[each.pass_id]) for each in current]
    days = {passes[each.pass_id].patrol_day for each in current}
    judged = presence.judge_arrivals(written, arrivals, days)
    rows = [
        row_of(each, passes[each.pass_id], judged[each.log.log_id] if each in current else None)
        for each in taken
    ]
    if rows:
        written.insert("patrol_logs", pa.Table.from_pylist(rows, schema=LOG_SCHEMA))
        written.acknowledged += len(rows)
    if any(waiting.log.has_details for waiting in taken):
        for group in GROUPS:
            written.insert(group.table, entries_of(group, taken))


def _judge(
    session: Session, waiting: Arriving, found: PassOfLog | None, before: _Known
) -> Receipt | Exception:
    log = waiting.log
    if log.digest in before.receipts:
        known = before.receipts[log.digest]
        return replace(known, repeated=True, taken_back=before.taken_back)
    if before.version and not before.goes_before(waiting):
        return LogConflict(OUTRUN if log.version > 1 else CONFLICT)
    if before.version and not log_owners.is_own(
        session, waiting, collar=before.collar, pairing_id=before.pairing_id
    ):
        return LogConflict(NOT_YOURS)
    if (
        found is None
        or not found.valid_from <= waiting.received_at <= found.valid_until + LATE_LOGS
    ):
        return PassUnknown(NEUTRAL)
    try:
        _check_answer(log, found.asked)
    except LogWrong as problem:
        return problem
    if ahead := _not_come(waiting):
        return ahead
    unwanted = any(log_owners.is_unwanted(session, waiting, each) for each in before.unwanted_by)
    return waiting.receipt(taken_back=unwanted)


def _not_come(waiting: Arriving) -> LogWrong | None:
    """Return the sentence about a time that has not come yet, set right by our clock, where a phone
    says one.
    """
    if waiting.delivery.channel != PHONE.channel:
        return None
    try:
        for each in TIMES:
            clock.check_come(each.label, waiting.values[each.name], now=waiting.received_at)
    except LogWrong as problem:
        return problem
    return None


def _check_answer(log: PatrolLog, ask: Ask) -> None:
    """Raise LogWrong where the answer is not of the kind that the officer was asked for.

    What was answered to another question than the pass was printed with, which an older code shows
    once the sheet has changed, is taken as it is: nobody can send it better.
    """
    if log.asked_as == ask.mark:
        ask.check(log.values["answer"])


def _passes(written: Writing, batch: list[Arriving]) -> dict[str, PassOfLog]:
    """Return the passes that the waiting logs name, those that were ended by hand left out."""
    named = list({waiting.pass_id for waiting in batch})
    found = written.rows(PassForLogRow, "passes/passes_for_logs", pass_ids=named)
    return {
        row["pass_id"]: PassOfLog(
            tasking_id=row["tasking_id"],
            area_id=row["area_id"],
            team_id=row["team_id"],
            patrol_day=row["patrol_day"],
            shift=row["shift"],
            valid_from=instant(row["valid_from_us"]),
            valid_until=instant(row["valid_until_us"]),
            geometry=row["geometry"],
            asked=asked.from_row(row),
        )
        for row in found
    }


def _known(written: Writing, inbox: _Inbox, batch: list[Arriving]) -> dict[str, _Known]:
    """Return what is stored already under the ids of the batch."""
    ids = [waiting.log.log_id for waiting in batch]
    perhaps = [log_id for log_id in ids if inbox.met.may_hold(log_id)]
    for log_id in ids:
        inbox.met.meet(log_id)
    known: dict[str, _Known] = {}
    if not perhaps:
        return known
    for row in written.rows(KnownRow, "logs/logs_known", log_ids=perhaps):
        before = known.setdefault(row["log_id"], _Known())
        before.receipts[row["digest"]] = _receipt(row)
        before.version = row["version"]
        before.pass_id, before.pairing_id = row["pass_id"], row["pairing_id"]
        before.collar = row["collar"]
        before.taken_back = row["taken_back"]
    for unwanted in written.rows(TakenBackRow, "logs/taken_back", log_ids=perhaps):
        before = known.setdefault(unwanted["log_id"], _Known())
        before.unwanted_by.append(unwanted)
    return known


def _receipt(row: KnownRow) -> Receipt:
    return Receipt(
        row["log_id"],
        instant(row["received_us"]),
        repeated=True,
        arrived_at=instant_or_none(row["arrived_us"]),
        left_at=instant_or_none(row["left_us"]),
    )
