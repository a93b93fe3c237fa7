"""A patrol log on its way into the store: how it came, its row, its details, what it is judged by."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.form.asked import Ask
from patrolqr.core.form.log import PatrolLog
from patrolqr.core.form.questions import COLUMNS, GROUPS, Group, asked_in
from patrolqr.core.phone import Receipt
from patrolqr.core.presence import Presence
from patrolqr.store import redacted_logs
from patrolqr.store.engine.writing import Writing
from patrolqr.store.presence import Visit, place

TIMES = asked_in("times")
"""When the officer came and left: what a phone's clock says of it is set right."""

ARROW_TYPES = {
    "instant": pa.timestamp("us", tz="UTC"),
    "count": pa.int32(),
    "text": pa.string(),
    "choice": pa.string(),
    "ticks": pa.list_(pa.string()),
    "yes_no": pa.bool_(),
    "day": pa.date32(),
    "number": pa.float64(),
    "collars": pa.list_(pa.string()),
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
    "team_id": pa.string(),
    "patrol_day": pa.date32(),
    "shift": pa.string(),
    "pairing_id": pa.string(),
    "entered_by": pa.string(),
    "load_id": pa.string(),
    "grade": pa.string(),
    "grade_why": pa.string(),
    "flags": pa.list_(pa.string()),
    "clock_ahead_s": pa.int64(),
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

NOTHING_ASKED = Ask("")


@dataclass(frozen=True)
class PassOfLog:
    """Where and when a pass sent its officer."""

    tasking_id: str
    area_id: str
    team_id: str
    patrol_day: date
    shift: str
    valid_from: datetime
    valid_until: datetime
    geometry: str
    asked: Ask = NOTHING_ASKED


@dataclass
class Arriving:
    """A log in the queue, and what became of it."""

    log: PatrolLog
    pass_id: str
    delivery: Delivery
    received_at: datetime
    answer: "Future[Receipt]" = field(default_factory=Future)

    @property
    def ahead(self) -> timedelta:
        """Return how far its phone's clock was ahead, by what it said when it sent."""
        return clock.phone_ahead(self.log.values["sent_at"], self.received_at)

    @property
    def values(self) -> dict[str, Any]:
        """Return what the log says, with its times by our clock."""
        said = self.log.values
        ahead = timedelta(0) if self.log.is_by_our_clock else self.ahead
        return said | {each.name: clock.set_right(said[each.name], ahead) for each in TIMES}

    def receipt(self, *, taken_back: bool) -> Receipt:
        """Return the receipt of a log that is stored now."""
        said = self.values
        return Receipt(
            self.log.log_id,
            self.received_at,
            repeated=False,
            arrived_at=said["arrived_at"],
            left_at=said["left_at"],
            taken_back=taken_back,
        )


def entries_of(group: Group, taken: list[Arriving]) -> pa.Table:
    """Return the details of that group in all logs taken in."""
    rows = [row for waiting in taken for row in waiting.log.rows(group)]
    return pa.Table.from_pylist(rows, schema=ENTRY_SCHEMAS[group.name])


def row_of(waiting: Arriving, found: PassOfLog, judged: Presence | None) -> dict[str, Any]:
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
        "late": is_late(waiting, found),
        "channel": delivery.channel,
        "pairing_id": delivery.pairing_id,
        "entered_by": delivery.entered_by,
        "pass_id": waiting.pass_id,
        "tasking_id": found.tasking_id,
        "area_id": found.area_id,
        "team_id": found.team_id,
        "patrol_day": found.patrol_day,
        "shift": found.shift,
        "grade": judged.grade if judged else None,
        "grade_why": judged.why if judged else None,
        "flags": list(judged.flags) if judged else None,
        "clock_ahead_s": int(waiting.ahead.total_seconds()) if waiting.ahead else None,
        **waiting.values,
    }


def redact_again(written: Writing, taken: list[Arriving]) -> None:
    """Leave words out of corrections that were taken out of their logs for good: a phone still has
    them.
    """
    corrections = [waiting.log for waiting in taken if waiting.log.version > 1]
    redacted = redacted_logs.without_again(written, corrections) if corrections else {}
    for waiting in taken:
        log = waiting.log
        waiting.log = redacted.get((log.log_id, log.version), log)


def is_late(waiting: Arriving, found: PassOfLog) -> bool:
    """Return whether it came after its code, or the pairing of its phone, had ended."""
    return waiting.delivery.late or waiting.received_at > found.valid_until


def visit_of(waiting: Arriving, found: PassOfLog) -> Visit:
    """Return the log as it is judged for its presence grade."""
    said = waiting.values
    return Visit(
        log_id=waiting.log.log_id,
        version=waiting.log.version,
        collar=said["collar"],
        pairing_id=waiting.delivery.pairing_id,
        channel=waiting.delivery.channel,
        late=is_late(waiting, found),
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
