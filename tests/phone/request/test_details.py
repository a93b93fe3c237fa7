"""Details and corrections as a phone sends them, with and without a script."""

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.core.form.questions import GROUPS
from patrolqr.store import Session
from tests.builders.examples import COSTLY
from tests.builders.phones import JSON, as_form, form_of, rows
from tests.phone.pages.test_log import VALUES

SLOTS_OF_EACH = 2


def test_every_question_about_what_was_done_is_on_the_page_twice(
    phone: TestClient, sheet: Briefing
) -> None:
    """A new question is one line in GROUPS; a browser without script has two slots of each."""
    page = phone.get(f"/o/{sheet.taskings[0].pass_id}").text
    names = [
        f"{group.name}-{slot}-{field.name}"
        for group in GROUPS
        for field in group.fields
        for slot in range(SLOTS_OF_EACH)
    ]
    assert [name for name in names if f'name="{name}"' not in page] == []
    assert "not the statutory record" in page


def test_a_form_without_script_sends_details_and_counts_them(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Slots that stay empty are nothing; two that are filled are two, whatever was counted."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = form_of(phone.get(address).text) | {"stop_searches": "0", "send": "leaving"}
    page = phone.post(address, data=sent | as_form(0) | as_form(2, outcome="Community resolution"))
    assert "2 stop-searches" in page.text
    assert rows(store, "SELECT number, outcome, told FROM stop_searches ORDER BY number") == [
        {"number": 1, "outcome": "Arrest", "told": ["Grounds", "Object"]},
        {"number": 2, "outcome": "Community resolution", "told": ["Grounds", "Object"]},
    ]


ANSWERS = st.sampled_from(
    [choice for group in GROUPS for field in group.fields for choice in field.choices]
)
ENTRIES = {
    group.name: VALUES
    | st.lists(
        st.fixed_dictionaries({}, optional={each.name: VALUES | ANSWERS for each in group.fields}),
        max_size=3,
    )
    for group in GROUPS
}
SENT = st.fixed_dictionaries(
    {"log_id": st.uuids().map(str)}, optional={**ENTRIES, "version": VALUES | st.just(2)}
)


@COSTLY
@given(sent=SENT, why=VALUES)
def test_no_details_in_json_are_an_error_of_ours(
    phone: TestClient, sheet: Briefing, sent: dict[str, Any], why: object
) -> None:
    """Whatever is sent is stored or refused with a sentence."""
    body = json.dumps({**sent, "corrected_why": why})
    answer = phone.post(f"/o/{sheet.taskings[0].pass_id}", content=body, headers=JSON)
    assert answer.status_code in (200, 201, 409, 422)


NAMES = st.from_regex(
    rf"({'|'.join(group.name for group in GROUPS)})-\d{{1,2}}-\w{{0,9}}", fullmatch=True
)
SLOTS = st.sampled_from(
    [
        f"{group.name}-{slot}-{field.name}"
        for group in GROUPS
        for field in group.fields
        for slot in "02"
    ]
)


@COSTLY
@given(
    sent=st.dictionaries(NAMES | SLOTS, st.text(max_size=20) | ANSWERS), log_id=st.uuids().map(str)
)
def test_no_details_in_a_form_are_an_error_of_ours(
    phone: TestClient, sheet: Briefing, sent: dict[str, str], log_id: str
) -> None:
    """The same without a script, and what was stored can be read again."""
    told = {name: value.encode("utf-8", "replace").decode() for name, value in sent.items()}
    answer = phone.post(
        f"/o/{sheet.taskings[0].pass_id}", data={**told, "log_id": log_id}, follow_redirects=False
    )
    assert answer.status_code in (303, 409, 422)
    if answer.status_code == 303:
        page = phone.get(answer.headers["location"]).text
        assert re.search(r"Stored \d\d:\d\d", page)
        assert (
            phone.get(answer.headers["location"].replace("/sent/", "/correct/")).status_code == 200
        )
