"""Squares of two sizes on one ground: what is picked, masked, patrolled or counted in one is where it is
in the other.
"""

from datetime import date, timedelta

import pandas as pd
import pytest

from patrolqr.analysis.periods import days_between
from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong
from patrolqr.geo import area_outline, squares
from patrolqr.steps import back_test, brought, helped, hold_out, masking, rank, returning
from patrolqr.store import (
    Session,
    areas,
    briefings,
    coins,
    dossiers,
    patterns,
    picks,
    questions,
    visits,
)
from patrolqr.store.questions import QuestionChoice
from tests.builders.briefings import draft
from tests.builders.duties import duty, duty_now
from tests.builders.incidents import keep_in
from tests.builders.logs import visit
from tests.builders.reasons import EASTING, NORTHING, incident, put, put_incidents, reason

LARGE = squares.name_at(EASTING, NORTHING)
SMALL = squares.name_at(EASTING, NORTHING, side=squares.FINE_METRES)
DAY = date(2026, 11, 24)


def candidate(cell: str) -> Candidate:
    return Candidate(cell, f"Place {cell}", squares.outline(cell), None, "7 calls")


def burglaries(store: Session, *spots: tuple[float, float], day: date = DAY) -> None:
    """Keep one burglary to the minute at each of these places."""
    at = pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=20)
    rows = pd.DataFrame(spots, columns=["easting", "northing"]).assign(
        patrol_day=day, month=day.replace(day=1), precision="minute", occurred_at=at, category="Burglary"
    )  # fmt: skip
    keep_in(store, rows)


def test_what_came_in_is_in_the_square_of_the_list_s_size(store: Session) -> None:
    put(store, reason())
    for cell in (LARGE, SMALL):
        (place,) = brought.find(
            store, duty_now(), last=None, rises=(), side=squares.side(cell)
        ).places
        assert place.cell == cell


@pytest.mark.parametrize("cell", [LARGE, SMALL])
def test_a_pick_takes_what_waits_on_its_ground_and_lets_it_go(store: Session, cell: str) -> None:
    beside = squares.FINE_METRES + 0.0
    put(store, reason(reference="here"), reason(reference="away", easting=EASTING + 2 * beside))
    brought.pick(store, duty_now(), [candidate(cell)])
    (pick,) = picks.picks(store, duty_now())
    assert pick.area.cell == cell

    def taken() -> list[str]:
        inbox = brought._inbox(store, duty_now(), squares.CELL_METRES)
        there = [each for each in inbox.reasons if each.standing.decision == "tonight"]
        return [each.label for each in there]

    assert taken() == ["here"]
    brought.unpick(store, duty_now(), [pick.area.area_id])
    assert taken() == []
    brought.pass_over(store, duty_now(), candidate(cell), "Too few officers")
    assert {each.why for each in picks.passed_over(store, duty_now()).values()} == {
        "Too few officers"
    }
    (place,) = brought.find(store, duty_now(), last=None, rises=(), side=squares.side(cell)).places[
        :1
    ]
    assert [each.standing.decision for each in place.reasons] == ["not_tonight"]
    brought.look_again(store, duty_now(), cell)
    (place,) = brought.find(store, duty_now(), last=None, rises=(), side=squares.side(cell)).places[
        :1
    ]
    assert [each.standing.decision for each in place.reasons] == [""]


def test_a_mask_means_ground(store: Session) -> None:
    within = next(each for each in squares.same_ground([LARGE]) if each != LARGE)
    masking.mask(store, duty(DAY), candidate(LARGE), "Private ground")
    assert masking.masked(store, DAY)[within].name == f"Place {LARGE}"
    masking.unmask(store, duty(DAY), within)
    assert masking.masked(store, DAY) == {}
    masking.mask(store, duty(DAY), candidate(within), "Private ground")
    assert set(masking.masked(store, DAY)) == {within}


def test_ground_that_is_picked_in_one_size_is_not_held_out_in_the_other(store: Session) -> None:
    far = squares.name_at(EASTING + 2_000, NORTHING, side=squares.FINE_METRES)
    picks.pick(store, duty(DAY), [candidate(LARGE)])
    assert hold_out.may_be(store, duty(DAY), [SMALL, far]) == [far]
    assert hold_out.may_be(store, duty(DAY), [LARGE]) == []


