"""What cards start from: in the order in which their areas are visited, by which everything is numbered."""

from dataclasses import replace
from datetime import date, time

import pytest

from patrolqr.core import clock
from patrolqr.core.area import Candidate, Pick
from patrolqr.core.briefing import TaskingDraft
from patrolqr.steps import draft, publish
from patrolqr.store import Session, briefings, passes, picks, visits
from tests.builders import briefings as built
from tests.builders.duties import duty
from tests.builders.sheets import geojson, square

LATE = duty(date(2026, 11, 24))
NAMES = ("First", "Second", "Third")


@pytest.fixture
def picked(store: Session) -> list[Pick]:
    """Return three areas in a row, picked from the west to the east."""
    places = [
        Candidate(f"E{397_000 + 250 * place}N310250", name, _outline(place), None, "")
        for place, name in enumerate(NAMES)
    ]
    picks.pick(store, LATE, places)
    return picks.picks(store, LATE)


def _outline(place: int) -> str:
    return geojson(square(397_000 + 1000 * place, 310_250, 200))


def _cards(picked: list[Pick], *opens: int) -> list[TaskingDraft]:
    return [
        TaskingDraft(
            pick.area.area_id,
            pick.area.name,
            visits=1,
            window_starts=time(hour),
            window_ends=time(hour + 1),
        )
        for pick, hour in zip(picked, opens, strict=True)
    ]


def test_cards_stand_in_the_order_of_visits(picked: list[Pick]) -> None:
    cards = _cards(picked, 20, 18, 16)
    ordered = draft.in_visit_order(cards, picked)
    assert [card.name for card in ordered] == ["Third", "Second", "First"]
    assert draft.in_visit_order(ordered, picked) == ordered


def test_an_area_that_cannot_be_drawn_leaves_the_cards_as_they_are(picked: list[Pick]) -> None:
    cards = _cards(picked, 20, 18, 16)
    without = [*picked[:2], Pick(replace(picked[2].area, geometry="{}"), "")]
    assert draft.in_visit_order(cards, without) == cards


def test_the_number_of_the_strip_is_the_number_everywhere(
    store: Session, picked: list[Pick]
) -> None:
    """And an older version's codes open the area as the newest numbers it."""
    words = replace(built.draft(store, LATE), taskings=tuple(_cards(picked, 16, 18, 20)))
    before = publish.publish(store, words)
    later = tuple(draft.in_visit_order(_cards(picked, 20, 18, 16), picked))
    saved = publish.publish(store, replace(words, taskings=later, made_from=1))
    numbers = {"Third": 1, "Second": 2, "First": 3}
    assert {each.area.name: each.number for each in saved.taskings} == numbers
    standing = briefings.current(store, LATE)
    assert standing is not None
    today = visits.today(store, standing)
    assert dict(zip(today["area"], today["number"], strict=True)) == numbers
    assert {row["name"]: row["number"] for row in visits.debrief_areas(store, LATE)} == numbers
    for tasking in before.taskings:
        grant = passes.grant(store, tasking.pass_id, at=clock.at(LATE.patrol_day, time(15)))
        assert grant.tasking is not None
        assert grant.tasking.number == numbers[tasking.area.name]
    begun = draft.drafts(store, LATE)
    assert [card.name for card in begun] == list(numbers), (
        "the next version begins as this one stands"
    )
