"""Sending a log: once, late, wrong, too long, with and without a script."""

import html
import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.form.questions import FIELDS
from patrolqr.store import Session
from tests.builders.examples import COSTLY
from tests.builders.logs import a_log
from tests.builders.phones import JSON, form_of, stored


def test_a_form_without_script_is_stored_and_told_back(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The whole way a browser without JavaScript goes."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(phone.get(address).text)
    sent |= {
        "engagements": "2",
        "saw": "a grey van",
        "answer_quick": "Yes",
        "answer": "two of them",
        "send": "leaving",
    }
    page = phone.post(address, data=sent)
    assert page.status_code == 200
    assert "/sent/" in page.url.path
    assert re.search(r"Stored \d\d:\d\d", page.text)
    assert "2 engagements" in page.text
    assert "Next area: 2 Station Road" in page.text
    (row,) = stored(store)
    assert (row["engagements"], row["saw"], row["answer"]) == (2, "a grey van", "Yes: two of them")
    assert row["arrived_us"] <= row["left_us"]


def test_a_double_tap_on_a_form_is_one_log(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The leaving time we fill in ourselves never makes a conflict."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(phone.get(address).text) | {"send": "leaving"}
    for _ in range(3):
        assert phone.post(address, data=sent).status_code == 200
    assert len(stored(store)) == 1


def test_the_same_log_eight_times_at_once_is_stored_once(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """A phone may retry for ever."""
    address, sent = f"/o/{sheet.taskings[0].pass_id}", a_log()
    with ThreadPoolExecutor(8) as pool:
        answers = [
            each.result()
            for each in [pool.submit(phone.post, address, json=sent) for _ in range(8)]
        ]
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert {answer.json()["log_id"] for answer in answers} == {sent["log_id"]}
    assert len({answer.json()["received_at"] for answer in answers}) == 1
    assert len(stored(store)) == 1


def test_other_answers_under_a_stored_id_are_a_conflict_with_a_sentence(
    phone: TestClient, sheet: Briefing
) -> None:
    """The first stays as it was."""
    address, sent = f"/o/{sheet.taskings[0].pass_id}", a_log()
    assert phone.post(address, json=sent).status_code == 201
    answer = phone.post(address, json={**sent, "engagements": 3})
    assert answer.status_code == 409
    assert answer.json()["code"] == "log_conflict"
    assert "new one" in answer.json()["sentence"]


def test_a_log_that_arrives_days_late_is_stored_but_names_no_area(
    phone: TestClient, store: Session, over: Briefing
) -> None:
    """A phone left in a locker."""
    address, sent = f"/o/{over.taskings[0].pass_id}", a_log()
    assert phone.post(address, json=sent).status_code == 201
    assert [row["late"] for row in stored(store)] == [True]
    page = phone.get(f"{address}/sent/{sent['log_id']}")
    assert page.status_code == 200
    assert "Old Quay" not in page.text


def test_a_person_reads_a_sentence_and_a_script_reads_json(
    phone: TestClient, sheet: Briefing
) -> None:
    """One problem, two ways to say it; neither repeats the code."""
    pass_id = sheet.taskings[0].pass_id
    sent = {"log_id": str(uuid.uuid4()), "arrests": "many"}
    page = phone.post(f"/o/{pass_id}", data=sent, headers={"accept": "text/html"})
    told = phone.post(f"/o/{pass_id}", json=sent)
    assert page.status_code == told.status_code == 422
    assert told.json()["sentence"] in page.text
    assert pass_id not in page.text + told.text


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
TIMES = st.datetimes().map(str) | st.datetimes(timezones=st.timezones()).map(
    lambda moment: moment.isoformat()
)
VALUES = st.recursive(
    SCALARS | TIMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
NAMES = st.sampled_from([*(field.name for field in FIELDS), "opened_at", "send", "answer_quick"])
IDS = st.uuids().map(str) | st.text()


@COSTLY
@given(answers=st.dictionaries(NAMES, VALUES), log_id=IDS)
def test_no_json_is_an_error_of_ours(
    phone: TestClient, sheet: Briefing, answers: dict[str, Any], log_id: str
) -> None:
    """Whatever is sent is stored or refused with a sentence."""
    answer = phone.post(
        f"/o/{sheet.taskings[0].pass_id}",
        content=json.dumps({**answers, "log_id": log_id}),
        headers=JSON,
    )
    assert answer.status_code in (200, 201, 409, 422)


@COSTLY
@given(answers=st.dictionaries(NAMES, st.text() | TIMES | st.times().map(str)), log_id=IDS)
def test_no_form_is_an_error_of_ours(
    phone: TestClient, sheet: Briefing, answers: dict[str, str], log_id: str
) -> None:
    """The same without a script; text without meaning in UTF-8 cannot be sent in a form."""
    sent = {
        name: value.encode("utf-8", "replace").decode()
        for name, value in {**answers, "log_id": log_id}.items()
    }
    address, accept = (
        f"/o/{sheet.taskings[0].pass_id}",
        "application/json" if len(sent) % 2 else "text/html",
    )
    answer = phone.post(address, data=sent, headers={"accept": accept}, follow_redirects=False)
    assert answer.status_code in (200, 201, 303, 409, 422)


def test_a_long_stay_is_asked_about_without_a_script_and_either_answer_sends_all_of_it(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    address = f"/o/{sheet.taskings[0].pass_id}"
    now = clock.now().replace(microsecond=0)
    came = now - timedelta(minutes=2 * sheet.taskings[0].minutes + 1)
    for answer, arrived in (("arrived", came), ("now", now)):
        sent = form_of(phone.get(address).text)
        sent |= {"opened_at": came.isoformat(), "arrived_at": clock.time_text(came)}
        asked = phone.post(address, data=sent | {"saw": "a <van>", "send": "leaving"})
        assert (asked.status_code, "or now? A stay of" in asked.text) == (422, True)
        carried = {name: html.unescape(value) for name, value in form_of(asked.text).items()}
        assert phone.post(address, data=carried | {"stay": answer}).status_code == 200
        row = stored(store)[-1]
        assert row["saw"] == "a <van>"
        assert abs(row["arrived_us"] // 1_000_000 - arrived.timestamp()) < 60
        assert (row["left_us"] is None) == (answer == "now")


def test_a_phone_that_is_two_hours_fast_reads_its_times_set_right_in_the_receipt(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Sent again later the receipt is the same, and the form that corrects it shows them too."""
    address, fast = f"/o/{sheet.taskings[0].pass_id}", timedelta(hours=2)
    now = clock.now().replace(microsecond=0) + timedelta(seconds=1)  # after it was paired
    sent = a_log(arrived_at=(now + fast).isoformat())
    said = f"({clock.time_text(now)})"
    with clock.standing_at(now):
        for ahead in (fast, timedelta(0)):
            told = phone.post(address, json=sent | {"sent_at": (now + ahead).isoformat()}).json()
            assert said in told["sentence"]
        assert said in phone.get(f"{address}/sent/{sent['log_id']}").text
        form = form_of(phone.get(f"{address}/correct/{sent['log_id']}").text)
        assert datetime.fromisoformat(form["arrived_at_was"]) == now
        phone.post(address, data=form | {"corrected_why": "an arrest", "sent_at": ""})
    assert [row["arrived_us"] for row in stored(store)] == [int(now.timestamp()) * 1_000_000] * 2


def test_a_time_that_has_not_come_is_refused_however_it_is_sent(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    later = (clock.now() + clock.AHEAD + timedelta(minutes=1)).isoformat()
    answer = phone.post(f"/o/{sheet.taskings[0].pass_id}", json=a_log(arrived_at=later))
    assert (answer.status_code, "has not come yet" in answer.json()["sentence"]) == (422, True)
    assert stored(store) == []


def test_what_cannot_be_told_is_cleaned_before_it_is_stored(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Half an emoji, writing turned round, controls: the receipt and every page answer."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    wild = "half \ud83d, \u202eturned\u202c, nul\x00l, bell\x07\r\nnext \N{POLICE CAR}"
    kept = "half ?, turned, null, bell\nnext \N{POLICE CAR}"
    log = a_log(saw=wild, answer=wild, unknown={wild: [wild]})
    assert phone.post(address, content=json.dumps(log), headers=JSON).status_code == 201
    assert phone.post(address, content=json.dumps(log), headers=JSON).status_code == 200
    (row,) = stored(store)
    assert row["saw"] == kept
    document = json.loads(row["document"])
    assert (document["saw"], document["unknown"]) == (kept, {kept: [kept]})
    for path in (
        f"{address}/sent/{log['log_id']}",
        f"{address}/correct/{log['log_id']}",
        "/o/mine",
    ):
        page = phone.get(path)
        assert page.status_code == 200
        assert "\u202e" not in page.text
    word = json.dumps({"answer": wild})
    said = phone.post(f"/o/mine/{log['log_id']}", content=word, headers=JSON)
    assert said.status_code == 200
    assert html.escape(kept) in phone.get("/o/mine").text
