"""Pairing a phone: what it opens and signs, what a phone that is not paired learns, and what comes
after.
"""

import uuid
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.phone import routes
from patrolqr.phone.request.cookies import DEVICE, SECRET
from patrolqr.phone.request.rate_limit import PER_ADDRESS
from patrolqr.store import Session, pairings, unclaimed
from tests.builders.examples import COSTLY
from tests.builders.logs import a_log
from tests.builders.phones import form_of, paired, rows, stored


def test_the_secrets_of_a_phone_are_stored_as_hashes_and_out_of_reach_of_scripts_and_other_sites(
    stranger: TestClient, store: Session
) -> None:
    """What is in the database opens nothing."""
    code = pairings.room_code(at=clock.now())
    answer = stranger.post("/o/pair", data={"code": code, "collar": "4821"}, follow_redirects=False)
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/;" in cookie
    (row,) = rows(
        store,
        "SELECT secret_hash, device_hash, collar, pairing_id::VARCHAR AS pairing_id FROM pairings",
    )
    kept = " ".join(str(value) for value in row.values())
    assert len(stranger.cookies[SECRET]) >= 43
    assert stranger.cookies[SECRET] not in kept
    assert stranger.cookies[DEVICE] not in kept


def test_cookies_go_over_https_only_where_phones_use_https(store: Session) -> None:
    """Behind a proxy the address that codes point to says so; here the request itself does."""
    with TestClient(Starlette(routes=routes(store)), base_url="https://patrol.test") as client:
        sent = {"code": pairings.room_code(at=clock.now()), "collar": "1"}
        answer = client.post("/o/pair", data=sent, follow_redirects=False)
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))


def test_an_officer_can_hand_the_phone_on(phone: TestClient, sheet: Briefing) -> None:
    """It opens nothing then, and offers to be paired."""
    assert "Pair this phone" in phone.post("/o/unpair").text
    assert phone.get(f"/o/{sheet.taskings[0].pass_id}").status_code == 404


def test_a_wrong_code_pairs_nobody_is_counted_and_a_right_one_is_never_locked_out(
    stranger: TestClient, store: Session
) -> None:
    """A whole room may share one address with somebody who guesses."""
    for number in range(PER_ADDRESS + 5):
        answer = stranger.post("/o/pair", data={"code": f"GUESS{number:05}", "collar": "4821"})
    assert answer.status_code == 429
    assert stranger.get("/o/pair/AAAAAAAAAA").status_code == 429
    assert pairings.current(store, at=clock.now()) == []
    paired(stranger)


@pytest.mark.parametrize("collar", ["", "   ", "x" * 21, "<b>", "48;21", "\x00"])
def test_a_collar_number_that_is_none_is_asked_for_again(
    stranger: TestClient, store: Session, collar: str
) -> None:
    """The code stays in the form."""
    code = pairings.room_code(at=clock.now())
    answer = stranger.post("/o/pair", data={"code": code, "collar": collar})
    assert answer.status_code == 422
    assert code in answer.text
    assert pairings.current(store, at=clock.now()) == []


def test_codes_can_be_typed_as_people_type(stranger: TestClient) -> None:
    """Small letters, gaps, a dash."""
    code = pairings.room_code(at=clock.now()).lower()
    page = stranger.post(
        "/o/pair", data={"code": f" {code[:5]}-{code[5:]} ", "collar": " pc  4821 "}
    )
    assert "Paired as PC 4821 until" in page.text


@COSTLY
@given(
    code=st.text(),
    collar=st.text(),
    secret=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126)),
)
def test_no_pairing_form_is_an_error_of_ours(
    stranger: TestClient, code: str, collar: str, secret: str
) -> None:
    """Whatever is typed, whatever cookie comes along."""
    sent = {
        "code": code.encode("utf-8", "replace").decode(),
        "collar": collar.encode("utf-8", "replace").decode(),
    }
    cookie = {"cookie": f"{SECRET}={secret}"}
    assert stranger.post("/o/pair", data=sent, headers=cookie).status_code in (404, 422, 429)
    assert stranger.get("/o/mine", headers=cookie).status_code in (404, 429)


