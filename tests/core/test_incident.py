"""Names of streets are kept as they were published and read as people write them."""

import pandas as pd
import pytest

from patrolqr.core.incident import street_name
from patrolqr.store import Session, places
from tests.builders.incidents import keep_in


@pytest.mark.parametrize(
    ("published", "read"),
    [
        ("Cavan'S Close", "Cavan's Close"),
        ("St John'S", "St John's"),
        ("King’S Head Yard", "King’s Head Yard"),
        ("O'Sullivan Street", "O'Sullivan Street"),
        ("D'S", "D's"),
        ("Market Square", "Market Square"),
        ("", ""),
    ],
)
def test_a_capital_after_an_apostrophe_is_not_read(published: str, read: str) -> None:
    assert street_name(published) == read


def test_a_map_names_its_points_so_and_the_row_stays_as_published(store: Session) -> None:
    rows = {"street": ["Cavan'S Close"] * 3, "longitude": -1.998, "latitude": 52.701}
    keep_in(store, pd.DataFrame(rows))
    assert places.street_points(store, most=5)["name"].tolist() == ["Cavan's Close"]
    with store.writing("brief") as written:
        (kept,) = written.cursor.execute("SELECT DISTINCT street FROM incidents").fetchone() or ()
    assert kept == "Cavan'S Close"
