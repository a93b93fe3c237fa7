"""What a code opens."""

import gzip

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.form.questions import FIELDS
from patrolqr.phone.request.pairing import SECRET
from patrolqr.phone.request.rate_limit import PER_ADDRESS, WRITTEN_TOGETHER
from patrolqr.store import Session, passes
from tests.phone.conftest import brief, refused


def test_a_code_opens_its_tasking_in_capitals_and_in_small_letters(
    phone: TestClient, sheet: Briefing
) -> None:
    """Codes are printed in capitals; people type as they like."""
    tasking = sheet.taskings[0]
    for address in (f"/O/{tasking.pass_id}", f"/o/{tasking.pass_id.lower()}"):
        page = phone.get(address)
        assert page.status_code == 200
        for text in (tasking.area.name, tasking.why, tasking.look_for, tasking.ask, "2 × 15 min"):
            assert text in page.text
        assert page.text.index(tasking.ask) < page.text.index("Nothing to report, send")


def test_every_field_of_the_form_is_on_the_page(phone: TestClient, sheet: Briefing) -> None:
    """A new question is one line in FIELDS and appears on the phone.

    Whose log it is comes from the pairing.
    """
    page = phone.get(f"/o/{sheet.taskings[0].pass_id}").text
    assert [field.name for field in FIELDS if f'name="{field.name}"' not in page] == ["collar"]


def test_a_page_tells_nobody_else_where_it_was(phone: TestClient, sheet: Briefing) -> None:
    """No pass in title or referrer, nothing kept by the browser, nothing from other hosts."""
    tasking = sheet.taskings[0]
    page = phone.get(f"/o/{tasking.pass_id}")
    assert "<title>PatrolQR</title>" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "://" not in page.text.replace("http://www.w3.org", "")


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


def test_ten_thousand_codes_are_counted_and_limited_but_no_officer_is_locked_out(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Guessing gets 429 soon; a valid code opens all the while, even on the very same phone."""
    valid = f"/o/{sheet.taskings[0].pass_id}"
    paths = [f"/o/{number:020}" for number in range(10_000)]
    for place in range(0, 11_000, 1000):
        paths.insert(place, valid)
    assert phone.portal is not None
    answers = phone.portal.call(statuses, phone.app, paths, f"{SECRET}={phone.cookies[SECRET]}")
    assert [status for path, status in zip(paths, answers, strict=True) if path == valid] == [
        200
    ] * 11
    turned_away = [status for path, status in zip(paths, answers, strict=True) if path != valid]
    assert turned_away == [404] * PER_ADDRESS + [429] * (10_000 - PER_ADDRESS)
    assert refused(store) > 10_000 - WRITTEN_TOGETHER


def test_a_superseded_sheet_shows_the_new_text(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The paper's code still works, says so, and leads to what the sergeant wrote since."""
    newer = brief(store, sheet.patrol_day, sheet.shift, why="9 calls, two since noon")
    page = phone.get(f"/o/{sheet.taskings[0].pass_id}").text
    assert f"Superseded {clock.time_text(newer.made_at)}" in page
    assert "9 calls, two since noon" in page


def test_a_withdrawn_area_says_so_and_still_takes_its_log(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Whoever was there already has something to say."""
    brief(store, sheet.patrol_day, sheet.shift, names=("Station Road",))
    address = f"/o/{sheet.taskings[0].pass_id}"
    assert "Withdrawn" in phone.get(address).text
    assert (
        phone.post(address, json={"log_id": "5d2a3e06-3b1c-4f2c-8f11-0a4b6f1f9f10"}).status_code
        == 201
    )


def test_six_characters_lead_to_the_page_and_guessing_them_ends(
    phone: TestClient, sheet: Briefing
) -> None:
    """For a dead camera; short codes are refused while their address is over its limit."""
    tasking = sheet.taskings[0]
    typed = f" {tasking.short_code[:3].lower()} {tasking.short_code[3:]}"
    assert phone.post("/o/", data={"code": typed}).url.path == f"/o/{tasking.pass_id}"
    guesses = [phone.post("/o/", data={"code": "ZZZZZZ"}).status_code for _ in range(25)]
    assert guesses[0] == 404
    assert guesses[-1] == 429
    assert phone.post("/o/", data={"code": typed}).status_code == 429


def test_addresses_and_methods_that_do_not_exist_are_answered_here(phone: TestClient) -> None:
    """Nothing under /o falls through to the desk."""
    assert phone.get("/o/assets/nothing.js").status_code == 404
    answer = phone.put("/o/ABC")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_the_desk_map_finds_leaflet_and_the_browser_keeps_it(phone: TestClient) -> None:
    """Third-party files come from their package, through us."""
    for name in ("leaflet.js", "leaflet.css", "images/marker-icon.png"):
        found = phone.get(f"/o/assets/leaflet/{name}")
        assert found.status_code == 200
        assert "max-age" in found.headers["cache-control"]


def test_the_first_load_is_at_most_thirty_kilobytes(phone: TestClient, sheet: Briefing) -> None:
    """Page, style, scripts and icon, compressed as the desk's server compresses them."""
    page = phone.get(f"/o/{sheet.taskings[0].pass_id}")
    linked = [part.split('"')[1] for part in page.text.replace("src=", "href=").split("href=")[1:]]
    files = [each for each in linked if "/assets/" in each]
    assert len(files) >= 3
    assert (
        sum(len(gzip.compress(phone.get(each).content)) for each in (page.url.path, *files))
        <= 20_000
    )
