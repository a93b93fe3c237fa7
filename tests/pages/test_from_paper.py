"""A strip keyed at the desk is a log from paper: whose, by whom, once."""

from datetime import time, timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.form.log import parse
from patrolqr.desk.shared import inputs
from patrolqr.store import Session, briefings, exports, log_reads, logs, pairings, picks, visits
from patrolqr.store.arriving_logs import Delivery
from patrolqr.store.log_reads import EVERYTHING
from tests.builders.briefings import brief, candidate, draft
from tests.builders.duties import duty_now
from tests.builders.logs import sent
from tests.pages.conftest import Opener, shown


def wall(ahead: timedelta) -> time:
    """Return what the wall clock shows that much later than now, to the minute."""
    return clock.local(clock.now() + ahead).time().replace(second=0, microsecond=0)


@pytest.fixture
def briefed(desk: Session) -> Briefing:
    """Return the sheet of the shift that is on."""
    now = duty_now()
    picks.pick(desk, now, [candidate(1), candidate(2, "Station Road")])
    return briefings.save(desk, draft(desk, now))


def test_a_strip_is_stored_as_paper_with_who_keyed_it(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    page = open_page("from_paper")
    assert "Type the six characters" in shown(page)
    code = briefed.taskings[1].short_code
    page = page.text_input(key="strip_code").set_value(f"{code[:3].lower()} {code[3:]}").run()
    assert "2 Station Road" in shown(page)
    fields = {each.label: each for each in page.text_input}
    fields["Collar number on the strip"].set_value("4821")
    page.time_input[0].set_value(wall(timedelta(0)))
    page.number_input[0].set_value(3)
    page.button[0].click().run()
    assert "Say who keyed this strip" in shown(page)
    fields = {each.label: each for each in page.text_input}
    assert fields["Collar number on the strip"].value == "4821"
    fields["Keyed by"].set_value("Sgt 4412")
    page.button[0].click().run()
    assert not page.exception
    assert "from paper, by Sgt 4412" in str(page.success[0].value)
    (kept,) = log_reads.logs(desk, EVERYTHING).to_dict("records")
    assert (kept["entered_by"], kept["area"]) == ("Sgt 4412", "Station Road")
    assert visits.by_grade(desk, PlaceChoice())["grade"].tolist() == ["D"]


def test_an_answer_is_keyed_as_the_strip_has_it_ticked(desk: Session, open_page: Opener) -> None:
    """One of the list with words beside it, a number with nothing in it is no answer."""
    for kind, said in (("yes_no", "No"), ("number", "")):
        sheet = brief(desk, duty_now(), names=("Market Square",), ask_kind=kind, visits=1)
        page = open_page("from_paper")
        page = page.text_input(key="strip_code").set_value(sheet.taskings[0].short_code).run()
        page.text_input(key="keyed_by").set_value("Sgt 4412")
        if said:
            page.selectbox(key="strip_answer_1").select(said)
            page.text_input(key="strip_answer_1_words").set_value("three out")
        page.number_input(key="strip_engagements_1").set_value(1)
        page.button[0].click().run()
        assert page.success
    answers = log_reads.logs(desk, EVERYTHING)["answer"].dropna().tolist()
    assert answers == ["No: three out"]


def test_a_strip_cannot_say_a_time_that_has_not_come(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    page = open_page("from_paper")
    page = page.text_input(key="strip_code").set_value(briefed.taskings[0].short_code).run()
    fields = {each.label: each for each in page.text_input}
    fields["Keyed by"].set_value("Sgt 4412")
    page.time_input[1].set_value(wall(timedelta(hours=1)))
    page.button[0].click().run()
    assert "which has not come yet" in shown(page)
    assert not page.success


def test_two_visits_of_a_strip_are_keyed_at_once_and_errors_stand_at_theirs(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    page = open_page("from_paper")
    page = page.text_input(key="strip_code").set_value(briefed.taskings[0].short_code).run()
    page.text_input(key="keyed_by").set_value("Sgt 4412")
    page.text_input(key="strip_collar").set_value("4821")
    page.number_input(key="strip_engagements_1").set_value(2)
    page.text_area(key="strip_saw_2").set_value("Gate chained")
    page.time_input(key="strip_left_at_2").set_value(wall(timedelta(hours=1)))
    page.button[0].click().run()
    assert "which has not come yet" in shown(page)
    assert exports.logs(desk).empty  # both or none
    page.time_input(key="strip_left_at_2").set_value(None)
    page.button[0].click().run()
    assert not page.exception
    assert "2 visits at Market Square, from paper, by Sgt 4412" in str(page.success[0].value)
    rows = exports.logs(desk)
    assert sorted(rows["engagements"].fillna(0)) == [0, 2]
    assert rows["arrived_at"].isna().all()  # a time that nobody wrote stays unknown
    assert "Time unknown" in shown(open_page("logs"))


def test_a_strips_number_is_held_against_the_phones_rule_and_says_which_button_to_press(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    page = open_page("from_paper")
    page = page.text_input(key="strip_code").set_value(briefed.taskings[0].short_code).run()
    page.text_input(key="keyed_by").set_value("Sgt 4412")
    page.text_input(key="strip_collar").set_value("48/21")
    page.button[0].click().run()
    assert "letters and digits" in shown(page)
    page.text_input(key="strip_collar").set_value(" 48 21 ")
    page.text_area(key="strip_saw_1").set_value("x" * 5000)
    page.button[0].click().run()
    assert "Shorten it and press Keep again." in shown(page)
    assert exports.logs(desk).empty
    page.text_area(key="strip_saw_1").set_value("x")
    page.button[0].click().run()
    assert exports.logs(desk)["collar"].tolist() == ["48 21"]


def test_what_was_keyed_for_one_code_is_not_taken_for_anothers(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    first, second = (tasking.short_code for tasking in briefed.taskings)
    page = open_page("from_paper")
    page = page.text_input(key="strip_code").set_value(first).run()
    page.text_area(key="strip_saw_1").set_value("Gate chained")
    page.button[0].click().run()
    assert "Say who keyed this strip" in shown(page)
    assert page.text_area(key="strip_saw_1").value == "Gate chained"
    page = page.text_input(key="strip_code").set_value(second).run()
    assert "2 Station Road" in shown(page)
    assert page.text_area(key="strip_saw_1").value == ""


def test_a_code_that_no_sheet_carries_is_said_to_be_wrong(desk: Session, open_page: Opener) -> None:
    page = open_page("from_paper")
    page = page.text_input(key="strip_code").set_value("ZZZ ZZZ").run()
    assert "carries the code 'ZZZZZZ'" in shown(page)


def test_the_briefing_page_shows_who_is_paired_and_ends_a_pairing(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    pairings.pair(desk, pairings.room_code(at=clock.now()), "4821")
    link = inputs.of_duty(briefed.duty)
    page = open_page("briefing", **link)
    assert not page.exception
    assert "**4821**" in shown(page)
    assert "Pair this browser" in shown(page)
    next(button for button in page.button if button.label == "End").click().run()
    assert "No phone is paired yet" in shown(page)
    assert "/o/check" in shown(page)
    assert pairings.current(desk, at=clock.now()) == []


def test_what_came_on_paper_is_marked_among_the_logs(
    desk: Session, briefed: Briefing, open_page: Opener
) -> None:
    log = parse(sent(saw="Gate chained", arrived_at=clock.now().isoformat()))
    logs.accept(
        desk,
        log,
        briefed.taskings[0].pass_id,
        delivery=Delivery(channel="paper", entered_by="Sgt *4412*"),
    )
    assert r"from paper, by Sgt \*4412\*" in shown(open_page("logs"))
