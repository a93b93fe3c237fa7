"""Taking back what was just sent."""

from datetime import timedelta

from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from patrolqr.store.taking_back import UNDO
from tests.builders.logs import a_log
from tests.builders.phones import form_of, paired, stored


def test_a_log_can_be_taken_back_for_a_while(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Undo sets aside; nothing is deleted."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    page = phone.post(address, data=form_of(phone.get(address).text) | {"send": "nothing"})
    undone = phone.post(page.url.path.replace("/sent/", "/undo/"))
    assert "Taken back" in undone.text
    assert [row["set_aside_why"] for row in stored(store)] == ["taken back by the officer"]


def test_after_its_time_a_log_is_not_taken_back_but_corrected(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    address, sent = f"/o/{sheet.taskings[0].pass_id}", a_log()
    phone.post(address, json=sent)
    with clock.standing_at(clock.now() + UNDO + timedelta(seconds=1)):
        page = phone.post(f"{address}/undo/{sent['log_id']}").text
    assert "counts. Correct it instead." in page
    assert "Correct this log" in page
    assert [row["set_aside_why"] for row in stored(store)] == [None]


def test_a_phone_takes_a_log_back_whatever_became_of_it_and_reads_what_it_did(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Before it came, and after; also once another officer has the phone."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log()
    paired_as = form_of(phone.get(address).text)["paired"]
    asked = {"paired": paired_as, "asked_at": clock.now().isoformat()}
    undo = f"{address}/undo/{log['log_id']}"
    assert phone.post(undo, json=asked).json() == {
        "log_id": log["log_id"],
        "became": "not stored",
        "sentence": "It was not stored; it is gone from this phone.",
    }
    paired(phone, "5120")
    told = phone.post(address, json=log | {"paired": paired_as}).json()
    assert (told["taken_back"], told["sentence"]) == (True, "Taken back: it does not count.")
    assert phone.post(undo, json=asked).json()["became"] == "taken back"
    assert [row["set_aside_why"] for row in stored(store)] == ["taken back by the officer"]
    phone.cookies.clear()
    assert phone.post(undo, json=asked).json()["code"] == "not_paired"
