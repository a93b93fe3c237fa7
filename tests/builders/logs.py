"""Patrol logs: as a phone sends them, and put straight into the store, for tests about what is
counted rather than how a log comes in.
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from patrolqr.core import clock
from patrolqr.store import Session
from tests.builders.duties import TEAM

SEARCH = {
    "kind": "Person search",
    "power": "Misuse of Drugs Act 1971 (section 23)",
    "object": "Controlled drugs",
    "self_defined": "A1",
    "officer_defined": "IC4",
    "outcome": "Arrest",
    "linked": "Yes",
    "told": ["Grounds", "Object"],
}
"""One stop-search as a phone sends it."""


def sent(**fields: object) -> dict[str, object]:
    """Return a log as a phone sends it."""
    return {"log_id": str(uuid.uuid4()), "engagements": 2, "saw": "Shutters still up", **fields}


def a_log(**answers: Any) -> dict[str, Any]:
    """Return a log as a phone's script sends it."""
    return {
        "log_id": str(uuid.uuid4()),
        "engagements": 2,
        "arrived_at": clock.now().isoformat(),
        **answers,
    }


def corrected(first: dict[str, object], version: int = 2, **changes: object) -> dict[str, object]:
    """Return that log as its correction is sent, with a reason."""
    return {**first, "version": version, "corrected_why": "counted wrongly", **changes}


def visit(
    store: Session,
    area_id: str,
    day: date,
    *,
    shift: str = "Late",
    minutes: int | None = 15,
    **fields: Any,
) -> str:
    """Keep one log of a visit that began at 15:00 and lasted so many minutes (None: never left).

    Return its id.
    """
    arrived = fields.pop("arrived_at", clock.at(day, time(15)))
    row: dict[str, Any] = {
        "log_id": str(uuid.uuid4()), "version": 1, "is_current": True, "document": "{}", "digest": "", "late": False,
        "channel": "phone", "area_id": area_id, "team_id": TEAM.team_id, "patrol_day": day,
        "shift": shift, "arrived_at": arrived,
        "left_at": _later(arrived, minutes), "received_at": _later(arrived, minutes or 0),
    } | fields  # fmt: skip
    with store.writing("brief") as written:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        written.cursor.execute(
            f"INSERT INTO patrol_logs ({columns}) VALUES ({marks})", list(row.values())
        )
    return str(row["log_id"])


def _later(arrived: datetime | None, minutes: int | None) -> datetime | None:
    if arrived is None or minutes is None:
        return None
    return arrived + timedelta(minutes=minutes)
