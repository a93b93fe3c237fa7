"""What the analysis tests share: incidents written as one thinks of them, and stored."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.store import Session, Store, loads
from tests.builders.incidents import keep_in
from tests.conftest import TESTS

Keep = Callable[[pd.DataFrame], None]


@pytest.fixture
def keep(store: Session) -> Keep:
    """Give a function that stores incidents; columns left out have the usual value."""

    def kept(rows: pd.DataFrame) -> None:
        keep_in(store, rows)

    return kept


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
