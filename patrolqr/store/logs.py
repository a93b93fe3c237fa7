"""Patrol logs: accepted once, kept exactly as sent, acknowledged only after their commit.

Logs that arrive together are committed together: one thread takes along everything that has queued
up while it was committing, so a burst costs a few commits instead of one each.
"""

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import duckdb
import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.errors import LogConflict, PassUnknown
from patrolqr.core.form.log import PatrolLog
from patrolqr.core.form.questions import COLUMNS, GROUPS, Group
from patrolqr.core.phone import Receipt
from patrolqr.store.briefings import instant
from patrolqr.store.engine.duckdb_file import run
from patrolqr.store.engine.folder import Store
from patrolqr.store.passes import LATE_LOGS, NEUTRAL

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


@dataclass
class _Waiting:
    """A log in the queue, and what became of it."""

    log: PatrolLog
    pass_id: str
    origin: Delivery
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

    def __init__(self, store: Store) -> None:
        self.waiting: deque[_Waiting] = deque()
        self.committer = ThreadPoolExecutor(1, thread_name_prefix="patrol-logs")
        self.met = bytearray(1 << MET_BITS)
        for row in store.rows("log_ids"):
            self.met[_place(row["log_id"])] = 1


_inboxes: WeakKeyDictionary[Store, _Inbox] = WeakKeyDictionary()
_opening = threading.Lock()


def _inbox(store: Store) -> _Inbox:
    with _opening:
        if store not in _inboxes:
            _inboxes[store] = _Inbox(store)
        return _inboxes[store]


def _place(log_id: str) -> int:
    """Return the id's place in the table of ids met: its first 24 bits, which a phone draws at
    random.
    """
    return int(log_id[:6], 16)


def accept(store: Store, log: PatrolLog, pass_id: str, *, origin: Delivery = PHONE) -> Receipt:
    """Store the log once and return its receipt after the commit.

    What can go wrong is said at `submit`.
    """
    return submit(store, log, pass_id, origin=origin).result()


def submit(
    store: Store, log: PatrolLog, pass_id: str, *, origin: Delivery = PHONE
) -> "Future[Receipt]":
    """Return at once the receipt to come after the commit, so that nobody has to wait in a thread
    for it.

    The same id and content again is accepted quietly; the next version of a stored log becomes the
    current one; other content under the same id raises LogConflict; a pass that is unknown, revoked
    or long over raises PassUnknown.
    """
    waiting = _Waiting(log, pass_id.strip().upper(), origin, clock.now())
    waiting.answer.set_running_or_notify_cancel()  # a phone that hangs up takes nothing back
    inbox = _inbox(store)
    inbox.waiting.append(waiting)
    inbox.committer.submit(_commit, store, inbox)
    return waiting.answer


def _commit(store: Store, inbox: _Inbox) -> None:
    """Commit all that waits in one transaction.

    A failed commit is everybody's failure and nobody's receipt.
    """
    batch = [inbox.waiting.popleft() for _ in range(len(inbox.waiting))]
    if not batch:
        return
    try:
        with store.database.writing() as cursor:
            outcomes = _insert(cursor, inbox, batch)
    except BaseException as problem:
        for waiting in batch:
            waiting.answer.set_exception(problem)
        raise
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if isinstance(outcome, Receipt):
            waiting.answer.set_result(outcome)
        else:
            waiting.answer.set_exception(outcome)


def _insert(
    cursor: duckdb.DuckDBPyConnection, inbox: _Inbox, batch: list[_Waiting]
) -> list[Receipt | Exception]:
    passes = _passes(cursor, batch)
    known = _known(cursor, inbox, batch)
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
    _keep(cursor, taken, passes)
    return outcomes


