"""Patrol logs: accepted once, kept exactly as sent, acknowledged only after their commit.

Logs that arrive together are committed together: one thread takes along everything that has queued
up while it was committing, so a burst costs a few commits instead of one each.
"""

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypedDict
from weakref import WeakKeyDictionary

import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.errors import LogConflict, PassUnknown
from patrolqr.core.form.log import PatrolLog
from patrolqr.core.form.questions import COLUMNS, GROUPS, Group
from patrolqr.core.phone import Receipt
from patrolqr.core.presence import Presence
from patrolqr.store import presence
from patrolqr.store.briefings import instant
from patrolqr.store.engine.duckdb_file import Writing
from patrolqr.store.engine.folder import Folder
from patrolqr.store.passes import LATE_LOGS, NEUTRAL
from patrolqr.store.presence import Visit, place
from patrolqr.store.session import Session

CONFLICT = "This log was already sent with other answers. Open the code again and send a new one."
OUTRUN = (
    "This log was corrected or taken back meanwhile. Open it again and correct what it says now."
)

ARROW_TYPES = {
    "instant": pa.timestamp("us", tz="UTC"),
    "count": pa.int32(),
    "text": pa.string(),
    "choice": pa.string(),
    "ticks": pa.list_(pa.string()),
    "yes_no": pa.bool_(),
    "day": pa.date32(),
    "number": pa.float64(),
}

KEPT = {
    "log_id": pa.string(),
    "version": pa.int32(),
    "is_current": pa.bool_(),
    "document": pa.string(),
    "digest": pa.string(),
    "received_at": ARROW_TYPES["instant"],
    "late": pa.bool_(),
    "channel": pa.string(),
    "pass_id": pa.string(),
    "tasking_id": pa.string(),
    "area_id": pa.string(),
    "patrol_day": pa.date32(),
    "shift": pa.string(),
    "pairing_id": pa.string(),
    "entered_by": pa.string(),
    "grade": pa.string(),
    "grade_why": pa.string(),
    "flags": pa.list_(pa.string()),
}
ENTRY = {
    "log_id": pa.string(),
    "version": pa.int32(),
    "entry_id": pa.string(),
    "number": pa.int32(),
}


def _schema(kept: dict[str, pa.DataType], table: str) -> pa.Schema:
    return pa.schema(kept | {each.name: ARROW_TYPES[each.kind] for each in COLUMNS[table]})


LOG_SCHEMA = _schema(KEPT, "patrol_logs")
ENTRY_SCHEMAS = {group.name: _schema(ENTRY, group.table) for group in GROUPS}

MET_BITS = 24
"""One byte for each of 16.8 million groups of ids: a log whose group was never met is new, unasked."""


@dataclass(frozen=True)
class Delivery:
    """How a log reached us: from a paired phone or from paper.

    `late` where its phone's pairing had ended by then.
    """

    channel: str = "phone"
    pairing_id: str | None = None
    entered_by: str | None = None
    late: bool = False


PHONE = Delivery()


class LogIdRow(TypedDict):
    """A log by its id alone."""

    log_id: str


class PassForLogRow(TypedDict):
    """A pass that a waiting log names."""

    pass_id: str
    tasking_id: str
    area_id: str
    patrol_day: date
    shift: str
    valid_from_us: int
    valid_until_us: int
    geometry: str


class KnownRow(TypedDict):
    """A stored version of a log."""

    log_id: str
    digest: str
    received_us: int
    version: int
    pass_id: str
    taken_back: bool


@dataclass(frozen=True)
class _Pass:
    """Where and when a pass sent its officer."""

    tasking_id: str
    area_id: str
    patrol_day: date
    shift: str
    valid_from: datetime
    valid_until: datetime
    geometry: str


@dataclass
class _Waiting:
    """A log in the queue, and what became of it."""

    log: PatrolLog
    pass_id: str
    delivery: Delivery
    received_at: datetime
    answer: "Future[Receipt]" = field(default_factory=Future)


