"""A phone as tests hold it: paired, its forms filled in, and what the store then holds of it."""

import re
from typing import Any

from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.store import Session, pairings
from tests.builders.logs import SEARCH

JSON = {"content-type": "application/json"}
"""The header of a log that is sent as JSON."""


def paired(client: TestClient, collar: str = "4821") -> TestClient:
    """Return the phone after it was paired the way a person does it: the room's code, the collar
    number.
    """
    code = pairings.room_code(at=clock.now())
    assert "Pair this phone" in client.get(f"/O/PAIR/{code}").text
    client.post("/o/pair", data={"code": code, "collar": collar})
    page = client.get("/o/paired")  # where a code was scanned before, the answer was its page
    assert f"Paired as {collar} until" in page.text
    return client


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
    with store.writing("brief") as written:
        written.cursor.execute(statement)
        names = [column[0] for column in written.cursor.description]
        return [dict(zip(names, row, strict=True)) for row in written.cursor.fetchall()]
