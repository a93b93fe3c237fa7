"""What pages ask: noted on a small force, whose ids a larger one has too."""

import shutil
from pathlib import Path

import pytest
import streamlit as st

from patrolqr import store as stores
from patrolqr.core import settings
from patrolqr.steps import look_at_points
from patrolqr.store import Session
from tests.benchmarks.growth import pages
from tests.benchmarks.growth.calls import Call, noting
from tests.builders import grown_force
from tests.conftest import TESTS

SMALL = 5_000


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a force with few logs and incidents; only to be copied."""
    return grown_force.keep_in(tmp_path_factory.mktemp("small") / "data", SMALL)


@pytest.fixture(scope="session")
def asked(small: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Call]]:
    """Return what each page of the desk asks, by page."""
    folder = tmp_path_factory.mktemp("asked") / "data"
    shutil.copytree(small, folder)
    found: dict[str, list[Call]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATROLQR_DATA", str(folder))
        for remembered in (settings.current, stores.current):
            remembered.cache_clear()
        session = Session(stores.current(), TESTS)
        for name, (script, address) in pages.PAGES.items():
            with noting(patch) as noted:
                pages.open_page(script, address)
            found[name] = noted
        look_at_points.stop(session)
        session.store.close()
        for remembered in (settings.current, stores.current):
            remembered.cache_clear()
        st.cache_data.clear()
    return found
