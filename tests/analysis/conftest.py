"""What the analysis tests share: incidents written as one thinks of them, and stored."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.store import Session, Store, loads
from tests.conftest import TESTS

Keep = Callable[[pd.DataFrame], None]


@pytest.fixture
def keep(store: Session) -> Keep:
    """Give a function that stores incidents; columns left out have the usual value."""

    def kept(rows: pd.DataFrame) -> None:
        keep_in(store, rows)

    return kept


def keep_in(store: Session, rows: pd.DataFrame) -> None:
    usual: dict[str, Any] = {
        "origin": "public", "kind": "crime", "precision": "month", "superseded": False,
        "month": date(2025, 6, 1), "category": "Burglary", "street": "High Street",
        "easting": 400100.0, "northing": 310100.0, "neighbourhood_id": None,
    }  # fmt: skip
    incidents = rows.assign(**{name: value for name, value in usual.items() if name not in rows})
    with store.writing() as written:
        written.insert("incidents", incidents)


def name_places(store: Session, names: dict[str, str]) -> None:
    with store.writing() as written:
        for place_id, name in names.items():
            written.cursor.execute(
                "INSERT INTO places (place_id, kind, name) VALUES (?, 'neighbourhood', ?)",
                [place_id, name],
            )


@pytest.fixture(scope="session")
def cannock(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a store with eight months of two real districts and their wards, loaded as anybody does.

    Only to be read.
    """
    opened = Session(Store(tmp_path_factory.mktemp("cannock") / "data", real=True), TESTS)
    folder = shared / "data/boundaries"
    boundaries = [*sorted(folder.glob("lsoa21*")), *sorted(folder.glob("ward24*"))]
    for file in (*boundaries, shared / "data/street/cannock-south-staffs-2025-01-to-08-street.csv"):
        for source in readers.read(file):
            loads.load(opened, source)
    yield opened
    opened.store.close()
