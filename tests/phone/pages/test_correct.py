"""A stored log is corrected by its officer, and by nobody else."""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.builders.logs import SEARCH, a_log
from tests.builders.phones import as_form, form_of, paired, rows, stored


def test_a_stored_log_is_corrected_with_a_reason_and_says_so(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The form comes filled in; the first version is kept; undo is for first versions only."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    sent = a_log(stop_search=[SEARCH], saw="a <van>", arrived_at="2026-11-23T06:00:12+00:00")
    phone.post(address, json=sent)
    asked = phone.get(f"{address}/correct/{sent['log_id']}").text
    assert "a &lt;van&gt;" in asked
    assert (
        asked.count(" selected>")
        == len([value for value in SEARCH.values() if isinstance(value, str)]) - 2
    )
    form = (
        form_of(asked)
        | as_form(0, object="Stolen goods")
        | {"saw": "a car", "send": "correct", "linked": "Yes"}
    )
    refused = phone.post(address, data=form | {"corrected_why": ""})
    assert (refused.status_code, "needs its reason" in refused.text) == (422, True)
    for _ in range(2):
        page = phone.post(address, data=form | {"corrected_why": "wrong object"})
    assert "Corrected: this is version 2" in page.text
    assert "Undo" not in page.text
    kept = [
        (row["version"], row["is_current"], row["saw"], row["corrected_why"])
        for row in stored(store)
    ]
    assert kept == [(1, False, "a <van>", None), (2, True, "a car", "wrong object")]
    assert len({row["arrived_us"] for row in stored(store)}) == 1
    assert rows(store, "SELECT object FROM stop_searches") == [{"object": "Stolen goods"}]


def test_another_phone_cannot_open_a_log_to_correct_it(phone: TestClient, sheet: Briefing) -> None:
    """Paired or not, it gets the answer of an unknown code."""
    address, sent = f"/o/{sheet.taskings[0].pass_id}", a_log(saw="a van")
    phone.post(address, json=sent)
    phone.cookies.clear()
    paired(phone, "9999")
    for name in (sent["log_id"], "00000000-0000-4000-8000-000000000000"):
        answer = phone.get(f"{address}/correct/{name}")
        assert (answer.status_code, "a van" in answer.text) == (404, False)


def test_nobody_takes_over_a_log_by_pairing_as_its_officer(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Another phone pairs as the officer, then as somebody else, then as the officer again: each
    next version and each undo is refused in words, and what was sent stands.
    """
    address, sent = f"/o/{sheet.taskings[0].pass_id}", a_log(saw="a van")
    assert phone.post(address, json=sent).status_code == 201
    mended = sent | {"version": 2, "replaces": 1, "corrected_why": "mine now", "saw": "nothing"}
    own = dict(phone.cookies)
    phone.cookies.clear()
    for collar in ("4821", "9999", "4821"):
        paired(phone, collar)
        refused = phone.post(address, json=mended)
        assert refused.status_code == 409
        assert "another phone or under another number" in refused.json()["sentence"]
        undone = phone.post(f"{address}/undo/{sent['log_id']}", json={})
        assert undone.status_code == 403
        assert "from the phone, and by the officer" in undone.json()["sentence"]
    assert [(row["version"], row["saw"]) for row in stored(store)] == [(1, "a van")]
    phone.cookies.clear()
    phone.cookies.update(own)
    assert phone.post(address, json=mended).status_code == 201
    assert [row["saw"] for row in stored(store)] == ["a van", "nothing"]
