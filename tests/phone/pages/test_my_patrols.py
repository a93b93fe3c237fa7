"""My patrols: own visits only, with what their grade does not show, and the officer's word beside
them.
"""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, visits
from tests.builders.logs import a_log, corrected, visit
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


def test_a_visit_shows_its_counts_and_what_was_written(phone: TestClient, sheet: Briefing) -> None:
    """As it stands after a correction; with nothing counted it says so."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log(saw="Shutters <up>", stop_searches=1)
    phone.post(address, json=log)
    page = phone.get("/o/mine").text
    assert "2 engagements, 1 stop-search" in page
    assert "Shutters &lt;up&gt;" in page
    phone.post(address, json=corrected(log, saw="Shutters down", stop_searches=0, engagements=0))
    page = phone.get("/o/mine").text
    assert "Nothing counted" in page
    assert "Shutters down" in page
    assert "&lt;up&gt;" not in page


def test_who_types_a_colleagues_number_sees_nothing_of_theirs(
    phone: TestClient, sheet: Briefing
) -> None:
    """Neither reads it nor answers for them: on another phone the number proves nothing."""
    log = a_log()
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=log)
    with TestClient(phone.app, base_url="http://patrol.test") as other:
        assert "None yet" in paired(other, "4821").get("/o/mine").text
        answered = other.post(f"/o/mine/{log['log_id']}", data={"answer": "mine"})
        assert answered.status_code == 422


def test_older_patrols_show_on_the_phone_that_only_this_number_was_paired_on(
    phone: TestClient, sheet: Briefing
) -> None:
    name = sheet.taskings[0].area.name
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=a_log())
    assert name in paired(phone, "4821").get("/o/mine").text, "paired anew, the number is bound"
    assert name not in paired(phone, "5120").get("/o/mine").text
    assert name not in paired(phone, "4821").get("/o/mine").text, "a phone that two officers use"
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=a_log())
    assert name in phone.get("/o/mine").text, "what this pairing sent"


def test_a_strip_keyed_from_paper_under_the_number_is_not_shown(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    area = sheet.taskings[0].area
    visit(store, area.area_id, sheet.patrol_day, collar="4821", channel="paper", grade="D")
    assert area.name not in phone.get("/o/mine").text


def test_a_visit_with_words_alone_is_not_nothing_to_report(
    phone: TestClient, sheet: Briefing
) -> None:
    code = f"/o/{sheet.taskings[0].pass_id}"
    phone.post(code, json=a_log(engagements=0))
    assert "Nothing to report" in phone.get("/o/mine").text
    phone.post(f"/o/{sheet.taskings[1].pass_id}", json=a_log(engagements=0, saw="Gate chained"))
    page = phone.get("/o/mine").text
    assert "Nothing counted" in page
    assert page.count("Nothing to report") == 1


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
