"""What tests share: real data beside the repository, an empty store, and the demo town."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from patrolqr import demo
from patrolqr.core.actor import Actor
from patrolqr.store import DEMO, Session, Store, write_whole

SHARED = Path(__file__).resolve().parents[2] / "shared"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
"""How Chromium starts: it asks nobody for anything by itself."""

TESTS = Actor("tests", "desk")
"""In whose name tests read and write."""

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


def seen_by(session: Session, person: str) -> Session:
    """Return the same store as somebody else at the desk sees it."""
    return Session(session.store, Actor(person, "desk"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Session]:
    """Give a store with an empty database of one's own."""
    opened = Store(tmp_path / "data", real=True)
    yield Session(opened, TESTS)
    opened.close()


@pytest.fixture(scope="session")
def town_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a freshly generated demo town."""
    path = tmp_path_factory.mktemp("town") / DEMO
    write_whole(path, vars(demo.town(TOWN_DAY)))
    return path


@pytest.fixture
def town_store(town_file: Path, tmp_path: Path) -> Iterator[Session]:
    """Give a store with its own copy of the demo town."""
    (tmp_path / "town").mkdir()
    shutil.copy(town_file, tmp_path / "town" / DEMO)
    opened = Store(tmp_path / "town")
    yield Session(opened, TESTS)
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a Chromium; without one, skip and say so, or fail where a browser is required."""
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None:
        reason = "no Chromium on this machine: nothing was tried in a real browser"
        if os.environ.get("PATROLQR_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything that needs the browser, wherever it stands."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests ran in a real browser, loudly where none did."""
    counts = {
        outcome: sum(
            "browser" in report.keywords for report in terminalreporter.getreports(outcome)
        )
        for outcome in ("passed", "skipped")
    }
    if counts["skipped"]:
        sentence = f"{counts['skipped']} TESTS WERE NOT TRIED IN A REAL BROWSER: install Chromium and run them again"
        terminalreporter.write_line(sentence, yellow=True, bold=True)
    terminalreporter.write_line(f"{counts['passed']} tests ran in a real browser")


hypothesis.settings.register_profile("patrolqr", deadline=None)
hypothesis.settings.load_profile("patrolqr")
