"""The density of a choice of incidents: the same choice as the list's, and no stray makes it a speck."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis.measures.density import Density
from patrolqr.analysis.periods import days_between
from patrolqr.steps import density
from patrolqr.store import Session
from tests.builders.incidents import keep_in, name_places

YEAR = days_between(date(2025, 1, 1), date(2026, 1, 1))
HERE = {"easting": 400_100.0, "northing": 310_100.0}


def of(
    store: Session, *, types: tuple[str, ...] = (), places: tuple[str, ...] = ()
) -> Density | None:
    return density.of(store, YEAR, "month", types=types, places=places)


def total(found: Density | None) -> float:
    """Return how many incidents the density holds altogether."""
    return float(found.values.sum() * found.cell**2) if found else 0.0


def test_nothing_has_no_density(store: Session) -> None:
    assert of(store) is None


def test_it_holds_just_the_incidents_chosen(store: Session) -> None:
    name_places(store, {"N1": "Market Ward"})
    keep_in(store, pd.DataFrame({"category": ["Burglary"] * 3, **HERE}))
    keep_in(store, pd.DataFrame({"category": ["Drugs"] * 4, "neighbourhood_id": "N1", **HERE}))
    keep_in(store, pd.DataFrame({"street": ["Prison"] * 50, **HERE}))
    keep_in(store, pd.DataFrame({"month": [date(2024, 6, 1)] * 9, **HERE}))
    keep_in(store, pd.DataFrame({"origin": ["police"] * 9, **HERE}))
    assert total(of(store)) == pytest.approx(7, rel=0.01)
    assert total(of(store, types=("Burglary",))) == pytest.approx(3, rel=0.01)
    assert total(of(store, places=("N1",))) == pytest.approx(4, rel=0.01)
    assert of(store, types=("Robbery",)) is None


def test_a_far_stray_leaves_the_picture_where_the_others_are(store: Session) -> None:
    chance = np.random.default_rng(1)
    near = {"easting": 400_000 + chance.uniform(0, 5000, 999), "northing": 310_000.0}
    keep_in(store, pd.DataFrame(near))
    keep_in(store, pd.DataFrame({"easting": [650_000.0], "northing": [900_000.0]}))
    found = of(store)
    assert found is not None
    assert found.values.shape[1] * found.cell < 7000


def test_a_whole_countrys_ground_has_coarser_cells_and_not_more_of_them(store: Session) -> None:
    corners = {"easting": [200_000.0, 290_000.0] * 50, "northing": [300_000.0, 390_000.0] * 50}
    keep_in(store, pd.DataFrame(corners))
    found = of(store)
    assert found is not None
    assert density.CELL_M < found.cell <= density.RADIUS_M / 5
    assert found.values.size <= 1.05 * density.MOST_CELLS