def _keep(
    cursor: duckdb.DuckDBPyConnection, taken: list[_Waiting], passes: dict[str, dict[str, Any]]
) -> None:
    """Write the logs that were taken in, with their details.

    A version that has a newer one is no longer current.
    """
    newest = {waiting.log.log_id: waiting.log.version for waiting in taken}
    corrected = [waiting.log.log_id for waiting in taken if waiting.log.version > 1]
    if corrected:
        run(cursor, "supersede_logs", log_ids=corrected)
    rows = [
        _row(each, passes[each.pass_id], current=each.log.version == newest[each.log.log_id])
        for each in taken
    ]
    if rows:
        _write(cursor, "insert_logs", {"incoming": pa.Table.from_pylist(rows, schema=LOG_SCHEMA)})
    if any(waiting.log.has_details for waiting in taken):
        _write(
            cursor,
            "insert_log_details",
            {f"incoming_{group.table}": _entries(group, taken) for group in GROUPS},
        )


def _write(cursor: duckdb.DuckDBPyConnection, query: str, tables: dict[str, pa.Table]) -> None:
    for name, table in tables.items():
        cursor.register(name, table)
    run(cursor, query)
    for name in tables:
        cursor.unregister(name)


def _entries(group: Group, taken: list[_Waiting]) -> pa.Table:
    """Return the details of that group in all logs taken in."""
    rows = [row for waiting in taken for row in waiting.log.rows(group)]
    return pa.Table.from_pylist(rows, schema=ENTRY_SCHEMAS[group.name])


def _judge(waiting: _Waiting, found: dict[str, Any] | None, before: _Known) -> Receipt | Exception:
    log = waiting.log
    if log.digest in before.received:
        return Receipt(log.log_id, before.received[log.digest], repeated=True)
    if before.version and not before.goes_before(waiting):
        return LogConflict(OUTRUN if log.version > 1 else CONFLICT)
    if (
        found is None
        or not found["valid_from"] <= waiting.received_at <= found["valid_until"] + LATE_LOGS
    ):
        return PassUnknown(NEUTRAL)
    return Receipt(log.log_id, waiting.received_at, repeated=False)


def _row(waiting: _Waiting, found: dict[str, Any], *, current: bool) -> dict[str, Any]:
    log = waiting.log
    names = ("tasking_id", "area_id", "patrol_day", "shift")
    kept = {
        name: getattr(log, name)
        for name in ("log_id", "version", "document", "digest", "corrected_why")
    }
    sent = {"received_at": waiting.received_at, "pass_id": waiting.pass_id}
    sent |= {
        name: getattr(waiting.origin, name) for name in ("channel", "pairing_id", "entered_by")
    }
    late = waiting.origin.late or waiting.received_at > found["valid_until"]
    return {"is_current": current, "late": late, **kept, **sent, **log.values} | {
        name: found[name] for name in names
    }


def _passes(cursor: duckdb.DuckDBPyConnection, batch: list[_Waiting]) -> dict[str, dict[str, Any]]:
    run(cursor, "passes_for_logs", pass_ids=list({waiting.pass_id for waiting in batch}))
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in found:
        row["valid_from"], row["valid_until"] = (
            instant(row["valid_from_us"]),
            instant(row["valid_until_us"]),
        )
    return {row["pass_id"]: row for row in found}


def _known(
    cursor: duckdb.DuckDBPyConnection, inbox: _Inbox, batch: list[_Waiting]
) -> dict[str, _Known]:
    """Return what is stored already under the ids of the batch."""
    ids = [waiting.log.log_id for waiting in batch]
    perhaps = [log_id for log_id in ids if inbox.met[_place(log_id)]]
    for log_id in ids:
        inbox.met[_place(log_id)] = 1
    known: dict[str, _Known] = {}
    found = run(cursor, "logs_known", log_ids=perhaps).fetchall() if perhaps else []
    for log_id, digest, received_us, version, pass_id, taken_back in found:
        before = known.setdefault(log_id, _Known())
        before.received[digest] = instant(received_us)
        before.version, before.pass_id, before.taken_back = version, pass_id, taken_back
    return known
