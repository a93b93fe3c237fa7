"""The Keeping page: off and says so, redacts, sets, holds, and lets two people dispose."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.form.log import parse
from patrolqr.core.form.redacting import MARK
from patrolqr.store import Session, disposals, exports, keeping, logs, redactions
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.grepping import grep
from tests.builders.logs import sent
from tests.pages.conftest import Opener, shown

SECRET = "Terence Quillfeather of 4 Marl Row"


@pytest.fixture
def log_id(desk: Session) -> str:
    """Keep one log and return its id."""
    log = sent(saw=SECRET)
    logs.accept(desk, parse(log), brief(desk, duty_now()).taskings[0].pass_id)
    return str(log["log_id"])


def press(page: AppTest, label: str) -> AppTest:
    next(each for each in page.button if each.label == label).click()
    return page.run()


def told(page: AppTest) -> str:
    return shown(page) + "\n".join(str(each.value) for each in page.success)


def test_an_empty_database_is_kept_for_ever_and_the_page_says_so(
    desk: Session, open_page: Opener
) -> None:
    page = open_page("keeping")
    assert not page.exception
    assert "Nothing is set, so nothing goes" in shown(page)
    assert "Nothing was redacted yet" in shown(page)
    assert "Nothing is older than it is kept" in shown(page)


def test_a_log_that_its_history_leads_to_is_redacted(
    desk: Session, open_page: Opener, log_id: str
) -> None:
    page = open_page("keeping", log=log_id)
    assert page.text_input(key="redact_subject").value == log_id
    page = press(page, "Redact for good")
    assert "Say why" in shown(page)
    page.text_input(key="redact_why").input("asked for, DP-17")
    page = press(page, "Redact for good")
    assert "Redacted: " in told(page)
    assert exports.documents(desk)[0]["document"]["saw"] == MARK
    assert grep(SECRET, desk.store.folder) == []
    assert not page.exception


def test_words_are_counted_before_they_are_taken_out(
    desk: Session, open_page: Opener, log_id: str
) -> None:
    page = open_page("keeping")
    page.segmented_control(key="redact_way").set_value("Words, wherever they stand")
    page = page.run()
    page.text_area(key="redact_words").input("Quillfeather\n")
    page = press(page, "Only count")
    assert "They stand in: patrol logs (1)." in told(page)
    page.text_area(key="redact_words").input("Quillfeather")
    page.text_input(key="redact_why").input("asked for, DP-17")
    page = press(page, "Redact for good")
    assert exports.documents(desk)[0]["document"]["saw"] == f"Terence {MARK} of 4 Marl Row"
    assert grep("Quillfeather", desk.store.folder) == []


def test_how_long_is_set_a_list_drawn_up_and_given_up(
    desk: Session, open_page: Opener, log_id: str
) -> None:
    with desk.writing("load") as written:
        written.cursor.execute(
            "UPDATE patrol_logs SET patrol_day = ?", [clock.calendar_day() - timedelta(days=70)]
        )
    page = open_page("keeping")
    page.number_input(key="keep_logs").set_value(2)
    page = press(page, "Set how long")
    assert keeping.amounts(desk) == {"logs": 2}
    assert "Nothing is set" not in shown(page)
    assert "1 due, 0 of them on hold." in shown(page)
    page = press(page, "Draw up the list")
    assert "drawn up by" in shown(page)
    page = press(page, "Confirm, and let it go")
    assert "told apart only where people sign in" in shown(page)
    page = press(page, "Give this list up")
    assert disposals.standing(desk) is None
    assert exports.documents(desk)[0]["document"]["saw"] == SECRET


def test_a_log_is_held_and_the_hold_lifted(desk: Session, open_page: Opener, log_id: str) -> None:
    page = open_page("keeping")
    page.text_input(key="new_hold_subject_0").input(log_id[:8])
    page = press(page, "Hold")
    assert page.text_input(key="new_hold_subject_0").value == log_id[:8], "what is refused stays"
    page.text_input(key="new_hold_why_0").input("inquest")
    page = press(page, "Hold")
    assert page.text_input(key="new_hold_subject_1").value == "", (
        "what was taken is out of the form"
    )
    assert "inquest" in shown(page)
    assert keeping.holds(desk)["subject"].tolist() == [log_id]
    page = press(page, "Lift")
    assert keeping.holds(desk)["lifted_at"].notna().all()
    assert redactions.redactions(desk).empty
