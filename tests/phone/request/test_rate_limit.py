"""Codes that open nothing: one answer for all, counted and limited."""

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from patrolqr.core.briefing import Briefing
from patrolqr.phone.request.cookies import SECRET
from patrolqr.phone.request.rate_limit import PER_ADDRESS, WRITTEN_TOGETHER
from patrolqr.store import Session, passes
from tests.builders import examples
from tests.builders.phones import refused

FLOOD = 2_500 * examples.TIMES
"""Codes that a guesser tries: many times every limit; ten thousand in CI."""


def test_unknown_over_and_revoked_codes_get_one_answer(
    phone: TestClient, store: Session, sheet: Briefing, over: Briefing
) -> None:
    """The same bytes and headers for all, with no area's name.

    Each attempt is counted without the code.
    """
    revoked, spent = sheet.taskings[0], over.taskings[0]
    passes.revoke(store, pass_id=revoked.pass_id, why="sheet lost")
    answers = [phone.get(f"/o/{code}") for code in ("A" * 20, spent.pass_id, revoked.pass_id)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(answer.headers.items()) for answer in answers}) == 1
    assert not any(
        tasking.area.name in answers[0].text for tasking in (*sheet.taskings, *over.taskings)
    )
    assert refused(store) == 3


async def statuses(app: ASGIApp, paths: list[str], cookie: str) -> list[int]:
    """Return the status of each path, asked by the phone with that cookie, without a client in
    between.
    """
    found: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        found.extend([message["status"]] if message["type"] == "http.response.start" else [])

    for path in paths:
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "client": ("203.0.113.9", 1),
        }
        await app(
            {
                **scope,
                "headers": [(b"cookie", cookie.encode())],
                "scheme": "http",
                "root_path": "",
                "http_version": "1.1",
            },
            receive,
            send,
        )
    return found


def test_a_flood_of_codes_is_counted_and_limited_but_no_officer_is_locked_out(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Guessing gets 429 soon; a valid code opens all the while, even on the very same phone."""
    valid = f"/o/{sheet.taskings[0].pass_id}"
    paths = [f"/o/{number:020}" for number in range(FLOOD)]
    for place in range(0, FLOOD + FLOOD // 10, FLOOD // 10):
        paths.insert(place, valid)
    assert phone.portal is not None
    answers = phone.portal.call(statuses, phone.app, paths, f"{SECRET}={phone.cookies[SECRET]}")
    assert [status for path, status in zip(paths, answers, strict=True) if path == valid] == [
        200
    ] * 11
    turned_away = [status for path, status in zip(paths, answers, strict=True) if path != valid]
    assert turned_away == [404] * PER_ADDRESS + [429] * (FLOOD - PER_ADDRESS)
    assert refused(store) > FLOOD - WRITTEN_TOGETHER
