"""Pairing a phone: what it opens and signs, what a phone that is not paired learns, and what comes
after.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.phone import routes
from patrolqr.phone.request.pairing import DEVICE, SECRET
from patrolqr.phone.request.rate_limit import PER_ADDRESS
from patrolqr.store import Session, pairings, passes
from tests.phone.conftest import a_log, brief, paired, refused, rows, stored


def ended(store: Session) -> None:
    """End every pairing, as a sergeant does."""
    for each in pairings.current(store, at=clock.now()):
        pairings.end(store, each.pairing_id)


def own_id(store: Session) -> str:
    """Return the id of the only pairing that holds."""
    (found,) = pairings.current(store, at=clock.now())
    return found.pairing_id


def test_a_paired_phone_signs_its_logs_with_its_collar_number_and_nothing_else(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """A typed number is not believed, with and without a script."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    assert phone.post(address, json=a_log(collar="9999")).status_code == 201
    assert (
        phone.post(address, data={**a_log(), "collar": "9999", "send": "nothing"}).status_code
        == 200
    )
    assert [(row["collar"], str(row["pairing_id"])) for row in stored(store)] == [
        ("4821", own_id(store))
    ] * 2


def test_a_phone_that_is_not_paired_cannot_tell_a_valid_code_from_any_other(
    stranger: TestClient, store: Session, sheet: Briefing
) -> None:
    """The same status, headers and bytes, no name, and every attempt counted."""
    pass_id = sheet.taskings[0].pass_id
    paths = [f"/o/{pass_id}", f"/O/{pass_id}", f"/o/{'A' * 20}", f"/o/{pass_id}/sheet", "/o/mine"]
    answers = [stranger.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, tuple(answer.headers.items())) for answer in answers}) == 1
    assert "Pair this phone" in answers[0].text
    typed = stranger.post("/o/", data={"code": sheet.taskings[0].short_code})
    assert typed.content == answers[0].content
    sent = [stranger.post(f"/o/{code}", json=a_log()) for code in (pass_id, "A" * 20)]
    assert {answer.status_code for answer in sent} == {403}
    assert len({answer.content for answer in sent}) == 1
    everything = "".join(answer.text for answer in (*answers, typed, *sent))
    for secret in (tasking.area.name for tasking in sheet.taskings):
        assert secret not in everything
    assert (stored(store), refused(store)) == ([], len(paths) + 3)


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


def test_after_the_end_a_phone_reads_nothing_but_still_sends_what_it_wrote_before(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The log is kept and marked late.

    One begun after the end waits until the phone is paired again.
    """
    address, paired_as = f"/o/{sheet.taskings[0].pass_id}", own_id(store)
    before = a_log(paired=paired_as, opened_at=clock.now().isoformat())
    ended(store)
    page = phone.get(address)
    assert (page.status_code, page.headers["x-paired"]) == (404, "no")
    assert phone.post(address, json=before).status_code == 201
    assert [(row["late"], row["collar"]) for row in stored(store)] == [(True, "4821")]
    receipt = phone.get(f"{address}/sent/{before['log_id']}")
    assert receipt.status_code == 200
    assert sheet.taskings[0].area.name not in receipt.text
    after = a_log(paired=paired_as, opened_at=(clock.now() + timedelta(minutes=2)).isoformat())
    answer = phone.post(address, json=after)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_paired")
    paired(phone)
    assert phone.post(address, json=after).status_code == 201


def test_a_fast_clock_on_the_phone_does_not_make_a_log_look_written_after_the_end(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """What counts is our clock: the phone's, less what it is ahead when it sends."""
    ahead = timedelta(hours=3)
    log = a_log(opened_at=(clock.now() + ahead).isoformat(), arrived_at="")
    ended(store)
    log["sent_at"] = (clock.now() + ahead).isoformat()
    assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=log).status_code == 201


