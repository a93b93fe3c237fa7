"""My patrols: own visits only, with what their grade does not show, and the officer's word beside
them.
"""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, visits
from tests.builders.logs import a_log
from tests.builders.phones import paired, rows


def test_an_officer_sees_own_visits_with_grade_and_what_it_does_not_show(
    phone: TestClient, sheet: Briefing
) -> None:
    """And nobody else's."""
    assert "None yet" in phone.get("/o/mine").text
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=a_log())
    page = phone.get("/o/mine").text
    assert sheet.taskings[0].area.name in page
    assert visits.GRADES["C"] in page
    assert visits.NOT_SHOWN in page
    with TestClient(phone.app, base_url="http://patrol.test") as other:
        assert "None yet" in paired(other, "5120").get("/o/mine").text


def test_an_answer_is_kept_beside_the_visit_and_markup_in_it_is_text(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Answers are added; nobody answers for somebody else."""
    log = a_log()
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=log)
    page = phone.post(f"/o/mine/{log['log_id']}", data={"answer": "<b>No signal</b>"})
    assert "&lt;b&gt;No signal&lt;/b&gt;" in page.text
    with TestClient(phone.app, base_url="http://patrol.test") as other:
        paired(other, "5120")
        assert other.post(f"/o/mine/{log['log_id']}", data={"answer": "mine"}).status_code == 422
    assert phone.post(f"/o/mine/{log['log_id']}", data={"answer": " "}).status_code == 422
    assert rows(store, "SELECT content, collar FROM visit_answers") == [
        {"content": "<b>No signal</b>", "collar": "4821"}
    ]