def test_a_room_code_lasts_a_quarter_of_an_hour_at_most_and_ten_minutes_at_least() -> None:
    """It renews itself; nobody has to press anything."""
    shown_at = datetime(2026, 11, 23, 14, 0, 1, tzinfo=clock.now().tzinfo)
    code = pairings.room_code(at=shown_at)
    assert pairings.opens(code, at=shown_at + timedelta(minutes=10))
    assert not pairings.opens(code, at=shown_at + timedelta(minutes=15))
    assert not pairings.opens(code, at=shown_at - timedelta(minutes=5))
    assert pairings.room_code(at=shown_at + timedelta(minutes=5)) != code


def test_the_code_that_was_scanned_before_the_phone_was_paired_is_opened_after_it(
    stranger: TestClient, store: Session, sheet: Briefing
) -> None:
    """Once: a code scanned later opens itself."""
    tasking = sheet.taskings[1]
    assert stranger.get(f"/o/{tasking.pass_id}").status_code == 404
    beside = f"/o/{sheet.taskings[0].pass_id}"  # fetched by a page that is open, not scanned
    assert stranger.get(beside, headers={"sec-fetch-mode": "cors"}).status_code == 404
    code = pairings.room_code(at=clock.now())
    page = stranger.post("/o/pair", data={"code": code, "collar": "4821"})
    assert page.url.path == f"/o/{tasking.pass_id}"
    assert tasking.area.name in page.text
    assert "Paired as 4821 until" in stranger.get("/o/paired").text


@pytest.mark.parametrize("scanned", ["NOSUCHCODE", "%0d%0aSet-Cookie:x=1", "..%2f..%2fmine", "é"])
def test_a_code_that_opens_nothing_does_not_stand_in_the_way_of_pairing(
    stranger: TestClient, scanned: str
) -> None:
    assert stranger.get(f"/o/{scanned}").status_code == 404
    paired(stranger)


def forgotten(store: Session) -> None:
    """Make the database forget every pairing, as one from a backup of before does."""
    with store.writing("brief") as written:
        written.cursor.execute("DELETE FROM pairings")
    pairings._registers.clear()


@pytest.mark.parametrize("is_script", [True, False])
def test_a_log_of_a_pairing_from_after_the_backup_is_taken_for_the_same_number_only(
    phone: TestClient, store: Session, sheet: Briefing, *, is_script: bool
) -> None:
    """Under another number it waits for a sergeant, as it was sent; nobody else is credited."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    form = form_of(phone.get(address).text)
    forgotten(store)
    paired(phone, "5120")
    said = a_log(saw="Shutters up", paired=form["paired"], written_as=form["written_as"])
    send = {"json": said} if is_script else {"data": form | {"saw": "Shutters up"}}
    answer = phone.post(address, **send)
    assert answer.status_code == 202
    assert "Kept for your sergeant" in answer.text
    assert stored(store) == []
    (found,) = unclaimed.waiting(store)
    assert (found.written_as, found.sent_as) == ("4821", "5120")
    assert found.log.values["saw"] == "Shutters up"

    paired(phone, "4821")
    again = a_log(paired=form["paired"], written_as=form["written_as"])
    assert phone.post(address, json=again).status_code == 201
    assert [row["collar"] for row in stored(store)] == ["4821"]


def test_a_log_that_does_not_say_its_number_waits_too_and_a_wrong_code_keeps_nothing(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    said = a_log(paired=str(uuid.uuid4()))
    assert phone.post("/o/NOSUCHCODE", json=said).status_code == 404
    assert unclaimed.waiting(store) == []
    assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=said).status_code == 202
    assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=said).json()["repeated"] is True
    assert [each.written_as for each in unclaimed.waiting(store)] == [""]