def test_a_square_is_patrolled_where_its_ground_was(store: Session) -> None:
    picks.pick(store, duty(DAY), [candidate(LARGE)])
    (pick,) = picks.picks(store, duty(DAY))
    visit(store, pick.area.area_id, day=DAY)
    (patrolled,) = dossiers.patrolled(store)
    assert patrolled["cell"] == LARGE
    within = next(each for each in squares.same_ground([LARGE]) if each != LARGE)
    assert helped.first_patrolled(store, within) == patrolled["first_day"]
    away = squares.name_at(EASTING + 2_000, NORTHING, side=squares.FINE_METRES)
    assert helped.first_patrolled(store, away) is None


def test_a_pattern_is_picked_where_a_smaller_square_in_it_is(store: Session) -> None:
    within = next(each for each in squares.same_ground([LARGE]) if each != LARGE)
    picks.pick(store, duty(DAY), [candidate(within)])
    (found,) = patterns.picked(store, [LARGE])
    assert (found["cell"], found["patrol_day"]) == (LARGE, DAY)


def test_an_area_counts_in_squares_of_its_own_size(store: Session) -> None:
    (west, south), side = squares.corner(SMALL), squares.side(SMALL)
    inside, beside = (west + 1.0, south + 1.0), (west + side + 1.0, south + 1.0)
    burglaries(store, inside, inside, beside, day=DAY)
    picks.pick(store, duty(DAY), [candidate(SMALL), candidate(LARGE)])
    ids = {each.area.cell: each.area.area_id for each in picks.picks(store, duty(DAY))}
    held = {SMALL: 2, LARGE: sum(squares.holds(LARGE, *each) for each in (inside, inside, beside))}
    for cell, number in held.items():
        choice = QuestionChoice(since=DAY, until=DAY + timedelta(days=1), areas=(ids[cell],))
        assert len(questions.incidents(store, choice)) == number
        later = DAY + timedelta(days=1)
        rows = areas.hours(store, {"here": [cell]}, day=later)
        assert sum(each["incidents"] for each in rows) == number
        told = areas.backgrounds(store, {"here": [cell]}, day=later)["here"]
        assert told["category"] == "Burglary"
    both = areas.hours(store, {"a": [SMALL], "b": [LARGE]}, day=DAY + timedelta(days=1))
    assert {each["place"]: each["incidents"] for each in both} == {"a": 2, "b": held[LARGE]}


def test_questions_and_sheets_count_in_squares_of_an_area_s_own_size(store: Session) -> None:
    (west, south), side = squares.corner(SMALL), squares.side(SMALL)
    inside, beside = (west + 1.0, south + 1.0), (west + side + 1.0, south + 1.0)
    burglaries(store, inside, inside, beside, day=DAY)
    far = squares.name_at(west - 1_000, south, side=squares.FINE_METRES)
    picks.pick(store, duty(DAY), [candidate(SMALL), candidate(far)])
    briefings.save(store, draft(store, duty(DAY)))
    ids = {each.area.cell: each.area.area_id for each in picks.picks(store, duty(DAY))}
    week = QuestionChoice(since=DAY, until=DAY + timedelta(days=7))
    weeks = questions.area_weeks(store, week).groupby("area_id")["incidents"].sum()
    crimes = questions.taskings(store, week).set_index("area_id")["crimes"]
    for cell, number in ((SMALL, 2), (far, 0)):
        assert (weeks[ids[cell]], crimes[ids[cell]]) == (number, number)


def test_today_and_returns_count_in_squares_of_an_area_s_own_size(store: Session) -> None:
    (west, south), side = squares.corner(SMALL), squares.side(SMALL)
    begins_at, _ = clock.duty_window(duty_now())
    spots = ((west + 1.0, 1), (west + side + 1.0, 2))
    put_incidents(
        store,
        *(
            incident(
                kind="call", at=begins_at + timedelta(minutes=5), easting=east, northing=south + 1.0,
                patrol_day=duty_now().patrol_day,
            )
            for east, times in spots
            for _ in range(times)
        ),
    )  # fmt: skip
    picks.pick(store, duty_now(), [candidate(SMALL)])
    sheet = briefings.save(store, draft(store, duty_now()))
    assert visits.today(store, sheet)["calls"].tolist() == [1]
    month = duty_now().patrol_day.replace(day=1)
    counted = returning._counted(store, "minute", [month], squares.SIDES)["incidents"]
    assert counted[SMALL] == 1
    # the other two lie in the same square of 250 m, or in the next one
    assert counted[LARGE] == 1 + 2 * squares.holds(LARGE, west + side + 1.0, south + 1.0)