def test_a_phone_handed_on_keeps_two_officers_logs_apart(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The first officer's queued log keeps the first number, though the second officer's pairing
    sends it.
    """
    address, first = f"/o/{sheet.taskings[0].pass_id}", own_id(store)
    queued = a_log(paired=first, opened_at=clock.now().isoformat())
    paired(phone, "5120")
    assert phone.post(address, json=a_log(paired=own_id(store))).status_code == 201
    assert phone.post(address, json=queued).status_code == 201
    assert sorted(row["collar"] for row in stored(store)) == ["4821", "5120"]
    later = a_log(paired=first, opened_at=(clock.now() + timedelta(minutes=2)).isoformat())
    assert phone.post(address, json=later).status_code == 403


def test_a_pairing_of_another_phone_cannot_be_named(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Naming somebody else's pairing signs with one's own number."""
    with TestClient(phone.app, base_url="http://patrol.test") as other:
        paired(other, "5120")
        theirs = next(
            each for each in pairings.current(store, at=clock.now()) if each.collar == "5120"
        )
    assert (
        phone.post(
            f"/o/{sheet.taskings[0].pass_id}", json=a_log(paired=theirs.pairing_id)
        ).status_code
        == 201
    )
    assert [row["collar"] for row in stored(store)] == ["4821"]


def test_what_one_phone_stored_another_neither_sees_nor_takes_back(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Even with the pass and the log's id."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log()
    phone.post(address, json=log)
    with TestClient(phone.app, base_url="http://patrol.test") as other:
        paired(other, "5120")
        assert other.get(f"{address}/sent/{log['log_id']}").status_code == 404
        assert other.post(f"{address}/undo/{log['log_id']}").status_code == 403
    assert [row["set_aside_why"] for row in stored(store)] == [None]


def test_who_takes_over_a_phone_does_not_see_what_was_stored_from_it_before(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Neither the receipt nor the form that corrects it."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log(saw="a grey van")
    phone.post(address, json=log)
    assert phone.get(f"{address}/correct/{log['log_id']}").status_code == 200
    paired(phone, "5120")
    for what in ("sent", "correct"):
        assert phone.get(f"{address}/{what}/{log['log_id']}").status_code == 404
    assert phone.post(f"{address}/undo/{log['log_id']}").status_code == 403


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


def test_pages_kept_for_offline_end_with_the_pairing(phone: TestClient, store: Session) -> None:
    """A page says until when it may be kept: never longer than its phone is paired."""
    late = brief(store, clock.today(), clock.current_shift(clock.now()), names=("Market Square",))
    page = phone.get(f"/o/{late.taskings[0].pass_id}")
    (own,) = pairings.current(store, at=clock.now())
    assert int(page.headers["x-until"]) <= own.until.timestamp() * 1000


def test_a_phone_fetches_only_pages_of_the_sheet_that_changed(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The list's mark of every page is the page's own; ended codes are not on it."""
    passes.revoke(store, pass_id=sheet.taskings[2].pass_id, why="sheet lost")
    newer = brief(store, sheet.patrol_day, sheet.shift, names=("Market Square", "Canal Bridge"))
    marks = phone.get(f"/o/{sheet.taskings[0].pass_id}/sheet").json()["pages"]
    valid = [*sheet.taskings[:2], *newer.taskings]
    assert marks == {
        f"/o/{each.pass_id}": phone.get(f"/o/{each.pass_id}").headers["x-sheet"] for each in valid
    }


WILD = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=2)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    named=WILD,
    opened=WILD | st.datetimes().map(str),
    sent=st.datetimes(timezones=st.timezones()).map(str),
)
def test_whatever_a_log_says_about_its_pairing_is_no_error_of_ours(
    phone: TestClient, sheet: Briefing, named: Any, opened: Any, sent: str
) -> None:
    """It is stored under the phone's own number, or refused with a sentence."""
    log = a_log(paired=named, opened_at=opened, sent_at=sent)
    assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=log).status_code in (201, 422)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
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
