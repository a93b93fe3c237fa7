"""The debrief tells everything of its shift: what was asked for and what was not, and what may have been
counted twice.
"""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from patrolqr.core import clock
from patrolqr.core.form.asked import AskKind
from patrolqr.steps import debrief
from patrolqr.store import Session, briefings
from tests.builders.briefings import brief_areas, draft
from tests.builders.duties import duty
from tests.builders.logs import visit

LATE = duty(date(2026, 11, 24))
DAY = LATE.patrol_day


@pytest.fixture
def areas(store: Session) -> dict[str, str]:
    """Return two areas of a sheet by name."""
    return brief_areas(store, LATE, ["Square", "Station"])


def test_an_area_that_a_newer_version_dropped_is_told_whole_under_not_asked_for(
    store: Session, areas: dict[str, str]
) -> None:
    first = draft(store, LATE)
    asked = tuple(replace(each, ask=f"Is {each.name} shut?") for each in first.taskings)
    scanned = briefings.save(store, replace(first, taskings=asked))
    station = next(each for each in scanned.taskings if each.area.name == "Station")
    words: dict[str, Any] = {"answer": "No, open", "saw": "grey Transit", "engagements": 2}
    visit(store, areas["Station"], DAY, tasking_id=station.tasking_id, **words)
    kept = tuple(each for each in asked if each.name == "Square")
    briefings.save(store, replace(first, taskings=kept, made_from=scanned.version))
    told = debrief.made(store, LATE)
    assert [area.name for area in told.areas] == ["Square"]
    (unasked,) = told.unasked
    assert unasked.line == "Station: 1 patrol, 15 min, 2 engagements"
    assert unasked.answers == ("15:00 Is Station shut? No, open",)
    assert any(line.endswith(": grey Transit") for line in unasked.notes)
    assert dict(told.done)["Engagements"] == 2


def test_an_answer_to_an_earlier_versions_question_says_which(
    store: Session, areas: dict[str, str]
) -> None:
    first = draft(store, LATE)
    before = briefings.save(store, first)
    square = next(each for each in before.taskings if each.area.name == "Square")
    visit(store, areas["Square"], DAY, tasking_id=square.tasking_id, answer="Yes, up")
    asked = tuple(replace(each, ask="Is the lamp lit?") for each in first.taskings)
    briefings.save(store, replace(first, taskings=asked, made_from=before.version))
    area = next(each for each in debrief.made(store, LATE).areas if each.name == "Square")
    assert area.asked == "Is the lamp lit?"
    assert area.answers == ("15:00 Are the shutters up? Yes, up",)


def test_answers_of_a_kind_stand_on_one_line_with_how_many_gave_which(
    store: Session, areas: dict[str, str]
) -> None:
    """Numbers are told one by one; an answer with words of its own keeps its line."""
    first = draft(store, LATE)
    kinds: dict[str, AskKind] = {"Square": "yes_no", "Station": "number"}
    asked = tuple(replace(each, ask_kind=kinds[each.name]) for each in first.taskings)
    sheet = briefings.save(store, replace(first, taskings=asked))
    ids = {each.area.name: each.tasking_id for each in sheet.taskings}
    for name, answer in (("Square", "Yes"), ("Square", "No: one is out"), ("Square", "No"),
                         ("Square", "Yes"), ("Station", "3"), ("Station", "0")):  # fmt: skip
        visit(store, areas[name], DAY, tasking_id=ids[name], answer=answer)
    told = {area.name: area.answers for area in debrief.made(store, LATE).areas}
    assert told["Square"][0].startswith("Yes 2, No 1 · 15:00 ")
    assert told["Square"][1:] == ("15:00 No: one is out",)
    assert sorted(told["Station"][0].split(" · ")) == ["15:00 0", "15:00 3"]


def test_what_two_officers_may_both_have_counted_is_marked(
    store: Session, areas: dict[str, str]
) -> None:
    """On the sheet and off it, and only there."""
    elsewhere = brief_areas(store, duty(DAY, "Night"), ["Mill"])["Mill"]
    for area_id in (areas["Square"], elsewhere):
        for collar in ("4821", "5120"):
            visit(store, area_id, DAY, collar=collar, arrests=1)
    visit(store, areas["Station"], DAY, stop_searches=1)
    told = debrief.made(store, LATE)
    done = {area.name: area.done for area in told.areas}
    assert done == {"Square": "2 arrests (maybe the same)", "Station": "1 stop-search"}
    (unasked,) = told.unasked
    assert unasked.line.endswith("2 arrests (maybe the same)")
    assert told.maybe_same == ("Arrests",)
    assert dict(told.done)["Arrests"] == 4, "all count until somebody decides"


def test_arrests_at_different_times_are_not_marked(store: Session, areas: dict[str, str]) -> None:
    for hour in (15, 20):
        at = clock.at(DAY, time(hour))
        visit(store, areas["Square"], DAY, arrived_at=at, arrests=1)
    told = debrief.made(store, LATE)
    assert told.maybe_same == ()
    assert "maybe the same" not in told.areas[0].done


def test_a_stay_that_counted_as_the_longest_is_said_so_wherever_it_was(
    store: Session, areas: dict[str, str]
) -> None:
    elsewhere = brief_areas(store, duty(DAY, "Night"), ["Mill"])["Mill"]
    for area_id in (areas["Square"], elsewhere):
        visit(store, area_id, DAY, minutes=61)
    visit(store, areas["Station"], DAY, minutes=60)
    told = debrief.made(store, LATE)
    beside = {area.name: area.dose.beside for area in told.areas}
    assert beside["Square"] == "60 officer-minutes, 1 stay counted as 60 min, the longest"
    assert beside["Station"] == "60 officer-minutes"
    assert "1 stay counted as 60 min, the longest" in told.unasked[0].line