@dataclass
class _Known:
    """What is stored under one log id: when each content was received, and the newest version with
    its pass.
    """

    received: dict[str, datetime] = field(default_factory=dict)
    version: int = 0
    pass_id: str = ""
    taken_back: bool = False

    def goes_before(self, waiting: _Waiting) -> bool:
        """Whether the log that waits is the next version of this one, under the same pass."""
        same = self.pass_id == waiting.pass_id and not self.taken_back
        return same and waiting.log.version == self.version + 1


class _Inbox:
    """Logs waiting for their commit, the one thread that commits them, and which ids may be stored
    already.
    """

    def __init__(self, session: Session) -> None:
        self.waiting: deque[_Waiting] = deque()
        self.committer = ThreadPoolExecutor(1, thread_name_prefix="patrol-logs")
        self.met = bytearray(1 << MET_BITS)
        for row in session.rows(LogIdRow, "logs/log_ids"):
            self.met[_place(row["log_id"])] = 1


_inboxes: WeakKeyDictionary[Folder, _Inbox] = WeakKeyDictionary()
_opening = threading.Lock()


def _inbox(session: Session) -> _Inbox:
    with _opening:
        found = _inboxes.get(session.store)
        if found is None:
            found = _inboxes[session.store] = _Inbox(session)
        return found


