"""The phones' door: who may do what with a log, from which phone, from which page, and who waits."""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.phone import Pairing
from patrolqr.phone import routes
from patrolqr.phone.request.cookies import DEVICE, HOST, SECRET
from patrolqr.phone.request.threads import AT_ONCE
from patrolqr.store import Session, pairings
from tests.builders.logs import a_log, corrected
from tests.builders.phones import paired, rows, stored
from tests.builders.served import asked, first_line, served
from tests.phone.pages.test_my_sheet import stay

HOST_NAME = "patrol.test"


@pytest.fixture
def other(phone: TestClient) -> Iterator[TestClient]:
    """Give another phone, not paired yet."""
    with TestClient(phone.app, base_url="http://patrol.test") as client:
        yield client


@pytest.fixture
def safe(store: Session) -> Iterator[TestClient]:
    """Give a phone that reaches the pages over https."""
    with TestClient(Starlette(routes=routes(store)), base_url="https://patrol.test") as client:
        yield client


def newest(store: Session, collar: str) -> Pairing:
    """Return the pairing under that number that was made last."""
    held = pairings.current(store, at=clock.now())
    return [each for each in held if each.collar == collar][-1]


def test_whoever_types_anothers_number_is_refused_by_name_at_each_step(
    phone: TestClient, other: TestClient, store: Session, sheet: Briefing
) -> None:
    """4821 logs; somebody else pairs as 4821, then as themselves, and knows the log's id."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log(saw="a grey van")
    assert phone.post(address, json=log).status_code == 201
    undo, sent, word = (
        f"{address}/undo/{log['log_id']}",
        f"{address}/sent/{log['log_id']}",
        f"/o/mine/{log['log_id']}",
    )
    asks = {"accept": "application/json"}
    for number in ("4821", "5120"):
        paired(other, number)
        mended = corrected(log, saw="nothing", paired=newest(store, "4821").pairing_id)
        refusals = [
            other.post(address, json=mended),
            other.post(undo, json={"asked_at": clock.now().isoformat()}),
            other.post(word, json={"answer": "I was not there"}),
            other.get(sent, headers=asks),
            other.get(f"{address}/correct/{log['log_id']}", headers=asks),
        ]
        assert [answer.json()["code"] for answer in refusals] == [
            "log_conflict",
            "not_paired",
            "input_wrong",
            "pass_unknown",
            "pass_unknown",
        ]
        assert all(answer.json()["sentence"] for answer in refusals)
        assert "None yet" in other.get("/o/mine").text
    (row,) = stored(store)
    assert (row["saw"], row["set_aside_why"], row["version"]) == ("a grey van", None, 1)
    assert phone.post(address, json=corrected(log, saw="a red van")).status_code == 201


def test_a_log_is_not_taken_back_beforehand_by_whoever_types_its_officers_number(
    phone: TestClient, other: TestClient, store: Session, sheet: Briefing
) -> None:
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log()
    paired(other, "4821")
    undo = f"{address}/undo/{log['log_id']}"
    other.get(address)
    assert other.post(undo, json={}).json()["became"] == "not stored"
    assert phone.post(address, json=log).json()["taken_back"] is False
    assert [row["set_aside_why"] for row in stored(store)] == [None]


def test_a_second_phone_with_a_number_sees_nothing_older_than_itself(
    phone: TestClient, other: TestClient, sheet: Briefing
) -> None:
    """What colleagues wrote with that number before stays with the first phone."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    before, after = (
        stay(15, ago) | {"colleagues": ["4417"], "officers_present": 2} for ago in (20, 0)
    )
    with TestClient(phone.app, base_url="http://patrol.test") as first:
        paired(first, "4417")
        assert phone.post(address, json=before).status_code == 201
        paired(other, "4417")
        for page in ("/o/mine", address, "/o/my-sheet"):
            assert "4821" in first.get(page).text
            assert "4821" not in other.get(page).text
        assert phone.post(address, json=after).status_code == 201
        assert "Written by 4821, with you" in other.get("/o/mine").text


