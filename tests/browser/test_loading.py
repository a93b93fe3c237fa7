"""A long load in a real browser: it goes on where its page is left, and can be cancelled; and a
folder that is watched meanwhile.
"""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from patrolqr.store import Session, Store, load_jobs, loaded
from tests.browser.conftest import Server, Tab, serving
from tests.builders import street
from tests.conftest import TESTS

LONG = 1_000_000
"""Rows that take so long to load that a page is pressed meanwhile, also on a fast machine."""

LOADED_MS = 120_000


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Give the app on an empty database of the force's own, watching the folder `dropped`."""
    Store(tmp_path / "data", real=True).close()
    monkeypatch.setenv("PATROLQR_INBOX", str(tmp_path / "dropped"))
    with serving(tmp_path / "data") as running:
        yield running


def long_file(folder: Path, name: str) -> Path:
    """Return the path of a packed street file with very many rows, of which no other has one."""
    head, tail = street.row(Crime_ID="{}").split("{}")
    path = folder / name
    with gzip.open(path, "wt", compresslevel=1) as packed:
        packed.write(f"{street.HEADER}\n")
        packed.writelines(f"{head}{name}{number:x}{tail}\n" for number in range(LONG))
    return path


def give(page: Page, *files: Path, clicks: int = 1) -> None:
    """Give the files to be loaded."""
    page.locator("input[type=file]").set_input_files([str(file) for file in files])
    for file in files:
        expect(page.get_by_role("button", name=f"Remove {file.name}")).to_be_visible()
    page.get_by_role("button", name="Load", exact=True).click(click_count=clicks)


def test_a_double_click_loads_every_file_once(
    app: Server, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    tab = page_of(f"{app.url}/logs?tab=Load+files")
    names = [f"2025-0{month}-kent-street.csv" for month in range(1, 5)]
    files = [street.write(tmp_path, street.row(Month=name[:7]), name=name) for name in names]
    give(tab.page, *files, clicks=2)
    for name in names:
        expect(said(tab.page, f"{name}: 1 read = 1 new")).to_be_visible()
    tab.settle()
    expect(tab.page.get_by_role("button", name="Remove", exact=False)).to_have_count(0)
    tab.page.get_by_role("link", name="Today").click()
    expect(tab.page.get_by_role("heading", name="Today", level=1)).to_be_visible()
    assert not tab.errors


def said(page: Page, text: str) -> Locator:
    """Return where the page says so, apart from its tables."""
    return page.get_by_test_id("stAlert").get_by_text(text)


def test_a_long_load_is_cancelled_and_another_goes_on_where_its_page_is_left(
    app: Server, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    tab = page_of(f"{app.url}/logs?tab=Load+files")
    page = tab.page
    give(page, long_file(tmp_path, "first.csv.gz"), long_file(tmp_path, "second.csv.gz"))
    expect(page.get_by_text("second.csv.gz: waits for its turn")).to_be_visible()
    tab.settle()  # what is below the emptied form moves up: a press meanwhile is lost
    page.locator("[class*=going_on]", has_text="first.csv.gz: loading").get_by_role(
        "button"
    ).click()
    expect(said(page, "first.csv.gz: cancelled. Nothing of it is kept.")).to_be_visible(
        timeout=LOADED_MS
    )
    expect(page.get_by_text("second.csv.gz: loading")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()
    page.get_by_role("link", name="Logs").click()
    page.get_by_role("tab", name="Load files").click()
    expect(said(page, f"second.csv.gz: {LONG:,} read = {LONG:,} new")).to_be_visible(
        timeout=LOADED_MS
    )
    assert not tab.errors


def test_what_is_dropped_into_the_watched_folder_is_on_the_page(
    app: Server, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    dropped = tmp_path / "dropped"
    street.write(dropped, street.row(), name="january.csv")
    tab = page_of(f"{app.url}/logs?tab=Load+files")
    moved = dropped / "loaded" / "january.csv"
    for _ in range(1500):
        if moved.exists():
            break
        tab.page.wait_for_timeout(20)
    tab.page.reload()
    expect(said(tab.page, "january.csv: 1 read = 1 new")).to_be_visible()
    assert moved.exists()
    assert not tab.errors


def test_a_load_that_is_stopped_with_the_app_is_told_when_it_is_started_again(
    page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    Store(tmp_path / "data", real=True).close()
    with serving(tmp_path / "data") as running:
        page = page_of(f"{running.url}/logs?tab=Load+files").page
        give(page, long_file(tmp_path, "first.csv.gz"))
        expect(page.get_by_text("first.csv.gz: loading")).to_be_visible()
    with serving(tmp_path / "data") as running:
        page = page_of(f"{running.url}/logs?tab=Load+files").page
        expect(said(page, "first.csv.gz: PatrolQR was stopped before")).to_be_visible()
    opened = Store(tmp_path / "data")
    try:
        store = Session(opened, TESTS)
        assert load_jobs.jobs(store)["state"].tolist() == ["interrupted"]
        assert loaded.loaded(store).empty
    finally:
        opened.close()
