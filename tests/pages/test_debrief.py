"""The debrief page: the officer's reason is preset for the sergeant, whose name its confirmation has."""

from datetime import date

from patrolqr.desk.shared import inputs
from patrolqr.render.pdf.debrief import MAYBE_SAME
from patrolqr.steps import debrief
from patrolqr.store import Session, attendance
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.logs import visit
from tests.pages.conftest import Opener, shown

LATE = duty(date(2026, 11, 24), "Late")


def test_the_officers_reason_is_preset_and_one_tap_confirms_it(
    desk: Session, open_page: Opener
) -> None:
    areas = brief_areas(desk, LATE, ["Square", "Station"])
    visit(desk, areas["Square"], LATE.patrol_day, cut_short="Custody")
    assert debrief.made(desk, LATE).areas[0].missed_reason == "officer said: Custody"
    page = open_page("debrief", **inputs.of_duty(LATE))
    key = f"missed_{inputs.key(LATE)}_{areas['Square']}"
    assert "officer said: Custody" in shown(page)
    assert page.session_state[key] == "Custody"
    assert attendance.missed_reasons(desk, LATE) == {}, "nobody decided yet"
    page.text_input(key="debrief_by").set_value("Sgt 4412").run()
    page = page.button(key=f"{key}_confirm").click().run()
    assert not page.exception
    given = attendance.decided_reasons(desk, LATE)[areas["Square"]]
    assert (given.reason, given.given_by) == ("Custody", "Sgt 4412")
    assert "given by Sgt 4412 at" in shown(page)
    assert debrief.made(desk, LATE).areas[0].missed_reason == "Custody"


def test_a_reason_taken_back_is_not_preset_again(desk: Session, open_page: Opener) -> None:
    areas = brief_areas(desk, LATE, ["Square"])
    visit(desk, areas["Square"], LATE.patrol_day, cut_short="Custody")
    attendance.give_missed_reason(desk, LATE, areas["Square"], "")
    page = open_page("debrief", **inputs.of_duty(LATE))
    assert page.session_state[f"missed_{inputs.key(LATE)}_{areas['Square']}"] is None
    assert debrief.made(desk, LATE).areas[0].missed_reason == ""


def test_what_was_not_asked_for_and_what_may_be_counted_twice_stand_on_the_page(
    desk: Session, open_page: Opener
) -> None:
    areas = brief_areas(desk, LATE, ["Square"])
    elsewhere = brief_areas(desk, duty(LATE.patrol_day, "Night"), ["Mill"])["Mill"]
    visit(desk, elsewhere, LATE.patrol_day, minutes=90, saw="grey Transit")
    for collar in ("4821", "5120"):
        visit(desk, areas["Square"], LATE.patrol_day, collar=collar, arrests=1)
    page = open_page("debrief", **inputs.of_duty(LATE))
    assert not page.exception
    assert "Not asked for" in shown(page)
    words = shown(page).replace("\\", "")
    assert "**Mill: 1 patrol, 60 min, 1 stay counted as 60 min, the longest**" in words
    assert any(each.value.endswith(": grey Transit") for each in page.text)
    assert "2 arrests (maybe the same)" in words
    figures = {metric.label: metric.value for metric in page.metric}
    assert figures["Arrests, maybe the same"] == "2"
    assert MAYBE_SAME in shown(page)
