"""A sheet of three areas for the shift that is on, and a client that asks as a phone does."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.briefing import Briefing, BriefingDraft, TaskingDraft
from patrolqr.phone import routes
from patrolqr.store import Session, briefings, pairings, picks
from tests.store.test_details import SEARCH

NAMES = ("Market Square", "Station Road", "Canal Bridge")
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-2.03, 52.69], [-2.02, 52.69], [-2.02, 52.7], [-2.03, 52.69]]],
}


JSON = {"content-type": "application/json"}
"""The header of a log that is sent as JSON."""


def brief(
    store: Session, day: date, shift: str, *, names: tuple[str, ...] = NAMES, why: str = "7 calls"
) -> Briefing:
    """Return the next version of that day's briefing, with one tasking per name."""
    candidates = [Candidate(f"cell {name}", name, json.dumps(SQUARE), None, why) for name in names]
    picks.set_picks(store, day, shift, candidates)
    taskings = tuple(
        TaskingDraft(
            pick.area.area_id,
            pick.area.name,
            why,
            "a grey van",
            "Are the shutters up?",
            2,
            15,
            time(21),
            time(1),
        )
        for pick in picks.picks(store, day, shift)
    )
    return briefings.save(
        store, BriefingDraft(day, shift, "Ashbrook LPT", "OFFICIAL", "Sgt 4412", "", "", taskings)
    )


def stored(store: Session) -> list[dict[str, Any]]:
    """Return every patrol log in the table, oldest first, with its instants as microseconds since
    1970.
    """
    return rows(
        store,
        """
        SELECT
            * EXCLUDE (received_at, arrived_at, left_at, sent_at) REPLACE (area_id::VARCHAR AS area_id),
            epoch_us(arrived_at) AS arrived_us, epoch_us(left_at) AS left_us, epoch_us(sent_at) AS sent_us
        FROM patrol_logs ORDER BY received_at
        """,
    )


def refused(store: Session) -> int:
    """Return how many unknown codes were counted."""
    (counted,) = rows(store, "SELECT count(*) AS attempts FROM refused_attempts")
    return int(counted["attempts"])


def rows(store: Session, statement: str) -> list[dict[str, Any]]:
    """Return the rows of a statement, read from the tables themselves."""
    with store.writing() as written:
        written.cursor.execute(statement)
        names = [column[0] for column in written.cursor.description]
        return [dict(zip(names, row, strict=True)) for row in written.cursor.fetchall()]


def a_log(**answers: Any) -> dict[str, Any]:
    """Return a log as a phone's script sends it."""
    return {
        "log_id": str(uuid.uuid4()),
        "engagements": 2,
        "arrived_at": clock.now().isoformat(),
        **answers,
    }


def form_of(page: str) -> dict[str, str]:
    """Return the fields of the page's form as a browser without script would post them."""
    inputs = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page)
    return {name: value for name, value in inputs if name != "answer_quick"}


def as_form(number: int, **changes: str) -> dict[str, str]:
    """Return a stop-search as a form without script names its answers."""
    said = {
        name: value if isinstance(value, str) else "; ".join(value)
        for name, value in SEARCH.items()
    }
    return {f"stop_search-{number}-{name}": value for name, value in (said | changes).items()}


@pytest.fixture
def sheet(store: Session) -> Briefing:
    """Return a briefing for the shift that is on now."""
    return brief(store, clock.today(), clock.current_shift(clock.now()))


@pytest.fixture
def over(store: Session) -> Briefing:
    """Return a briefing whose shift ended days ago."""
    return brief(store, clock.today() - timedelta(days=3), "Late", names=("Old Quay",))


def paired(client: TestClient, collar: str = "4821") -> TestClient:
    """Return the phone after it was paired the way a person does it: the room's code, the collar
    number.
    """
    code = pairings.room_code(at=clock.now())
    assert "Pair this phone" in client.get(f"/O/PAIR/{code}").text
    page = client.post("/o/pair", data={"code": code, "collar": collar})
    assert f"Paired as {collar} until" in page.text
    return client


@pytest.fixture
def stranger(store: Session) -> Iterator[TestClient]:
    """Give a phone that is not paired; an unexpected error in the routes fails the test."""
    with TestClient(Starlette(routes=routes(store)), base_url="http://patrol.test") as client:
        yield client


@pytest.fixture
def phone(stranger: TestClient) -> TestClient:
    """Give a paired phone."""
    return paired(stranger)
