"""What tests share: real data beside the repository, an empty store, and the demo town."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from patrolqr.core.actor import Actor
from patrolqr.core.settings import LakeAt
from patrolqr.store import DEMO, REAL, Session, Store
from tests.builders import databases, examples, lakes  # noqa: F401 - loads the profile of property tests
from tests.builders.lakes import Postgres

SHARED = Path(__file__).resolve().parents[2] / "shared"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
"""How Chromium starts: it asks nobody for anything by itself, and reaches no other host."""

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What Chromium is called. The first has no windows to draw and takes 40 % less of a processor."""

TESTS = Actor("tests", "desk")
"""In whose name tests read and write."""

FEWEST_PROCESSES, MOST_PROCESSES = 2, 4
"""A browser test waits more than it computes, so two fit on one core; more than four gain little."""

MEASURED_ONLY = (
    *("test_cells", "test_load", "test_logs", "test_map", "test_phone_page", "test_review"),
    *(
        "test_hotspot_methods",
        "test_points",
        "test_tables",
        "test_growth",
        "test_county",
        "test_lake",
    ),
)
"""Benchmarks that promise nothing but their figures, by their files' names."""

QUALITY = "tests/test_quality.py"
"""The longest tests of all: types and lint of the whole house."""


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


@pytest.fixture(scope="session")
def cache(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for what later runs need not make again; with `-p no:cacheprovider`, for
    this run only.
    """
    if not pytestconfig.pluginmanager.has_plugin("cacheprovider"):
        return tmp_path_factory.mktemp("databases")
    return pytestconfig.cache.mkdir("databases")


@pytest.fixture(scope="session")
def empty_file(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a database with today's schema and no rows; only to be copied."""
    return Path(shutil.copy(databases.empty(cache), tmp_path_factory.mktemp("empty") / REAL))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give a PostgreSQL for lakes; without one, skip and say so, or fail where it is required."""
    with lakes.running() as server:
        yield server


@pytest.fixture(scope="session")
def empty_lake(postgres: Postgres, cache: Path) -> str:
    """Return the database of a lake with today's schema and no rows; only to be copied."""
    return lakes.template(postgres, cache)


@pytest.fixture
def lake(postgres: Postgres, empty_lake: str, tmp_path: Path) -> Iterator[LakeAt]:
    """Give an empty lake of one's own, that nobody has open."""
    with lakes.lake(postgres, empty_lake, tmp_path / "lake") as made:
        yield made


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """Give a store with an empty database of one's own: a file, or a lake where that is asked for."""
    asked = lakes.is_asked_for(request)
    (tmp_path / "data").mkdir()
    if not asked:
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "data")
    opened = Store(tmp_path / "data", lake=request.getfixturevalue("lake") if asked else None)
    yield Session(opened, TESTS)
    opened.close()


@pytest.fixture(scope="session")
def town_file(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the demo town; only to be copied."""
    return Path(shutil.copy(databases.town(cache), tmp_path_factory.mktemp("town") / DEMO))


@pytest.fixture
def town_store(town_file: Path, tmp_path: Path) -> Iterator[Session]:
    """Give a store with its own copy of the demo town."""
    (tmp_path / "town").mkdir()
    shutil.copy(town_file, tmp_path / "town" / DEMO)
    opened = Store(tmp_path / "town")
    yield Session(opened, TESTS)
    opened.close()


def chromium() -> str | None:
    """Return the program that tests open pages with, None where there is none."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a Chromium; without one, skip and say so, or fail where a browser is required."""
    found = chromium()
    if found is None:
        reason = "no Chromium on this machine: nothing was tried in a real browser"
        if os.environ.get("PATROLQR_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=45_000)  # two browsers on two busy cores are slow, not wrong
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes run the tests: one alone measures, and one is asked for a test
    named by its `::`.
    """
    if config.getoption("benchmark_enable") or all("::" in name for name in config.args):
        return 0
    return max(FEWEST_PROCESSES, min(os.cpu_count() or 1, MOST_PROCESSES))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark everything that needs the browser, wherever it stands, and start what takes longest
    first. What only measures is left out where nothing is measured.
    """
    if not config.getoption("benchmark_enable"):
        only_measured = [item for item in items if _is_only_measured(item)]
        config.hook.pytest_deselected(items=only_measured)
        items[:] = [item for item in items if not _is_only_measured(item)]
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=_turn)


def _is_only_measured(item: pytest.Item) -> bool:
    return "benchmarks" in item.path.parts and item.path.stem in MEASURED_ONLY


def _turn(item: pytest.Item) -> int:
    if item.nodeid.startswith(QUALITY):
        return 0
    return 1 if item.get_closest_marker("browser") else 2


def _tell_of_service(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what of deploy/ was not tried, and for want of what."""
    skipped = [each for each in terminalreporter.getreports("skipped") if "deploy" in each.keywords]
    if skipped:
        sentence = f"{len(skipped)} TESTS OF HOW IT IS RUN WERE NOT TRIED: install what they need"
        terminalreporter.write_line(sentence, yellow=True, bold=True)
    for reason in sorted({each.longrepr[2] for each in skipped}):
        terminalreporter.write_line(reason, yellow=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests ran in a real browser, loudly which did not and for want of what."""
    _tell_of_service(terminalreporter)
    passed, skipped = (
        [each for each in terminalreporter.getreports(outcome) if "browser" in each.keywords]
        for outcome in ("passed", "skipped")
    )
    if skipped:
        sentence = (
            f"{len(skipped)} TESTS WERE NOT TRIED IN A REAL BROWSER: install it and run them again"
        )
        terminalreporter.write_line(sentence, yellow=True, bold=True)
    for reason in sorted({each.longrepr[2] for each in skipped}):
        terminalreporter.write_line(reason, yellow=True)
    terminalreporter.write_line(f"{len(passed)} tests ran in a real browser")
