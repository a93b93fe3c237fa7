"""What tests share: real data beside the repository, an empty store, and the demo town."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest

from patrolqr import demo
from patrolqr.store import DEMO, Store, town

SHARED = Path(__file__).resolve().parents[2] / "shared"
TOWN_DAY = date(2026, 11, 23)
"""The patrol day up to which the tests' town was generated, so that every run sees the same one."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with real data and references; skip where it is absent, fail in CI."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the folder with real data is missing, and in CI it must be there")
        pytest.skip("the folder with real data and references is not beside this repository")
    return SHARED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a store with an empty database of one's own."""
    opened = Store(tmp_path / "data", real=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def town_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a freshly generated demo town."""
    path = tmp_path_factory.mktemp("town") / DEMO
    town.build(path, demo.town(TOWN_DAY))
    return path


@pytest.fixture
def town_store(town_file: Path, tmp_path: Path) -> Iterator[Store]:
    """Give a store with its own copy of the demo town."""
    (tmp_path / "town").mkdir()
    shutil.copy(town_file, tmp_path / "town" / DEMO)
    opened = Store(tmp_path / "town")
    yield opened
    opened.close()


hypothesis.settings.register_profile("patrolqr", deadline=None)
hypothesis.settings.load_profile("patrolqr")
