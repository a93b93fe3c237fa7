"""What is known of tonight's officers: the sheet's call signs, and what such shifts lost."""

from datetime import date, timedelta

from patrolqr.core.shift import Crew
from patrolqr.steps import tonight
from patrolqr.store import Session, attendance, briefings
from tests.builders.briefings import brief_areas, draft
from tests.builders.duties import duty
from tests.builders.logs import visit

DAY = date(2026, 11, 24)


def test_without_sheets_nothing_is_known(store: Session) -> None:
    assert tonight.crews(store, duty(DAY)) == ()
    assert tonight.taken_away(store, duty(DAY)) == (0, 0, "")
    assert tonight.taken_away(store, duty(DAY)).share == 0


def test_the_newest_sheets_call_signs_are_known(store: Session) -> None:
    brief_areas(store, duty(DAY), ["Square"])
    kept = draft(store, duty(DAY))
    crews = (Crew("B1", 120), Crew("B2", 90))
    briefings.save(store, type(kept)(**(vars(kept) | {"crews": crews})))
    assert tonight.crews(store, duty(DAY)) == crews


def test_only_what_has_a_reason_was_taken_away(store: Session) -> None:
    """Of two areas of 30 minutes one had 15 and lost the rest to custody; nobody says why of another."""
    before = duty(DAY - timedelta(days=7))
    areas = brief_areas(store, before, ["Square", "Station"])
    visit(store, areas["Square"], before.patrol_day, minutes=15)
    attendance.give_missed_reason(store, before, areas["Square"], "Custody")
    assert tonight.taken_away(store, duty(DAY)) == (60, 15, "Custody")
    assert tonight.taken_away(store, duty(DAY)).share == 0.25


def test_other_shifts_and_older_weeks_are_not_looked_at(store: Session) -> None:
    for of in (duty(DAY - timedelta(days=7), "Early"), duty(DAY - timedelta(days=29)), duty(DAY)):
        areas = brief_areas(store, of, ["Square"])
        attendance.give_missed_reason(store, of, areas["Square"], "Court")
    assert tonight.taken_away(store, duty(DAY)) == (0, 0, "")