def _place(log_id: str) -> int:
    """Return the id's place in the table of ids met: its first 24 bits, which a phone draws at
    random.
    """
    return int(log_id[:6], 16)


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
    or long over raises PassUnknown.
    """
    waiting = _Waiting(log, pass_id.strip().upper(), delivery, clock.now())
    waiting.answer.set_running_or_notify_cancel()  # a phone that hangs up takes nothing back
    inbox = _inbox(session)
    inbox.waiting.append(waiting)
    inbox.committer.submit(_commit, session, inbox)
    return waiting.answer


def _commit(session: Session, inbox: _Inbox) -> None:
    """Commit all that waits in one transaction.

    A failed commit is everybody's failure and nobody's receipt.
    """
    batch = [inbox.waiting.popleft() for _ in range(len(inbox.waiting))]
    if not batch:
        return
    try:
        with session.writing() as written:
            outcomes = _insert(written, inbox, batch)
    except BaseException as problem:
        for waiting in batch:
            waiting.answer.set_exception(problem)
        raise
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if isinstance(outcome, Receipt):
            waiting.answer.set_result(outcome)
        else:
            waiting.answer.set_exception(outcome)


def _insert(written: Writing, inbox: _Inbox, batch: list[_Waiting]) -> list[Receipt | Exception]:
    passes = _passes(written, batch)
    known = _known(written, inbox, batch)
    outcomes: list[Receipt | Exception] = []
    taken: list[_Waiting] = []
    for waiting in batch:
        before = known.setdefault(waiting.log.log_id, _Known())
        outcome = _judge(waiting, passes.get(waiting.pass_id), before)
        if isinstance(outcome, Receipt) and not outcome.repeated:
            before.received[waiting.log.digest] = waiting.received_at
            before.version, before.pass_id = waiting.log.version, waiting.pass_id
            taken.append(waiting)
        outcomes.append(outcome)
    _keep(written, taken, passes)
    return outcomes


def _keep(written: Writing, taken: list[_Waiting], passes: dict[str, _Pass]) -> None:
    """Write the logs that were taken in, with their details.

    A version that has a newer one is no longer current.
    """
    newest = {waiting.log.log_id: waiting.log.version for waiting in taken}
    corrected = [waiting.log.log_id for waiting in taken if waiting.log.version > 1]
    if corrected:
        written.change("logs/supersede_logs", log_ids=corrected)
    current = [each for each in taken if each.log.version == newest[each.log.log_id]]
    arrivals = [_visit(each, passes[each.pass_id]) for each in current]
    days = {passes[each.pass_id].patrol_day for each in current}
    judged = presence.judge_arrivals(written, arrivals, days)
    rows = [
        _row(each, passes[each.pass_id], judged[each.log.log_id] if each in current else None)
        for each in taken
    ]
    if rows:
        written.insert("patrol_logs", pa.Table.from_pylist(rows, schema=LOG_SCHEMA))
    if any(waiting.log.has_details for waiting in taken):
        for group in GROUPS:
            written.insert(group.table, _entries(group, taken))


def _entries(group: Group, taken: list[_Waiting]) -> pa.Table:
    """Return the details of that group in all logs taken in."""
    rows = [row for waiting in taken for row in waiting.log.rows(group)]
    return pa.Table.from_pylist(rows, schema=ENTRY_SCHEMAS[group.name])


def _judge(waiting: _Waiting, found: _Pass | None, before: _Known) -> Receipt | Exception:
    log = waiting.log
    if log.digest in before.received:
        return Receipt(log.log_id, before.received[log.digest], repeated=True)
    if before.version and not before.goes_before(waiting):
        return LogConflict(OUTRUN if log.version > 1 else CONFLICT)
    if (
        found is None
        or not found.valid_from <= waiting.received_at <= found.valid_until + LATE_LOGS
    ):
        return PassUnknown(NEUTRAL)
    return Receipt(log.log_id, waiting.received_at, repeated=False)


def _row(waiting: _Waiting, found: _Pass, judged: Presence | None) -> dict[str, Any]:
    """Return the log as a row of patrol_logs; only its newest version is current, and judged."""
    log, delivery = waiting.log, waiting.delivery
    return {
        "log_id": log.log_id,
        "version": log.version,
        "is_current": judged is not None,
        "document": log.document,
        "digest": log.digest,
        "corrected_why": log.corrected_why,
        "received_at": waiting.received_at,
        "late": _is_late(waiting, found),
        "channel": delivery.channel,
        "pairing_id": delivery.pairing_id,
        "entered_by": delivery.entered_by,
        "pass_id": waiting.pass_id,
        "tasking_id": found.tasking_id,
        "area_id": found.area_id,
        "patrol_day": found.patrol_day,
        "shift": found.shift,
        "grade": judged.grade if judged else None,
        "grade_why": judged.why if judged else None,
        "flags": list(judged.flags) if judged else None,
        **log.values,
    }


def _is_late(waiting: _Waiting, found: _Pass) -> bool:
    return waiting.delivery.late or waiting.received_at > found.valid_until


def _visit(waiting: _Waiting, found: _Pass) -> Visit:
    """Return the log as it is judged for its presence grade."""
    said = waiting.log.values
    return Visit(
        log_id=waiting.log.log_id,
        version=waiting.log.version,
        collar=said["collar"],
        pairing_id=waiting.delivery.pairing_id,
        channel=waiting.delivery.channel,
        late=_is_late(waiting, found),
        arrived_at=said["arrived_at"],
        left_at=said["left_at"],
        sent_at=said["sent_at"],
        received_at=waiting.received_at,
        arrived=place(said["arrived_lng"], said["arrived_lat"]),
        arrived_accuracy_m=said["arrived_accuracy_m"],
        left=place(said["left_lng"], said["left_lat"]),
        left_accuracy_m=said["left_accuracy_m"],
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        geometry=found.geometry,
    )


def _passes(written: Writing, batch: list[_Waiting]) -> dict[str, _Pass]:
    """Return the passes that the waiting logs name, those that were ended by hand left out."""
    named = list({waiting.pass_id for waiting in batch})
    found = written.rows(PassForLogRow, "passes/passes_for_logs", pass_ids=named)
    return {
        row["pass_id"]: _Pass(
            tasking_id=row["tasking_id"],
            area_id=row["area_id"],
            patrol_day=row["patrol_day"],
            shift=row["shift"],
            valid_from=instant(row["valid_from_us"]),
            valid_until=instant(row["valid_until_us"]),
            geometry=row["geometry"],
        )
        for row in found
    }


def _known(written: Writing, inbox: _Inbox, batch: list[_Waiting]) -> dict[str, _Known]:
    """Return what is stored already under the ids of the batch."""
    ids = [waiting.log.log_id for waiting in batch]
    perhaps = [log_id for log_id in ids if inbox.met[_place(log_id)]]
    for log_id in ids:
        inbox.met[_place(log_id)] = 1
    known: dict[str, _Known] = {}
    if not perhaps:
        return known
    for row in written.rows(KnownRow, "logs/logs_known", log_ids=perhaps):
        before = known.setdefault(row["log_id"], _Known())
        before.received[row["digest"]] = instant(row["received_us"])
        before.version = row["version"]
        before.pass_id = row["pass_id"]
        before.taken_back = row["taken_back"]
    return known
