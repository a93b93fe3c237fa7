"""Patrol logs put straight into the store, for tests about what is counted rather than how a log
comes in.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.briefing import BriefingDraft, TaskingDraft
from patrolqr.store import Session, briefings, picks

SQUARE = '{"type":"Polygon","coordinates":[[[-2.0,52.7],[-1.996,52.7],[-1.996,52.702],[-2.0,52.702],[-2.0,52.7]]]}'


def brief(
    store: Session,
    day: date,
    names: Sequence[str],
    *,
    shift: str = "Late",
    places: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Pick and brief areas of those names, two visits of 15 minutes each.

    Return their ids by name.
    """
    wanted = [
        Candidate(
            f"E{397_000 + 250 * len(name)}N310250", name, SQUARE, (places or {}).get(name), ""
        )
        for name in names
    ]
    picks.set_picks(store, day, shift, wanted)
    picked = {pick.area.name: pick.area.area_id for pick in picks.picks(store, day, shift)}
    taskings = tuple(TaskingDraft(picked[name], name, visits=2, minutes=15) for name in names)
    briefings.save(
        store, BriefingDraft(day, shift, "Ashbrook", "OFFICIAL", "Sgt 4412", "", "", taskings)
    )
    return picked


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
        "channel": "phone", "area_id": area_id, "patrol_day": day, "shift": shift, "arrived_at": arrived,
        "left_at": _later(arrived, minutes), "received_at": _later(arrived, minutes or 0),
    } | fields  # fmt: skip
    with store.writing() as written:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        written.cursor.execute(
            f"INSERT INTO patrol_logs ({columns}) VALUES ({marks})", list(row.values())
        )
    return str(row["log_id"])


def neighbourhoods(store: Session, names: Mapping[str, str]) -> None:
    """Keep neighbourhoods: id to name."""
    with store.writing() as written:
        for place_id, name in names.items():
            written.cursor.execute(
                "INSERT INTO places (place_id, kind, name) VALUES (?, 'neighbourhood', ?)",
                [place_id, name],
            )


def _later(arrived: datetime, minutes: int | None) -> datetime | None:
    return None if minutes is None else arrived + timedelta(minutes=minutes)
