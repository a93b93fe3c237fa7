"""The Audit page: who, what, concerning whom; and whether a head from a sheet's foot still stands."""

from streamlit.testing.v1 import AppTest

from patrolqr.store import Session, audit
from tests.conftest import seen_by
from tests.pages.conftest import Opener, shown


def type_in(page: AppTest, key: str, text: str) -> AppTest:
    """Return the page after that was typed into the input of that key."""
    return next(each for each in page.text_input if each.key == key).input(text).run()


def told(page: AppTest) -> list[str]:
    """Return what the lines shown say was done, the newest first."""
    return list(page.dataframe[0].value["what"])


def test_lines_are_found_by_person_and_by_whom_they_concern(
    desk: Session, open_page: Opener
) -> None:
    seen_by(desk, "Sgt 4412").opens("logs", subject="3301, log 7")
    seen_by(desk, "Sgt 5107").opens("debrief")
    page = open_page("audit")
    assert not page.exception
    assert set(told(page)) >= {"logs", "debrief"}
    page = type_in(page, "audit_subject", " 3301 ")
    assert told(page) == ["logs"]
    assert list(page.dataframe[0].value["subject"]) == ["3301, log 7"]
    assert "No such lines" in shown(type_in(page, "audit_subject", "9999"))


def test_a_head_from_a_sheets_foot_is_looked_for(desk: Session, open_page: Opener) -> None:
    desk.opens("today")
    head = desk.store.trail.short_head
    page = open_page("audit")
    page.session_state["audit_whole"] = True
    page = page.run()
    for typed, said in (
        (f"Audit {head}", "It still holds that line: number "),
        ("0123456789ab", "has the head 0123456789ab: lines were cut off"),
        ("Sgt 4412", "A head has 12 to 64 letters and digits"),
    ):
        page = type_in(page, "audit_head", typed)
        words = [str(each.value) for each in (*page.success, *page.error)]
        assert any(said in each for each in words), (typed, words)
    assert audit.check(desk).problem == ""
