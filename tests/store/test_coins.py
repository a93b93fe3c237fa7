"""A coin between candidates: kept with its seed, tossed once, and what it leaves is passed over."""

from datetime import date, time, timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.coin import draw
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.store import Session, briefings, coins, picks
from tests.builders.at_once import DONE, two_at_once
from tests.builders.briefings import draft, pick_only
from tests.builders.coins import AMONG, keep_dated, toss_daily
from tests.builders.duties import duty, duty_now
from tests.builders.logs import visit

DAY = date(2026, 11, 2)
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
    assert coins.toss(store, duty_now(), AMONG[::-1], 2) == first
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


def test_what_was_reported_at_a_place_of_a_coin_on_its_day_is_counted(store: Session) -> None:
    (toss,) = toss_daily(store, DAY, 1)
    there = [(DAY, CELLS[0])] * 3 + [(DAY, CELLS[1]), (DAY + timedelta(days=1), CELLS[1])]
    keep_dated(store, [*there, (DAY, "E500000N400000")])
    keep_dated(store, [(DAY, CELLS[2])], origin="police")
    rows = coins.stood(store, PlaceChoice())
    assert rows.set_index("cell")["incidents"].to_dict() == dict(
        zip(CELLS, (3, 1, 0, 0), strict=True)
    )
    assert set(rows.loc[rows["is_drawn"], "cell"]) == set(toss.drawn)
    assert set(zip(rows["room"], rows["places"], rows["seed"], strict=True)) == {(2, 4, toss.seed)}
    called = dict(zip(rows["cell"], rows["area"], strict=True))
    # what is drawn has a name once it is picked
    assert called == {
        each.cell: each.cell if each.cell in toss.drawn else each.name for each in AMONG
    }


def test_a_place_of_an_earlier_coin_of_the_day_is_said_to_be_one(store: Session) -> None:
    coins.toss(store, duty(DAY, "Early"), AMONG[:2], 1)
    toss_daily(store, DAY, 2)
    rows = coins.stood(store, PlaceChoice())
    again = rows[rows["is_again"]]
    assert list(zip(again["shift"], again["cell"], strict=True)) == [
        ("Late", cell) for cell in CELLS[:2]
    ]
    assert len(rows) == 10
    late = coins.stood(store, PlaceChoice(since=DAY + timedelta(days=1)))
    assert not late["is_again"].any()


def test_what_was_briefed_and_what_was_patrolled_is_told(store: Session) -> None:
    toss_daily(store, DAY, 1)
    pick_only(store, duty(DAY), AMONG[:1])
    (picked,) = picks.picks(store, duty(DAY))
    visit(store, picked.area.area_id, DAY + timedelta(days=1))
    before = coins.stood(store, PlaceChoice(), cell=CELLS[0])
    assert not before["is_briefed"].any()
    assert not before["logs"].any()
    briefings.save(store, draft(store, duty(DAY)))
    visit(store, picked.area.area_id, DAY, arrived_at=clock.at(DAY, time(20)))
    rows = coins.stood(store, PlaceChoice()).set_index("cell")
    assert rows["is_briefed"].to_dict() == {cell: cell == CELLS[0] for cell in CELLS}
    assert rows["logs"].to_dict() == {cell: int(cell == CELLS[0]) for cell in CELLS}


def test_days_teams_and_areas_are_chosen(store: Session) -> None:
    toss_daily(store, DAY, 3)
    pick_only(store, duty(DAY), AMONG[:1])
    (picked,) = picks.picks(store, duty(DAY))
    assert len(coins.stood(store, PlaceChoice(until=DAY + timedelta(days=2)))) == 8
    assert coins.stood(store, PlaceChoice(teams=["nobody"])).empty
    own = coins.stood(store, PlaceChoice(areas=[picked.area.area_id]))
    assert set(own["cell"]) == {CELLS[0]}
    assert coins.stood(store, PlaceChoice(neighbourhoods=["N1"])).empty


def test_what_settles_a_line_is_no_hold_out(store: Session) -> None:
    level = coins.toss(store, duty(DAY), AMONG, 3)
    held = coins.toss(store, duty(DAY), AMONG, 3, kind="hold_out")
    assert coins.of_duty(store, duty(DAY)) == [held, level]
    assert coins.toss(store, duty(DAY), AMONG, 3) == level


def test_a_coin_that_an_earlier_version_kept_settled_a_line(store: Session) -> None:
    toss_daily(store, DAY, 1)
    with store.writing("brief") as written:
        written.cursor.execute("UPDATE coin_tosses SET kind = NULL")
    assert {each.kind for each in coins.tosses(store, PlaceChoice())} == {"level"}
    assert set(coins.stood(store, PlaceChoice())["kind"]) == {"level"}