def test_an_ended_pairing_sends_for_sheets_alone_that_it_was_shown(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Whatever time it claims; paired again it may."""
    address, pairing = f"/o/{sheet.taskings[0].pass_id}", newest(store, "4821")
    claimed = a_log(opened_at=(clock.now() - timedelta(minutes=5)).isoformat(), arrived_at="")
    pairings.end(store, pairing.pairing_id)
    refused = phone.post(address, json=claimed)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_paired")
    undo = phone.post(f"{address}/undo/{claimed['log_id']}", json={})
    assert undo.json()["code"] == "not_paired"
    paired(phone)
    assert phone.post(address, json=claimed).status_code == 201


def test_what_an_ended_pairing_was_shown_outlasts_a_restart(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    address, pairing = f"/o/{sheet.taskings[0].pass_id}", newest(store, "4821")
    phone.get(f"{address}/sheet")
    assert rows(store, "SELECT pairing_id::VARCHAR AS pairing_id FROM pairing_sheets") == [
        {"pairing_id": pairing.pairing_id}
    ]
    phone.get(address)
    phone.get("/o/my-sheet")
    assert len(rows(store, "SELECT shift FROM pairing_sheets")) == 1
    again = pairings._Register(store.store.database)
    assert len(again.given) == 1


def test_a_phones_secret_is_made_here(stranger: TestClient, store: Session) -> None:
    """One that it brings is taken where we gave it, so that a number stays bound to its phone."""
    stranger.cookies.set(DEVICE, "mine-for-ever", domain=HOST_NAME)
    paired(stranger, "4821")
    given = stranger.cookies[DEVICE]
    assert given != "mine-for-ever"
    first = newest(store, "4821")
    paired(stranger, "5120")
    assert stranger.cookies[DEVICE] == given
    assert newest(store, "5120").device == first.device


def test_over_https_cookies_are_of_this_host_alone(safe: TestClient, store: Session) -> None:
    paired(safe)
    assert {name.removeprefix(HOST) for name in safe.cookies} == {SECRET, DEVICE}
    assert all(name.startswith(HOST) for name in safe.cookies)
    # a neighbouring host can put one there under the plain name alone
    put_there = {SECRET: safe.cookies[f"{HOST}{SECRET}"], DEVICE: safe.cookies[f"{HOST}{DEVICE}"]}
    safe.cookies.clear()
    for name, value in put_there.items():
        safe.cookies.set(name, value, domain=HOST_NAME)
    assert "Pair this phone" in safe.get("/o/paired").text
    before = newest(store, "4821").device
    paired(safe, "4821")
    assert newest(store, "4821").device != before


def test_a_phone_that_an_earlier_version_paired_stays_paired(
    safe: TestClient, store: Session, sheet: Briefing
) -> None:
    """Under its cookies' old names, and nothing of its queue is lost; then it has the new ones."""
    paired(safe)
    old = {SECRET: safe.cookies[f"{HOST}{SECRET}"], DEVICE: safe.cookies[f"{HOST}{DEVICE}"]}
    with store.writing("send") as written:
        written.cursor.execute("UPDATE pairings SET is_followed = NULL")
    pairings._registers.clear()
    safe.cookies.clear()
    for name, value in old.items():
        safe.cookies.set(name, value, domain=HOST_NAME)
    address, device = f"/o/{sheet.taskings[0].pass_id}", newest(store, "4821").device
    assert safe.get(address).status_code == 200
    queued = a_log(opened_at=clock.now().isoformat())
    pairings.end(store, newest(store, "4821").pairing_id)
    assert safe.post(address, json=queued).status_code == 201
    paired(safe)
    assert newest(store, "4821").device == device
    assert {SECRET, DEVICE}.isdisjoint(safe.cookies)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"origin": "null"}, 201),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 201),
        ({"origin": "http://patrol.test"}, 201),
        ({"origin": "http://localhost:8501"}, 201),  # what codes point to, before a proxy
        ({"sec-fetch-site": "none"}, 201),
        ({"origin": "https://evil.test"}, 403),
        ({"origin": "http://patrol.test.evil.test"}, 403),
        ({"origin": "http://[patrol"}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_only_a_page_of_ours_sends(
    phone: TestClient, store: Session, sheet: Briefing, headers: dict[str, str], status: int
) -> None:
    answer = phone.post(f"/o/{sheet.taskings[0].pass_id}", json=a_log(), headers=headers)
    assert answer.status_code == status
    assert (status == 403) == (answer.json().get("code") == "foreign_site")
    assert len(stored(store)) == (status == 201)


def test_a_crowd_of_strangers_keeps_no_officer_waiting(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """More of them than there are threads try codes, and what they try hangs."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    phone.get(address)
    cookie = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    with served(store) as port:
        crowd = []
        try:
            with store.store.database.writing():  # each refusal is written, and waits for this
                crowd = [
                    asked(port, f"/o/GUESS{number:015}", number=number)
                    for number in range(AT_ONCE + 50)
                ]
                for path in (address, "/o/mine", "/o/my-sheet"):
                    with closing(asked(port, path, {"Cookie": cookie})) as officer:
                        assert first_line(officer) == "HTTP/1.1 200 OK"
            answers = {first_line(each) for each in crowd}
        finally:
            for each in crowd:
                with suppress(OSError):
                    each.close()
    assert answers <= {"HTTP/1.1 404 Not Found", "HTTP/1.1 429 Too Many Requests"}