def test_a_coin_s_places_count_in_squares_of_their_own_size(store: Session) -> None:
    (west, south), side = squares.corner(SMALL), squares.side(SMALL)
    burglaries(store, (west + 1.0, south + 1.0), (west + side + 1.0, south + 1.0), day=DAY)
    far = squares.name_at(west - 1_000, south)
    coins.toss(store, duty(DAY), [candidate(SMALL), candidate(far)], 1)
    stood = coins.stood(store, PlaceChoice()).set_index("cell")["incidents"]
    assert stood.to_dict() == {SMALL: 1, far: 0}


def test_a_coin_s_place_is_sent_to_where_its_ground_is_in_a_square_of_another_size(
    store: Session,
) -> None:
    far = squares.name_at(EASTING + 2_000, NORTHING)
    coins.toss(store, duty(DAY), [candidate(SMALL), candidate(far)], 1)
    before = coins.stood(store, PlaceChoice())
    assert not before["is_briefed"].any()
    assert not before["logs"].any()
    west, south = squares.corner(SMALL)
    beside = squares.name_at(west + squares.FINE_METRES, south, side=squares.FINE_METRES)
    picks.pick(store, duty(DAY), [candidate(LARGE), candidate(beside)])
    briefings.save(store, draft(store, duty(DAY)))
    ids = {each.area.cell: each.area.area_id for each in picks.picks(store, duty(DAY))}
    visit(store, ids[LARGE], day=DAY)
    visit(store, ids[beside], day=DAY)
    visit(store, ids[LARGE], day=DAY + timedelta(days=1))
    rows = coins.stood(store, PlaceChoice()).set_index("cell")
    assert rows["is_briefed"].to_dict() == {SMALL: True, far: False}
    assert rows["logs"].to_dict() == {SMALL: 1, far: 0}


def test_a_log_counts_once_for_a_coin_s_place_of_which_its_area_has_several_squares(
    store: Session,
) -> None:
    far = squares.name_at(EASTING + 2_000, NORTHING)
    coins.toss(store, duty(DAY), [candidate(LARGE), candidate(far)], 1)
    picks.pick(store, duty(DAY), [candidate(SMALL)])
    (pick,) = picks.picks(store, duty(DAY))
    within = sorted(squares.overlaps(LARGE, of=squares.FINE_METRES))
    assert len(within) > 1
    with store.writing("brief") as written:
        written.cursor.execute(
            "UPDATE patrol_areas SET squares = ? WHERE area_id = ?", [within, pick.area.area_id]
        )
    visit(store, pick.area.area_id, day=DAY)
    rows = coins.stood(store, PlaceChoice()).set_index("cell")
    assert rows["logs"].to_dict() == {LARGE: 1, far: 0}


def test_ground_that_stood_in_a_coin_in_another_size_stood_in_it(store: Session) -> None:
    far, apart = (squares.name_at(EASTING + each, NORTHING) for each in (2_000, 4_000))
    coins.toss(store, duty(DAY, "Early"), [candidate(SMALL), candidate(far)], 1)
    coins.toss(store, duty(DAY), [candidate(LARGE), candidate(apart)], 1)
    coins.toss(store, duty(DAY + timedelta(days=1)), [candidate(LARGE), candidate(apart)], 1)
    rows = coins.stood(store, PlaceChoice())
    again = rows.loc[rows["is_again"], ["patrol_day", "cell"]]
    assert [(f"{day:%F}", cell) for day, cell in again.to_numpy()] == [(f"{DAY:%F}", LARGE)]


def test_an_outline_made_of_smaller_squares_keeps_to_them(store: Session) -> None:
    around = area_outline.around(SMALL, reach=1)
    outline = area_outline.united(around[:3])
    assert set(area_outline.counted_in(outline, SMALL)) == set(around[:3])


def test_snapped_points_are_refused_with_a_sentence(store: Session) -> None:
    year = days_between(date(2025, 1, 1), date(2026, 1, 1))
    for ask in (
        lambda: rank.listed(store, year, "month", types=(), places=(), side=150),
        lambda: back_test.tried(store, year, "month", types=(), places=(), areas=6, side=150),
    ):
        with pytest.raises(InputWrong, match="Published points stand for whole streets"):
            ask()
