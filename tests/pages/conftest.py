"""The desk as pages see it: a store of its own, and a page opened the way a browser opens it."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from patrolqr import store as stores
from patrolqr.core import settings
from patrolqr.desk.logs.loading import GOES_ON
from patrolqr.steps import load_jobs, look_at_points
from patrolqr.store import DEMO, Session
from tests.conftest import TESTS

DESK = Path(__file__).parents[2] / "patrolqr" / "desk" / "script.py"

Opener = Callable[..., AppTest]

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""AppTest reads what every installed package says of itself at each page it opens; once is enough."""


@pytest.fixture
def desk(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Give the store that the desk's pages use: an empty one of one's own."""
    (tmp_path / "desk").mkdir()
    shutil.copy(empty_file, tmp_path / "desk")
    yield from desk_on(tmp_path / "desk", monkeypatch)


@pytest.fixture
def town_desk(
    town_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    """Give the store that the desk's pages use: the demo town."""
    (tmp_path / "desk").mkdir()
    shutil.copy(town_file, tmp_path / "desk" / DEMO)
    yield from desk_on(tmp_path / "desk", monkeypatch)


@pytest.fixture
def open_page() -> Opener:
    """Give a function that opens a page by its name, with query parameters, and returns what it
    shows.
    """

    def opened(name: str, **query: str | list[str]) -> AppTest:
        page = AppTest.from_file(str(DESK), default_timeout=60)
        page.switch_page(f"../../pages/{name}.py")
        for key, value in query.items():
            page.query_params[key] = value
        return page.run()

    return opened


def load(page: AppTest, button: str = "Load") -> AppTest:
    """Press a button that loads files, and return the page once all of them are loaded."""
    next(each for each in page.button if each.label == button).click().run()
    jobs = load_jobs.listed(Session(stores.current(), TESTS))
    assert all(job.wait(60) for job in jobs)
    if GOES_ON in [each.value for each in page.caption]:  # drawn before the last of them ended
        page.run()
    return page


def shown(page: AppTest) -> str:
    """Return all words a page shows, one element a line."""
    kinds = ("title", "header", "markdown", "caption", "error", "warning", "info")
    return "\n".join(str(each.value) for kind in kinds for each in getattr(page, kind))


def desk_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("PATROLQR_DATA", str(folder))
    for remembered in (settings.current, stores.current):
        remembered.cache_clear()
    st.cache_data.clear()
    yield Session(stores.current(), TESTS)
    look_at_points.stop(Session(stores.current(), TESTS))
    stores.current().close()
    for remembered in (settings.current, stores.current):
        remembered.cache_clear()
