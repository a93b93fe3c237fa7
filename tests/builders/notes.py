"""Officers' notes of many shifts, put straight into the store, for tests about their words."""

import uuid
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

import pandas as pd

from patrolqr.core import clock
from patrolqr.store import Session
from tests.builders.duties import TEAM

UNTIL = date(2026, 11, 23)
"""The Monday after the last week of notes."""

AREA = "00000000-0000-4000-8000-000000000001"
ELSEWHERE = "00000000-0000-4000-8000-000000000002"

OFFICERS = tuple(f"77{number:02}" for number in range(12))

USUAL = (
    "shutters still closed at the arcade and nobody about",
    "two lads by the fountain moved along and went home",
    "quiet tonight with shops open late and people shopping",
    "spoke to staff about parking near the gates",
    "bins were full beside benches and lights working",
    "walked through the precinct and checked doors",
)


class Note(NamedTuple):
    """What an officer noted on so many days before UNTIL; hour tells patrols of one shift apart."""

    collar: str | None
    days_ago: int
    text: str
    area_id: str = AREA
    hour: int = 15


def usual(weeks: int = 16) -> list[Note]:
    """Return what three officers a day note of what is always so, for so many weeks."""
    return [
        Note(
            OFFICERS[(day + turn) % len(OFFICERS)],
            day + 1,
            f"{USUAL[(day + turn) % len(USUAL)]}. {USUAL[(day * 5 + turn) % len(USUAL)]}",
            (AREA, ELSEWHERE)[turn % 2],
            15 + turn,
        )
        for day in range(weeks * 7)
        for turn in range(3)
    ]


def by_each(text: str, officers: int, *, first_day: int = 1, hour: int = 18) -> list[Note]:
    """Return one note with that text by each of so many officers, on a day of its own each."""
    return [
        Note(OFFICERS[number], first_day + number, text, hour=hour) for number in range(officers)
    ]


def keep_notes(session: Session, notes: Iterable[Note], *, until: date = UNTIL) -> list[str]:
    """Put logs with these notes into the store; return their ids."""
    rows = [_row(note, until) for note in notes]
    frame = pd.DataFrame(rows)
    with session.writing("brief") as written:
        columns = ", ".join(rows[0])
        written.cursor.register("kept_notes", frame)
        written.cursor.execute(
            f"INSERT INTO patrol_logs ({columns}) SELECT {columns} FROM kept_notes"
        )
        written.cursor.unregister("kept_notes")
    return [str(row["log_id"]) for row in rows]


def _row(note: Note, until: date) -> dict[str, object]:
    day = until - timedelta(days=note.days_ago)
    arrived = clock.at(day, time(note.hour))
    return {
        "log_id": str(uuid.uuid4()), "version": 1, "is_current": True, "document": "{}", "digest": "",
        "late": False, "channel": "phone", "area_id": note.area_id, "team_id": TEAM.team_id,
        "patrol_day": day, "shift": "Late", "arrived_at": arrived,
        "left_at": arrived + timedelta(minutes=15), "received_at": arrived + timedelta(minutes=16),
        "collar": note.collar, "saw": note.text,
    }  # fmt: skip
