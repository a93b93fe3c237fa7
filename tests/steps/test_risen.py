"""A patrol is proposed where it rose, not where it is busiest."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from patrolqr.analysis import wording
from patrolqr.steps import rank
from patrolqr.store import Session
from tests.builders.incidents import keep_in, name_places

SINCE, UNTIL = date(2026, 10, 26), date(2026, 11, 23)
BUSY, ROSE, ELSEWHERE = 400_100.0, 401_100.0, 402_100.0
"""How far east the squares lie: busy all year, quiet all year and not now, in another ward."""

ASKED: dict[str, Any] = {
    "before": SINCE - timedelta(weeks=52),
    "since": SINCE,
    "until": UNTIL,
    "share": 4 / 52,
    "precision": "minute",
    "category": "Burglary",
}


def some(easting: float, a_week: int, first: date, weeks: int, **changed: object) -> pd.DataFrame:
    days = [
        first + timedelta(days=7 * week + step) for week in range(weeks) for step in range(a_week)
    ]
    usual = {
        "neighbourhood_id": "N1",
        "category": "Burglary",
        "street": f"Street {easting:.0f}",
        "easting": easting,
    }
    return pd.DataFrame({"patrol_day": days, "precision": "minute", **usual, **changed})


@pytest.fixture
def squares(store: Session) -> Session:
    name_places(store, {"N1": "Canalside", "N2": "Old Town"})
    before = ASKED["before"]
    keep_in(
        store,
        pd.concat(
            [
                some(BUSY, 4, before, 56),
                some(ROSE, 3, SINCE, 4),
                some(BUSY, 6, SINCE, 4, category="Robbery"),
                some(ELSEWHERE, 7, SINCE, 4, neighbourhood_id="N2"),
                some(ELSEWHERE + 1000, 2, SINCE, 4, neighbourhood_id=None),
            ]
        ),
    )
    return store


@pytest.mark.parametrize(
    ("neighbourhood_id", "cell", "count"),
    [
        ("N1", "E401000N310000", 12),
        ("N2", "E402000N310000", 28),
        (wording.EVERYWHERE, "E402000N310000", 28),
        ("", "E403000N310000", 8),
    ],
)
def test_the_square_where_it_rose_most_is_found(
    squares: Session, neighbourhood_id: str, cell: str, count: int
) -> None:
    found = rank.risen(squares, **ASKED, neighbourhood_id=neighbourhood_id)
    assert found is not None
    assert (found.cell, found.now, found.expected) == (cell, count, 0)
    assert found.name.startswith("Street")


def test_what_was_there_before_is_taken_off(squares: Session) -> None:
    keep_in(squares, some(BUSY, 7, SINCE, 4))
    found = rank.risen(squares, **ASKED, neighbourhood_id="N1")
    assert found is not None
    assert (found.cell, found.now, found.expected) == ("E400000N310000", 44, 16)


def test_without_incidents_or_without_places_nothing_is_proposed(store: Session) -> None:
    assert rank.risen(store, **ASKED, neighbourhood_id="N1") is None
    keep_in(store, some(BUSY, 4, SINCE, 4).assign(easting=None))
    assert rank.risen(store, **ASKED, neighbourhood_id="N1") is None
    keep_in(store, some(BUSY, 4, SINCE, 4, street="Prison"))
    assert rank.risen(store, **ASKED, neighbourhood_id="N1") is None
