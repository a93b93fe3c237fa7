"""A page sent without a script asks about personal details too, before anything is stored."""

import html
import re

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.builders.logs import a_log
from tests.builders.phones import as_form, form_of, rows, stored


def asked_again(page: str) -> dict[str, str]:
    """Return what the page that asks would send if nothing were changed on it."""
    areas = re.findall(r'<textarea id="([\w-]+)"[^>]*>([^<]*)</textarea>', page)
    inputs = re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page)
    (button,) = re.findall(r'<button[^>]*name="send" value="(\w*)"', page)
    return {name: html.unescape(value) for name, value in (*areas, *inputs)} | {"send": button}


def test_the_form_comes_again_with_the_question_and_nothing_is_stored(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(phone.get(address).text) | {"saw": "AB12 CDE, <two> men", "send": "leaving"}
    page = phone.post(address, data=sent)
    assert page.status_code == 422
    assert "keep or change?" in page.text
    assert "“AB12 CDE” looks like a number plate." in page.text
    assert "&lt;two&gt; men" in page.text
    assert sheet.taskings[0].area.name not in page.text
    assert stored(store) == []


def test_a_reason_keeps_the_words_and_everything_else_that_was_sent(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Also ticks, a correction's details and the button that was pressed."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(phone.get(address).text) | {
        "saw": "AB12 CDE",
        "answer_quick": "Yes",
        "answer": "two of them",
        "engagements": "3",
        "send": "leaving",
        **as_form(0),
    }
    again = asked_again(phone.post(address, data=sent).text)
    page = phone.post(address, data=again | {"kept_why": "asked to by the control room"})
    assert "/sent/" in page.url.path
    (row,) = stored(store)
    assert (row["saw"], row["kept_why"]) == ("AB12 CDE", "asked to by the control room")
    assert (row["answer"], row["engagements"], row["collar"]) == ("Yes: two of them", 3, "4821")
    assert row["left_us"] is not None
    assert rows(store, "SELECT told FROM stop_searches") == [{"told": ["Grounds", "Object"]}]


def test_changed_words_go_and_unchanged_ones_are_asked_about_again(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Details of what was done are looked through as well, and changed on the same page."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(phone.get(address).text) | {
        "heard": "ring 07700 900 123",
        "engagement-1-promise": "call, she lives at 14 Mill Street",
        "send": "nothing",
    }
    page = phone.post(address, data=sent).text
    assert "Engagement: Promise made" in page
    again = asked_again(page) | {"heard": "ring the shop"}
    page = phone.post(address, data=again).text
    assert "looks like an address" in page
    assert "900 123” looks like" not in page
    phone.post(address, data=asked_again(page) | {"engagement-1-promise": "call on the shop"})
    assert [row["heard"] for row in stored(store)] == ["ring the shop"]
    assert rows(store, "SELECT promise FROM log_engagements") == [{"promise": "call on the shop"}]


def test_a_program_gets_the_sentence_and_a_script_has_asked_already(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """A form with an Accept of JSON; a log as JSON waits in no queue for a question nobody sees."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = {"log_id": a_log()["log_id"], "saw": "WS11 1AA"}
    answer = phone.post(address, data=sent, headers={"accept": "application/json"})
    assert (answer.status_code, "looks like an address" in answer.json()["sentence"]) == (422, True)
    assert stored(store) == []
    assert phone.post(address, json=a_log(saw="WS11 1AA")).status_code == 201


def test_a_phone_that_is_not_paired_is_asked_nothing(stranger: TestClient, sheet: Briefing) -> None:
    """It learns neither that the code is valid nor what its text looks like."""
    sent = {"log_id": a_log()["log_id"], "saw": "AB12 CDE"}
    answer = stranger.post(f"/o/{sheet.taskings[0].pass_id}", data=sent)
    assert answer.status_code == 403
    assert "“AB12 CDE”" not in answer.text
