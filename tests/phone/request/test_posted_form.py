"""Times typed on a wall clock become instants, also on the two nights on which the clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import LogWrong
from patrolqr.core.phone import Grant
from patrolqr.phone.request.posted_form import SHORTEST_STAY, ask_about_stay, log_from_form
from tests.builders.duties import duty


def grant_of(sheet: Briefing, day: date) -> Grant:
    """Return a grant for the late shift of that day."""
    return Grant("A", sheet.taskings[0], replace(sheet, duty=duty(day)), None, False)


def test_the_hour_that_comes_twice_is_the_last_one_that_has_come(sheet: Briefing) -> None:
    """25 October 2026, 02:00 BST becomes 01:00 GMT: 01:30 is 00:30 UTC, and again 01:30 UTC."""
    grant = grant_of(sheet, date(2026, 10, 24))
    for now, instant in (("00:40", "00:30"), ("01:40", "01:30")):
        at = datetime.fromisoformat(f"2026-10-25T{now}:00+00:00")
        sent = log_from_form({"arrived_at": "01:30", "left_at": ""}, grant, now=at)
        assert sent["arrived_at"] == f"2026-10-25T{instant}:00+00:00"


def test_the_time_the_page_was_opened_stays_that_instant(sheet: Briefing) -> None:
    """What was filled in for the officer is not rounded and not doubled."""
    opened = "2026-10-25T00:30:17+00:00"
    now = datetime(2026, 10, 25, 1, 40, tzinfo=UTC)
    sent = log_from_form(
        {"arrived_at": "01:30", "opened_at": opened}, grant_of(sheet, date(2026, 10, 24)), now=now
    )
    assert sent["arrived_at"] == opened


def test_the_hour_that_is_skipped_is_still_a_time(sheet: Briefing) -> None:
    """29 March 2026, 01:30 never showed: it is 01:30 UTC, as the clock would have gone on."""
    now = datetime(2026, 3, 29, 2, 0, tzinfo=UTC)
    sent = log_from_form({"arrived_at": "01:30"}, grant_of(sheet, date(2026, 3, 28)), now=now)
    assert sent["arrived_at"] == "2026-03-29T01:30:00+00:00"


def test_after_midnight_is_still_the_same_patrol_day(sheet: Briefing) -> None:
    """23:50 to 00:20."""
    now = datetime(2026, 11, 24, 0, 21, tzinfo=UTC)
    grant = grant_of(sheet, date(2026, 11, 23))
    sent = log_from_form({"arrived_at": "23:50", "left_at": "00:20"}, grant, now=now)
    assert (sent["arrived_at"], sent["left_at"]) == (
        "2026-11-23T23:50:00+00:00",
        "2026-11-24T00:20:00+00:00",
    )


def test_a_time_that_has_not_come_is_asked_about(sheet: Briefing) -> None:
    """A slip of the finger would otherwise be hours of patrol."""
    now = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    with pytest.raises(LogWrong, match="not come yet"):
        log_from_form({"left_at": "23:00"}, grant_of(sheet, date(2026, 11, 23)), now=now)


def test_nothing_to_report_right_after_opening_claims_no_stay(sheet: Briefing) -> None:
    """Opened and sent within two minutes says nothing about dwell.

    From two minutes on it does.
    """
    grant, opened = grant_of(sheet, date(2026, 11, 23)), datetime(2026, 11, 23, 21, tzinfo=UTC)
    form = {
        "arrived_at": "21:00",
        "left_at": "",
        "opened_at": opened.isoformat(),
        "send": "nothing",
    }
    just_below = opened + SHORTEST_STAY - timedelta(microseconds=1)
    assert log_from_form(form, grant, now=just_below)["left_at"] == ""
    later = log_from_form(form, grant, now=opened + SHORTEST_STAY)
    assert later["left_at"] == "2026-11-23T21:02:00+00:00"


def test_a_stay_of_more_than_twice_the_minutes_asked_for_is_asked_about(sheet: Briefing) -> None:
    """Just at it nobody is asked; an answer is not asked about again, and "now" begins the stay."""
    grant, now = grant_of(sheet, date(2026, 11, 23)), datetime(2026, 11, 23, 21, tzinfo=UTC)
    long = clock.LONG_STAY * timedelta(minutes=grant.tasking.minutes)

    def asked(stayed: timedelta, **more: str) -> str | None:
        opened = (now - stayed).isoformat()
        form = {
            "arrived_at": clock.time_text(now - stayed),
            "opened_at": opened,
            "send": "leaving",
        }
        log = log_from_form(form | more, grant, now=now)
        return ask_about_stay(form | more, log, grant)

    assert asked(long) is None
    assert asked(long + timedelta(minutes=1)) == (
        f"Arrived {clock.time_text(now - long - timedelta(minutes=1))}, or now? "
        f"A stay of {2 * grant.tasking.minutes + 1} minutes is long for this area."
    )
    for answered in ({"stay": "arrived"}, {"stay": "now"}, {"version": "2"}):
        assert asked(2 * long, **answered) is None
    log = log_from_form({"arrived_at": "19:00", "send": "leaving", "stay": "now"}, grant, now=now)
    assert (log["arrived_at"], log["left_at"], "stay" in log) == (now.isoformat(), "", False)
