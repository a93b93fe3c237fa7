"""An ask of each kind on the phone: its control, what is taken, refused, corrected, and shown."""

import pytest
from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, briefings, exports, log_reads
from patrolqr.store.log_reads import EVERYTHING
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import a_log
from tests.builders.phones import form_of, stored
from tests.form.filling import Controls

OPTIONS = ("North side", "None")


def asking(store: Session, kind: str, *options: str) -> Briefing:
    """Return the sheet of the shift that is on, its asks answered in that kind."""
    return brief(store, duty_now(), ask_kind=kind, ask_options=options)


def opened(phone: TestClient, sheet: Briefing) -> str:
    """Return the page of its first area."""
    return phone.get(f"/o/{sheet.taskings[0].pass_id}").text


def test_each_kind_is_drawn_as_its_own_control(phone: TestClient, store: Session) -> None:
    page = opened(phone, asking(store, "yes_no"))
    for each in ("Yes", "No", "Not seen"):
        assert f'name="answer_quick" value="{each}"' in page
    page = opened(phone, asking(store, "choice", *OPTIONS))
    for each in (*OPTIONS, "Not seen"):
        assert f'name="answer_quick" value="{each}"' in page
    assert 'value="Yes"><span>' not in page.split("</fieldset>")[0]
    page = opened(phone, asking(store, "number"))
    assert 'name="answer" type="number" inputmode="numeric" min="0" max="9999"' in page
    page = opened(phone, asking(store, "words"))
    assert 'id="answer" name="answer" type="text" maxlength="490"' in page  # room for "Not seen: "
    assert 'name="answer_quick" value="Yes"' in page  # may be tapped, need not be


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("yes_no", {"answer_quick": "No", "answer": "three out"}, "No: three out"),
        ("choice", {"answer_quick": "None"}, "None"),
        ("number", {"answer": "7"}, "7"),
        ("words", {"answer": "since Monday"}, "since Monday"),
    ],
)
def test_a_plain_form_is_taken_and_corrected_in_its_own_control(
    phone: TestClient, store: Session, kind: str, said: dict[str, str], kept: str
) -> None:
    sheet = asking(store, kind, *(OPTIONS if kind == "choice" else ()))
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(opened(phone, sheet)) | said | {"send": "leaving"}
    assert phone.post(address, data=sent).status_code == 200
    (row,) = stored(store)
    assert row["answer"] == kept
    shown = Controls(phone.get(f"{address}/correct/{row['log_id']}").text)
    assert {name: shown.values.get(name) for name in said} == said


def test_the_server_refuses_what_the_phone_would_not_send(
    phone: TestClient, store: Session
) -> None:
    """By the same rule, from a form and from a script; the sentence says what would do."""
    sheet = asking(store, "yes_no")
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(opened(phone, sheet)) | {"answer": "two of them", "send": "leaving"}
    assert "is answered by one of: Yes, No, Not seen" in phone.post(address, data=sent).text
    log = a_log(answer="two of them", asked_as=sheet.taskings[0].asked.mark)
    answer = phone.post(address, json=log)
    assert (answer.status_code, stored(store)) == (422, [])
    assert "one of: Yes, No, Not seen" in answer.json()["sentence"]


def test_an_answer_to_what_was_asked_before_is_never_lost(
    phone: TestClient, store: Session
) -> None:
    """The sheet changed, or the phone knows no kinds yet: it is kept as words."""
    sheet = asking(store, "words")
    address = f"/o/{sheet.taskings[0].pass_id}"
    before = sheet.taskings[0].asked.mark
    asking(store, "number")
    newer = briefings.current(store, sheet.duty)
    assert newer is not None
    for code, log in (
        (address, a_log(answer="two of them", asked_as=before)),
        (f"/o/{newer.taskings[0].pass_id}", a_log(answer="two", asked_as=before)),
        (f"/o/{newer.taskings[0].pass_id}", a_log(answer="three")),
    ):
        assert phone.post(code, json=log).status_code == 201
    assert [row["answer"] for row in stored(store)] == ["two of them", "two", "three"]
    page = phone.get(f"/o/{newer.taskings[0].pass_id}/correct/{stored(store)[2]['log_id']}").text
    assert Controls(page).values["answer"] == "three"


def test_files_have_the_answer_by_its_kind(phone: TestClient, store: Session) -> None:
    for kind, answer in (("yes_no", "No: three out"), ("number", "7"), ("words", "7 vans")):
        sheet = asking(store, kind)
        log = a_log(answer=answer, asked_as=sheet.taskings[0].asked.mark)
        assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=log).status_code == 201
    rows = exports.logs(store).set_index("answer")
    assert len(rows) == len(log_reads.logs(store, EVERYTHING)) == 3
    assert rows["ask_kind"].to_dict() == {
        "No: three out": "Yes or no",
        "7": "A number",
        "7 vans": "In words",
    }
    assert rows["answer_chosen"].dropna().to_dict() == {"No: three out": "No"}
    assert rows["answer_number"].dropna().to_dict() == {"7": 7}
