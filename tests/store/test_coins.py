"""A coin between candidates: kept with its seed, tossed once, and what it leaves is passed over."""

import pytest

from patrolqr.core.actor import Actor
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.coin import draw
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.store import Session, coins, picks
from tests.builders.at_once import DONE, two_at_once
from tests.builders.briefings import candidate
from tests.builders.duties import duty_now

AMONG = [candidate(number, f"Place {number}") for number in range(4)]
CELLS = tuple(sorted(each.cell for each in AMONG))


def test_it_can_be_drawn_again_by_its_seed(store: Session) -> None:
    toss = coins.toss(store, duty_now(), AMONG, 3)
    assert toss.cells == CELLS
    assert toss.drawn == draw(CELLS, 3, toss.seed)
    assert toss.tossed_by == store.actor.person
    assert coins.of_duty(store, duty_now()) == [toss]


def test_what_is_not_drawn_is_passed_over_with_the_seed(store: Session) -> None:
    toss = coins.toss(store, duty_now(), AMONG, 3)
    passed = picks.passed_over(store, duty_now())
    assert set(passed) == set(CELLS) - set(toss.drawn)
    assert {each.why for each in passed.values()} == {f"Not drawn by the coin, seed {toss.seed}"}


def test_what_is_settled_is_not_tossed_again(store: Session) -> None:
    first = coins.toss(store, duty_now(), AMONG, 2)
    assert coins.toss(store, duty_now(), list(reversed(AMONG)), 2) == first
    other = coins.toss(store, duty_now(), AMONG[:3], 2)
    assert [each.seed for each in coins.of_duty(store, duty_now())] == [other.seed, first.seed]


def test_two_at_once_toss_one_coin(store: Session) -> None:
    assert two_at_once(lambda: coins.toss(store, duty_now(), AMONG, 2)) == [DONE, DONE]
    assert len(coins.of_duty(store, duty_now())) == 1


@pytest.mark.parametrize("room", [-1, 0, 4, 9])
def test_where_there_is_nothing_to_settle_none_is_tossed(store: Session, room: int) -> None:
    with pytest.raises(InputWrong):
        coins.toss(store, duty_now(), AMONG, room)
    assert coins.tosses(store, PlaceChoice()) == []


def test_who_may_not_brief_tosses_none(store: Session) -> None:
    auditor = Session(store.store, Actor("an auditor", "auditor"))
    with pytest.raises(NotAllowed):
        coins.toss(auditor, duty_now(), AMONG, 2)
    assert coins.tosses(store, PlaceChoice()) == []
