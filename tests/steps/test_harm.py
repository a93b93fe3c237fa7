"""Harm per square: each crime by its type's weight, and what has none is named."""

from datetime import date

import pandas as pd

from patrolqr.analysis.periods import days_between
from patrolqr.steps import harm
from patrolqr.store import Session
from tests.builders.incidents import keep_in, name_places

YEAR = days_between(date(2025, 1, 1), date(2026, 1, 1))
WEIGHTS = (("Burglary", 100.0), ("Robbery", 365.5), ("Shoplifting", 0.0))
FIRST, SECOND, THIRD = (f"E{400_000 + 250 * number}N310000" for number in range(3))


def put(store: Session, cell: str, **categories: int) -> None:
    easting, northing = (int(part) + 125 for part in cell[1:].split("N"))
    types = [name for name, count in categories.items() for _ in range(count)]
    place = {"easting": float(easting), "northing": float(northing)}
    keep_in(store, pd.DataFrame({"category": types, "neighbourhood_id": "N1", **place}))


def of(store: Session, *, types: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> harm.Harm:
    return harm.of_squares(store, YEAR, "month", types=types, places=places, weights=WEIGHTS)


def test_of_nothing_there_is_none(store: Session) -> None:
    assert of(store) == ({}, {}, ())


def test_each_crime_weighs_what_its_type_does(store: Session) -> None:
    name_places(store, {"N1": "Market Ward"})
    put(store, FIRST, Burglary=2, Robbery=1, Drugs=7)
    put(store, SECOND, Shoplifting=40)
    put(store, THIRD, Robbery=2)
    found = of(store)
    assert found.by_cell == {FIRST: 565.5, SECOND: 0.0, THIRD: 731.0}
    assert found.places == {FIRST: 2, SECOND: 3, THIRD: 1}
    assert found.without == ("Drugs",)
    assert of(store, types=("Burglary",)) == ({FIRST: 200.0}, {FIRST: 1}, ())
    assert of(store, places=("N1",)) == found
    assert of(store, places=("N2",)) == ({}, {}, ())


def test_equal_harm_shares_its_place_and_what_patrols_make_counts_for_none(store: Session) -> None:
    put(store, FIRST, Burglary=1)
    put(store, SECOND, Burglary=1)
    keep_in(
        store,
        pd.DataFrame({"origin": ["police"], "easting": [400_125.0], "northing": [310_125.0]}),
    )
    assert of(store).places == {FIRST: 1, SECOND: 1}
    assert of(store).by_cell == {FIRST: 100.0, SECOND: 100.0}
