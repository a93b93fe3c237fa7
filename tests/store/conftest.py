"""A briefing to hang logs on, without the demo town."""

import uuid
from datetime import date, time
from typing import Any

import pytest

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.briefing import Briefing, BriefingDraft, TaskingDraft
from patrolqr.store import Session, briefings, picks

SQUARE = '{"type":"Polygon","coordinates":[[[-2.0,52.7],[-1.996,52.7],[-1.996,52.702],[-2.0,52.702],[-2.0,52.7]]]}'


def candidate(number: int, name: str = "Market Square") -> Candidate:
    """Return a picked cell of that number."""
    return Candidate(
        f"E{397_000 + 250 * number}N310250", name, SQUARE, None, "41 incidents in 12 months"
    )


def draft(store: Session, day: date, shift: str = "Late", **changes: str) -> BriefingDraft:
    """Return a draft over everything picked for that patrol day and shift."""
    taskings = tuple(
        TaskingDraft(
            pick.area.area_id,
            pick.area.name,
            pick.why,
            "grey van",
            "Are the shutters up?",
            2,
            15,
            time(21),
            time(1),
        )
        for pick in picks.picks(store, day, shift)
    )
    words: dict[str, Any] = {
        "team": "Ashbrook LPT",
        "marking": "OFFICIAL-SENSITIVE",
        "author": "Sgt 4412",
        "information": "",
        "intention": "",
    }
    return BriefingDraft(day, shift, taskings=taskings, **(words | changes))


@pytest.fixture
def briefed(store: Session) -> Briefing:
    """Return a briefing with two areas, for the shift that is on now."""
    now = clock.now()
    day, shift = clock.patrol_day(now), clock.current_shift(now)
    picks.set_picks(store, day, shift, [candidate(1), candidate(2, "Station Road")])
    return briefings.save(store, draft(store, day, shift))


def sent(**fields: object) -> dict[str, object]:
    """Return a log as a phone sends it."""
    return {"log_id": str(uuid.uuid4()), "engagements": 2, "saw": "Shutters still up", **fields}
