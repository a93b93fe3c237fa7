"""Reasons in a store: calls, intelligence and incidents as a load leaves them."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from patrolqr.core import clock
from patrolqr.core.team import Duty
from patrolqr.steps import triage
from patrolqr.store import Session
from patrolqr.store.teams import team
from tests.builders.duties import duty_now

EASTING, NORTHING = 398_100.0, 310_050.0
"""A place in the square E398000N310000."""

GRADED: dict[str, Any] = {"source_grade": "2", "information_grade": "B", "handling": "P"}


def reason(kind: str = "call", **words: Any) -> dict[str, Any]:
    """Return a reason that came in an hour before the duty that is on now began."""
    begins_at, _ = clock.duty_window(duty_now())
    usual = {
        "reason_id": uuid.uuid4(),
        "kind": kind,
        "reference": "101",
        "origin": "police" if kind == "intelligence" else "public",
        "reported_at": begins_at - timedelta(hours=1),
        "text": "Bikes on the canal path",
        "sanitised_text": "Riders meet at the bridge" if kind == "intelligence" else None,
        "source_grade": None,
        "information_grade": None,
        "handling": None,
        "conditions": None,
        "expires_day": None,
        "place": "Canal Street",
        "easting": EASTING,
        "northing": NORTHING,
        "neighbourhood_id": None,
        "superseded": False,
    }
    return usual | (GRADED if kind == "intelligence" else {}) | words


def put(session: Session, *wanted: dict[str, Any]) -> list[str]:
    """Keep reasons and return their ids, in that order."""
    with session.writing("brief") as written:
        for each in wanted:
            plain = {name: [_plain(value)] for name, value in each.items()}
            written.insert("reasons", pa.table(plain))
    return [str(each["reason_id"]) for each in wanted]


def incident(**words: Any) -> dict[str, Any]:
    """Return an incident to the minute, as the table has it, an hour before the duty began."""
    begins_at, _ = clock.duty_window(duty_now())
    at: datetime = words.pop("at", begins_at - timedelta(hours=1))
    return {
        "incident_id": uuid.uuid4(),
        "reference": "22/1/26",
        "origin": "public",
        "precision": "minute",
        "kind": "crime",
        "occurred_at": at,
        "reported_at": at,
        "category": "Burglary",
        "words": "Shed broken into",
        "easting": EASTING,
        "northing": NORTHING,
        "street": "Mill Lane",
        "superseded": False,
    } | words


def put_incidents(session: Session, *wanted: dict[str, Any]) -> list[str]:
    """Keep incidents and return their ids, in that order."""
    with session.writing("brief") as written:
        for each in wanted:
            plain = {name: [_plain(value)] for name, value in each.items()}
            written.insert("incidents", pa.table(plain))
    return [str(each["incident_id"]) for each in wanted]


def inbox_of(session: Session, duty: Duty) -> triage.Inbox:
    """Return the inbox of that duty's team."""
    return triage.inbox(session, team(session, duty.team_id), duty)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value
