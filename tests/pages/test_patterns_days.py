"""A day that is still to come, and one before anything was loaded, are called what they are on Patterns."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.__main__ import main
from patrolqr.core import clock
from patrolqr.steps import find_patterns, look_at_points
from patrolqr.store import Session, patterns
from tests.builders.incidents import keep_in
from tests.pages.conftest import Opener, shown
from tests.pages.test_patterns import surging

FIRST = date(2025, 10, 1)
"""The day of the first of the incidents: a Wednesday."""


def told(page: AppTest) -> str:
    assert not page.exception
    return shown(page).replace("\\", "")


def test_a_day_to_come_is_looked_at_as_today_and_says_so(desk: Session, open_page: Opener) -> None:
    keep_in(desk, surging())
    tomorrow = clock.today() + timedelta(days=1)
    page = open_page("patterns", as_of=tomorrow.isoformat())
    today = clock.day_text(clock.today())
    said = f"{clock.day_text(tomorrow)} is still to come. This is as at today, {today}."
    assert said in told(page)
    assert "Looked at again as it was" not in told(page)
    assert "is still to come" not in told(open_page("patterns", as_of=clock.today().isoformat()))


@pytest.mark.parametrize("as_of", [date(2020, 1, 1), FIRST, FIRST + timedelta(days=5)])
def test_before_the_first_complete_week_the_page_says_when_incidents_begin(
    as_of: date, desk: Session, open_page: Opener
) -> None:
    keep_in(desk, surging())
    page = open_page("patterns", as_of=as_of.isoformat())
    assert "Nothing to look at before that day" in told(page)
    said = f"No complete week or month before {clock.day_text(as_of)} is loaded."
    assert f"{said} The first incidents are of Wed 1 Oct 2025: choose a later day" in told(page)
    assert "No incidents yet" not in told(page)
    assert "complete weeks are needed" not in told(page)
    assert patterns.runs(desk) == []


def test_where_too_little_was_loaded_yet_that_is_no_time_in_which_nothing_stood_out(
    desk: Session, open_page: Opener
) -> None:
    """Silence needs 28 weeks: looked at a month after the first incident it says so, and a later look does
    not say that nothing stood out since then.
    """
    keep_in(desk, surging())
    early = open_page("patterns", as_of=(FIRST + timedelta(weeks=5)).isoformat())
    assert "Reports that stop: too early to say. 28 complete weeks are needed" in told(early)
    assert patterns.runs(desk) == []
    assert "Nothing to look at" not in told(early)


def test_the_command_refuses_a_day_to_come(capsys: pytest.CaptureFixture[str]) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert main(["patterns", "--as-of", tomorrow.isoformat()]) != 0
    assert "is still to come: choose today or a day before." in capsys.readouterr().err


def test_why_nothing_is_looked_at_is_said_of_a_time_before_incidents(store: Session) -> None:
    assert find_patterns.why_none(store, as_of=FIRST) == ""
    keep_in(store, surging())
    assert "of Wed 1 Oct 2025" in find_patterns.why_none(store, as_of=FIRST)
    week = FIRST + timedelta(days=5)
    assert find_patterns.find(store, as_of=week) == []
    assert look_at_points.find(store, as_of=week) == []
    names = [run.detector.name for run in find_patterns.find(store, as_of=week + timedelta(days=7))]
    assert names == ["silence", "weekly"]
