"""What cards start from: in the order in which their areas are visited, by which everything is numbered."""

from dataclasses import replace
from datetime import date, time

import pandas as pd
import pytest

from patrolqr.core import clock, tactics
from patrolqr.core.area import Candidate, Pick
from patrolqr.core.briefing import TEXT_LIMIT, TaskingDraft
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.steps import draft, publish
from patrolqr.store import Session, areas, briefings, passes, picks, visits
from tests.builders import briefings as built
from tests.builders.duties import duty
from tests.builders.incidents import keep_in
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


def _reported(store: Session, **types: tuple[int, ...]) -> None:
    """Keep so many burglaries and shopliftings in each of the squares picked."""
    counts = {"Burglary": types["burglary"], "Shoplifting": types["shoplifting"]}
    rows = [
        (category, 397_100.0 + 250 * place)
        for category, numbers in counts.items()
        for place, number in enumerate(numbers)
        for _ in range(number)
    ]
    told = pd.DataFrame(rows, columns=["category", "easting"])
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(len(told))]
    keep_in(store, told.assign(incident_id=ids, northing=310_300.0))


def test_a_card_begins_with_the_type_of_which_there_is_more_than_elsewhere(
    store: Session, picked: list[Pick]
) -> None:
    _reported(store, burglary=(9, 1, 1), shoplifting=(12, 30, 30))
    behind = areas.backgrounds(
        store, {pick.area.name: pick.area.counted_in for pick in picked}, day=LATE.patrol_day
    )
    told = [behind[name]["category"] for name in NAMES]
    assert told == ["Burglary", "Shoplifting", "Shoplifting"]


def test_areas_with_one_problem_are_asked_and_worked_differently(
    store: Session, picked: list[Pick]
) -> None:
    _reported(store, burglary=(9, 9, 9), shoplifting=(1, 1, 1))
    cards = draft.drafts(store, LATE)
    assert len({card.ask for card in cards}) == len({card.tactics for card in cards}) == 3
    assert all(len(card.tactics) == 3 for card in cards)


def test_a_long_why_is_cut_between_words(picked: list[Pick]) -> None:
    whole = "Custody " * (TEXT_LIMIT // 8)
    card = draft.start(Pick(picked[0].area, whole), None, None, (time(14), time(2)))
    assert card.why == whole
    card = draft.start(Pick(picked[0].area, f"{whole}again"), None, None, (time(14), time(2)))
    assert card.why == "Custody " * (TEXT_LIMIT // 8 - 1) + "…"


@pytest.mark.parametrize("category", [*CRIME_TYPES, None])
def test_six_areas_of_any_one_type_have_other_questions_that_fit(category: str | None) -> None:
    asks = [tactics.ask_for(category, turn=turn) for turn in range(6)]
    most = len(tactics.ASKS.get(category or "", ())) + len(tactics.ASKS_ANYWHERE)
    assert len(set(asks)) == min(6, most)
    assert all(len(ask) <= TEXT_LIMIT for ask in asks)
    offered = {tactics.for_type(category, turn=turn)[:3] for turn in range(3)}
    assert len(offered) == 3
