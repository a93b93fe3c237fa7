"""Logs whose officer a sergeant names, on the Logs page."""

from patrolqr.core.form.log import parse
from patrolqr.store import Session, unclaimed
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import a_log
from tests.builders.phones import stored
from tests.pages.conftest import Opener, shown


def test_a_sergeant_names_the_officer_of_a_log_and_it_counts(
    desk: Session, open_page: Opener
) -> None:
    tasking = brief(desk, duty_now()).taskings[0]
    log = parse(a_log(saw="<b>Shutters</b> up"))
    unclaimed.keep(desk, log, tasking.pass_id, written_as="4821", sent_as="5120")
    page = open_page("logs")
    assert "1 log waits for a sergeant to say whose" in [each.label for each in page.expander]
    said = shown(page)
    assert "written as 4821 · sent from the phone of 5120" in said
    assert stored(desk) == []
    page.text_input(key="whose_by").set_value("Sgt 4412")
    next(each for each in page.button if each.label == "It is 5120's").click().run()
    assert [(row["collar"], row["entered_by"]) for row in stored(desk)] == [("5120", "Sgt 4412")]
    assert "a sergeant to say whose" not in shown(page)


def test_another_number_is_checked_and_putting_aside_counts_nothing(
    desk: Session, open_page: Opener
) -> None:
    tasking = brief(desk, duty_now()).taskings[0]
    unclaimed.keep(desk, parse(a_log()), tasking.pass_id, written_as="", sent_as="5120")
    page = open_page("logs")
    next(each for each in page.button if each.label == "It is theirs").click().run()
    assert "Type your collar number" in shown(page)
    next(each for each in page.button if each.label == "Put aside").click().run()
    assert (unclaimed.waiting(desk), stored(desk)) == ([], [])
