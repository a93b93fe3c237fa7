"""Hold-out days: only what nothing but the list speaks for is held out, and the seed says which."""

from collections.abc import Callable
from datetime import date

import pytest

from patrolqr.core.actor import Actor
from patrolqr.core.area import Candidate
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.coin import draw
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.core.reason import Reason
from patrolqr.steps import hold_out, triage
from patrolqr.store import Session, briefings, coins, patterns, picks, priorities, teams
from patrolqr.store.priorities import Priority
from patrolqr.store.reasons import Choice
from tests.builders.briefings import SQUARE, candidate, draft
from tests.builders.coins import AMONG
from tests.builders.duties import TEAM, duty, duty_on
from tests.builders.reasons import put, reason

HERE = "E398000N310000"
"""The square of the reasons that the builders make."""

PLACES = (Candidate(HERE, "Mill Lane", SQUARE, None, "7 calls"), *AMONG)
CELLS = [each.cell for each in PLACES]


def may_be(store: Session) -> list[str]:
    return hold_out.may_be(store, duty_on(), CELLS)


def picked(store: Session) -> None:
    picks.pick(store, duty_on(), PLACES[:1])


def on_the_sheet(store: Session) -> None:
    picked(store)
    briefings.save(store, draft(store, duty_on()))
    (area,) = (each.area for each in picks.picks(store, duty_on()))
    picks.unpick(store, duty_on(), [area.area_id])


def a_reason_that_waits(store: Session) -> None:
    put(store, reason())


def a_reason_taken(store: Session) -> None:
    put(store, reason())
    triage.decide(store, duty_on(), only_reason(store), Choice("tonight"))


def a_standing_priority(store: Session) -> None:
    picks.pick(store, duty(date(2026, 1, 5)), PLACES[:1])
    (area,) = (each.area for each in picks.picks(store, duty(date(2026, 1, 5))))
    priority = Priority("Bikes", "Visits", None, area.area_id)
    priorities.keep(store, TEAM.team_id, priority)


def a_pattern_acted_on(store: Session) -> None:
    series = {"neighbourhood_id": "N1", "category": "Burglary", "apart": ""}
    with store.writing("detect") as written:
        opened = patterns.open_one(written, "weekly", series, duty_on().patrol_day)
    patterns.decide(store, opened, "acting", seen=0, cell=HERE)


def a_coin_of_another_shift(store: Session) -> None:
    day = duty_on().patrol_day
    other = next(each for each in ("Early", "Late") if each != duty_on().shift.name)
    coins.toss(store, duty(day, other), (PLACES[0], candidate(9, "Elsewhere")), 1)


def only_reason(store: Session) -> Reason:
    (found,) = triage.inbox(store, teams.team(store, TEAM.team_id), duty_on()).reasons
    return found


@pytest.mark.parametrize(
    "stays",
    [
        picked,
        on_the_sheet,
        a_reason_that_waits,
        a_reason_taken,
        a_standing_priority,
        a_pattern_acted_on,
        a_coin_of_another_shift,
    ],
    ids=lambda stays: stays.__name__,
)
def test_what_more_than_the_list_speaks_for_stays(
    store: Session, stays: Callable[[Session], None]
) -> None:
    assert may_be(store) == CELLS
    stays(store)
    assert may_be(store) == CELLS[1:]
    with pytest.raises(InputWrong, match=r"Not to be held out any more: Mill Lane\."):
        hold_out.toss(store, duty_on(), PLACES, 1)
    assert {each.kind for each in coins.tosses(store, PlaceChoice())} <= {"level"}
    assert hold_out.toss(store, duty_on(), PLACES[1:], 1).kind == "hold_out"


def test_a_call_that_is_not_for_tonight_holds_no_place_back(store: Session) -> None:
    put(store, reason())
    triage.decide(store, duty_on(), only_reason(store), Choice("not_tonight", why="Old"))
    assert may_be(store) == CELLS


@pytest.mark.parametrize("number", [1, 3])
def test_a_coin_holds_out_as_many_as_asked_and_its_seed_says_which(
    store: Session, number: int
) -> None:
    toss = hold_out.toss(store, duty_on(), PLACES, number)
    assert len(toss.held) == number
    assert toss.drawn == draw(CELLS, len(CELLS) - number, toss.seed)
    assert sorted((*toss.drawn, *toss.held)) == sorted(CELLS)
    passed = picks.passed_over(store, duty_on())
    assert {cell: each.why for cell, each in passed.items()} == dict.fromkeys(
        toss.held, f"Held out by a coin, seed {toss.seed}"
    )
    assert coins.of_duty(store, duty_on()) == [toss]
    rows = coins.stood(store, PlaceChoice())
    assert set(rows["kind"]) == {"hold_out"}
    assert set(rows.loc[~rows["is_drawn"], "cell"]) == set(toss.held)


def test_taken_back_all_that_the_coin_held_out_may_be_picked_again(store: Session) -> None:
    toss = hold_out.toss(store, duty_on(), PLACES, 3)
    kept, *others = toss.held
    place = next(each for each in PLACES if each.cell == kept)
    picks.pass_over(store, duty_on(), place, "Too few officers")
    assert hold_out.take_back(store, duty_on(), kept) is None
    assert hold_out.take_back(store, duty_on(), toss.drawn[0]) is None
    assert hold_out.take_back(store, duty_on(), others[0]) == toss
    assert list(picks.passed_over(store, duty_on())) == [kept]
    assert coins.of_duty(store, duty_on()) == [toss]


def test_a_coin_between_level_places_is_not_taken_back(store: Session) -> None:
    toss = coins.toss(store, duty_on(), PLACES, 2)
    assert hold_out.take_back(store, duty_on(), toss.held[0]) is None
    assert set(picks.passed_over(store, duty_on())) == set(toss.held)


@pytest.mark.parametrize("number", [0, 5])
def test_none_and_all_are_no_hold_out(store: Session, number: int) -> None:
    with pytest.raises(InputWrong):
        hold_out.toss(store, duty_on(), PLACES, number)
    assert picks.passed_over(store, duty_on()) == {}


def test_who_may_not_brief_holds_nothing_out(store: Session) -> None:
    auditor = Session(store.store, Actor("an auditor", "auditor"))
    with pytest.raises(NotAllowed):
        hold_out.toss(auditor, duty_on(), PLACES, 1)
