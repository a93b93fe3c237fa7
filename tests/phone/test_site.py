"""Every address under /o is answered here, with headers that tell nobody else anything."""

import logging

import pytest
from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, teams
from tests.builders.disk import room
from tests.builders.logs import a_log
from tests.builders.phones import stored
from tests.builders.served import asked, first_line, served


def test_a_page_tells_nobody_else_where_it_was(phone: TestClient, sheet: Briefing) -> None:
    """No pass in title or referrer, nothing kept by the browser, nothing from other hosts."""
    tasking = sheet.taskings[0]
    page = phone.get(f"/o/{tasking.pass_id}")
    assert "<title>PatrolQR</title>" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-patrolqr"] == "1"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "://" not in page.text.replace("http://www.w3.org", "")


def test_addresses_and_methods_that_do_not_exist_are_answered_here(phone: TestClient) -> None:
    """Nothing under /o falls through to the desk."""
    assert phone.get("/o/assets/nothing.js").status_code == 404
    answer = phone.put("/o/ABC")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_a_phone_whose_log_cannot_be_kept_now_is_told_when_to_send_it_again(
    phone: TestClient, sheet: Briefing
) -> None:
    with room(1):  # the disk is full
        answer = phone.post(f"/o/{sheet.taskings[0].pass_id}", json=a_log())
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"


def test_the_desk_map_finds_leaflet_and_the_browser_keeps_it(phone: TestClient) -> None:
    """Third-party files come from their package, through us."""
    for name in ("leaflet.js", "leaflet.css", "images/marker-icon.png"):
        found = phone.get(f"/o/assets/leaflet/{name}")
        assert found.status_code == 200
        assert "max-age" in found.headers["cache-control"]


def test_a_phone_that_hangs_up_is_no_fault_and_leaves_nothing(
    store: Session, sheet: Briefing, caplog: pytest.LogCaptureFixture
) -> None:
    """In the middle of what it sends, as where signal goes."""
    caplog.set_level(logging.INFO)
    address = f"/o/{sheet.taskings[0].pass_id}"
    promised = {"Content-Type": "application/json", "Content-Length": "4000"}
    with served(store) as port:
        for _ in range(20):
            asked(port, address, promised, b'{"log_id": "').close()
        assert first_line(asked(port, "/o/")) == "HTTP/1.1 200 OK"
    faults = [each for each in caplog.records if each.levelno > logging.INFO or each.exc_info]
    assert faults == []
    assert stored(store) == []


def test_pages_of_a_sheet_begin_and_end_with_its_marking(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """*My patrols* with the strictest of all teams; pages that every phone has carry none."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log()
    phone.post(address, json=log)
    sent, correct = (f"{address}/{page}/{log['log_id']}" for page in ("sent", "correct"))
    own, of_all = sheet.marking, teams.marking(store)
    assert (own, of_all) == ("OFFICIAL", "OFFICIAL-SENSITIVE")
    pages = dict.fromkeys((address, "/o/my-sheet", sent, correct), own) | {"/o/mine": of_all}
    for path, marking in pages.items():
        line = f'<p class="marking">{marking}</p>'
        text = phone.get(path).text
        inside = text.partition("<main>")[2].partition("</main>")[0].strip()
        assert inside.startswith(line), path
        assert inside.endswith(line), path
        assert text.count('class="marking"') == 2
    for path in ("/o/queue", "/o/check", "/o/offline", "/o/pair", "/o/"):
        assert "OFFICIAL" not in phone.get(path).text
