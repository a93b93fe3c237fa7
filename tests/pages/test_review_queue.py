"""The review queue on the logs page: how much waits and since when, what a correction changed, and
what is decided.
"""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.actor import THIS_COMPUTER
from patrolqr.core.form.log import parse
from patrolqr.store import Session, briefings, logs, reviews
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty, duty_now
from tests.builders.logs import SEARCH, corrected, sent, visit
from tests.conftest import seen_by
from tests.pages.conftest import Opener, shown

FIRST = sent(stop_search=[SEARCH], stop_searches=2, saw="a *van*", collar="4821")


@pytest.fixture
def searched(desk: Session) -> str:
    """Give a desk with one log with two stop-searches, one of them detailed, and return its id."""
    now = duty_now()
    brief_areas(desk, now, ["Square"])
    briefing = briefings.current(desk, now)
    assert briefing is not None
    return logs.accept(desk, parse(FIRST), briefing.taskings[0].pass_id).log_id


def pass_of(desk: Session) -> str:
    briefing = briefings.current(desk, duty_now())
    assert briefing is not None
    return briefing.taskings[0].pass_id


def opened(open_page: Opener) -> AppTest:
    page = open_page("logs", reviews="true")
    assert not page.exception
    return page


def labels(page: AppTest) -> str:
    return "\n".join(each.label for each in page.expander)


def test_logs_without_anything_to_check_wait_for_nobody(desk: Session, open_page: Opener) -> None:
    areas = brief_areas(desk, duty(clock.today()), ["Square"])
    visit(desk, areas["Square"], clock.today())
    assert "No log waits for its review" in shown(open_page("logs"))


def test_the_queue_says_how_many_wait_and_for_how_long(desk: Session, open_page: Opener) -> None:
    areas = brief_areas(desk, duty(clock.today()), ["Square"])
    for days, done in ((3, "stop_searches"), (1, "stop_searches"), (9, "arrests")):
        at = clock.now() - timedelta(days=days, hours=1)
        said: dict[str, Any] = {"arrived_at": at, "received_at": at, done: 1}
        visit(desk, areas["Square"], at.date(), minutes=None, **said)
    told = labels(open_page("logs"))
    assert (
        "2 logs with stop-searches to review, the oldest for 3 days, and 1 with arrests or corrections"
        in told
    )


def test_a_log_is_approved_and_leaves_the_queue(
    desk: Session, searched: str, open_page: Opener
) -> None:
    page = opened(open_page)
    text = shown(page)
    assert "**Asian" not in text
    assert "Object of search: **Controlled drugs**" in text
    assert "1 counted without details" in text
    page.text_input(key="reviewer").set_value("Sgt 4412")
    page.button[0].click().run()
    assert not page.exception
    assert "No log waits for its review" in shown(page)


def test_a_query_without_a_question_is_told_and_changes_nothing(
    desk: Session, searched: str, open_page: Opener
) -> None:
    page = opened(open_page)
    page.button[1].click().run()
    assert "needs its question" in str(page.error[0].value)
    page.text_input(key=f"remark_{searched}_1").set_value("What was found?")
    page.button[1].click().run()
    assert not page.exception
    assert "What was found" in shown(page)
    assert "1 of them with a query" in labels(page)


def test_a_correction_shows_what_changed_and_why(
    desk: Session, searched: str, open_page: Opener
) -> None:
    logs.accept(desk, parse(corrected(FIRST, saw="a car")), pass_of(desk))
    page = opened(open_page)
    assert "Corrected (version 2): counted wrongly" in shown(page)
    assert page.dataframe[0].value.to_numpy().tolist() == [["Saw", "a *van*", "a car"]]


def test_an_approval_can_be_undone_for_a_while(
    desk: Session, searched: str, open_page: Opener
) -> None:
    reviews.decide(seen_by(desk, THIS_COMPUTER), searched, 1, "approved")
    page = open_page("logs")
    assert "You approved Square at" in shown(page)
    page.button(key=f"undo_{searched}_1").click().run()
    assert not page.exception
    assert "1 log with stop-searches to review" in labels(page)
    assert "You approved" not in shown(page)
