"""Streets and squares found by their names, whoever has that name more than once."""

import pandas as pd
import pytest

from patrolqr.steps import find_place
from patrolqr.store import Session
from tests.builders.incidents import keep_in, name_places
from tests.builders.streets import SOUTH, WEST, outline, put_streets

HERE, EAST = "E400000N310000", "E400250N310000"


def found(store: Session, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [as_row(each) for each in find_place.named(store, text, "month").streets]


def as_row(street: find_place.StreetThere) -> tuple[str, str, tuple[str, ...]]:
    return street.name, street.where, street.cells


def put_places(store: Session, **outlines: str) -> None:
    """Keep neighbourhoods with their outlines."""
    name_places(store, {name: name for name in outlines})
    with store.writing("load") as written:
        for name, told in outlines.items():
            written.cursor.execute("UPDATE places SET geometry = ? WHERE name = ?", [told, name])


@pytest.fixture
def town(store: Session) -> Session:
    """Return a store with three streets."""
    put_streets(
        store,
        Church_Lane=[(10, 10), (300, 10)],
        Church_Lane_West=[(10, 100), (10, 300)],
        Far_Lane=[(9010, 10), (9020, 10)],
    )
    return store


def test_a_street_leads_to_the_squares_it_runs_through(town: Session) -> None:
    assert found(town, "far lane") == [("Far Lane", "", ("E409000N310000",))]


def test_streets_of_one_name_that_lie_apart_stand_apart(store: Session) -> None:
    put_streets(store, Church_Lane=[(10, 10), (300, 10)], Church_Lane_2=[(5000, 10), (5010, 10)])
    with store.writing("load") as written:
        written.cursor.execute("UPDATE streets SET name = 'Church Lane'")
    put_places(store, South=outline(0, -50, 600, 50), East=outline(4900, -50, 5900, 50))
    assert found(store, "Church Lane") == [
        ("Church Lane", "South", (HERE, EAST)),
        ("Church Lane", "East", ("E405000N310000",)),
    ]


def test_the_whole_name_comes_before_names_that_go_on(town: Session) -> None:
    names = [name for name, *_ in found(town, "CHURCH lane")]
    assert names == ["Church Lane", "Church Lane West"]


@pytest.mark.parametrize("typed", ["lane west", "wes chu", "church  LANE-west"])
def test_words_may_be_begun_and_in_any_order(town: Session, typed: str) -> None:
    assert [name for name, *_ in found(town, typed)] == ["Church Lane West"]


def test_one_word_typed_twice_is_not_one_word(town: Session) -> None:
    assert found(town, "lane lane") == []


def test_an_apostrophe_makes_no_other_name(store: Session) -> None:
    put_streets(store, **{"Cavan's_Close": [(0.0, 10.0), (10.0, 10.0)]})
    assert [name for name, *_ in found(store, "cavans close")] == ["Cavan's Close"]


def test_a_street_without_a_line_is_found_without_squares(town: Session) -> None:
    with town.writing("load") as written:
        written.cursor.execute("UPDATE streets SET geometry = NULL WHERE name = 'Far Lane'")
    assert found(town, "far lane") == [("Far Lane", "", ())]


def test_two_letters_find_nothing_and_three_do(town: Session) -> None:
    assert found(town, "Fa") == []
    assert len(found(town, "Far")) == 1


def test_squares_are_found_by_what_they_are_called_and_by_their_own_name(town: Session) -> None:
    at = {"easting": WEST + 2010.0, "northing": SOUTH + 10.0}
    keep_in(town, pd.DataFrame([{"street": "Lane Cafe"} | at]))
    there = find_place.named(town, "cafe", "month")
    assert (there.streets, there.squares) == ((), ("E402000N310000",))
    assert find_place.named(town, " e402000n310000 ", "month").squares == ("E402000N310000",)


def test_a_square_that_a_street_found_runs_through_stands_once(town: Session) -> None:
    at = {"easting": WEST + 9011.0, "northing": SOUTH + 11.0}
    keep_in(town, pd.DataFrame([{"street": "Far Lane"} | at]))
    assert find_place.named(town, "far", "month").squares == ()


def test_what_is_more_than_fits_is_counted(store: Session) -> None:
    many = {
        f"Mill_{number}": [(300.0 * number, 0.0), (300.0 * number + 9, 0.0)] for number in range(8)
    }
    put_streets(store, **many)
    there = find_place.named(store, "mill", "month")
    assert (len(there.streets), there.more) == (find_place.MOST, 2)


def test_it_is_known_whether_any_streets_are_loaded(store: Session) -> None:
    assert not find_place.named(store, "mill", "month").has_streets
    put_streets(store, Far_Lane=[(9010, 10), (9020, 10)])
    assert find_place.named(store, "mill", "month").has_streets
