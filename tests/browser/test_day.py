"""The whole day in a real browser: pick two areas on the map, brief, print, scan, log, and see it
everywhere.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from patrolqr import readers
from patrolqr.core.actor import SYSTEM
from patrolqr.core.settings import LakeAt
from patrolqr.store import Session, Store, lake_moves, loads
from tests.browser.conftest import Server, Tab, serving
from tests.browser.map_page import click_square, listed, map_frame, numbered, rest
from tests.browser.sheet_page import (
    card_of,
    choose,
    headings,
    says_something_else_each,
    take_in_east,
)
from tests.builders import lakes
from tests.builders.sheets import phone_codes
from tests.conftest import TESTS

pytestmark = pytest.mark.browser


MOST_PRESSES = 30
"""From opening the Hotspots page to six picks on a sheet, each with its reasons and its own outline."""


MOST_TABS = 300
"""Steps of the Tab key from one thing to the next: past the page's head and ten candidates of three each."""

CANNOCK = "hotspots?shift=Night&places=Cannock+Longford+%26+Bridgtown"


@dataclass
class Sheet:
    """A sheet that was downloaded: the addresses its codes hold, read back from the rendered page."""

    codes: list[str]


COUNT_PRESSES = (
    "addEventListener('pointerdown', () => { top.presses = (top.presses || 0) + 1; }, true)"
)
"""Count what a hand presses; the page is one document from the map to the sheet, the map a frame in it."""


def opened(tab: Tab, name: str) -> Locator:
    """Return the card of an area, open."""
    heading, card = card_of(tab, name)
    if card.get_attribute("open") is None:
        heading.click()
        tab.settle()
    return card


def shape(tab: Tab, name: str) -> None:
    """Take the square to the east of an area in, on the map of its card."""
    card = opened(tab, name)
    card.locator("summary", has_text="Outline: squares").click()
    here = card.locator(".map.leaflet-container")
    expect(card.get_by_text(re.compile("^1 square, "))).to_be_visible()
    tab.settle()
    size = here.bounding_box()
    assert size is not None
    here.click(position={"x": size["width"] * 0.68, "y": size["height"] / 2})
    expect(card.get_by_text(re.compile("^2 squares, "))).to_be_visible()
    tab.settle()


def pick_and_brief(tab: Tab, folder: Path, *, areas: int = 2, shaped: bool = False) -> Sheet:
    """Pick the busiest squares on the map, brief them, save, and return the downloaded sheet."""
    map_frame(tab)
    for frame in tab.page.frames:
        frame.evaluate(COUNT_PRESSES)
    for number in range(1, areas + 1):
        click_square(tab, numbered(tab, number))
        rest(tab)
    tab.page.get_by_role("button", name="Brief these").click()
    tab.page.get_by_role("combobox", name="Marking").click()
    tab.page.get_by_role("option", name="OFFICIAL-SENSITIVE").click()
    if shaped:
        tab.settle()
        names = headings(tab)
        for name in names[::-1]:  # the first is open, and is so again at the end
            shape(tab, name)
        opened(tab, names[0])
        presses = tab.page.evaluate("top.presses")
        assert 3 * areas < presses < MOST_PRESSES  # and one to save
        assert len(names) == areas
        says_something_else_each(tab, names)
    tab.page.get_by_role("textbox", name="Ask").first.fill("Are the shutters at number 14 up?")
    tab.page.get_by_role("textbox", name="Ask").first.blur()
    tab.take("Are the shutters at number 14 up?")
    tab.page.get_by_role("button", name="Save version").click()
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name=re.compile("^PDF, version")).first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert re.match("OFFICIAL-SENSITIVE_(Ashbrook-LPT|Local-policing-team)_", file.name)
    return Sheet(phone_codes(file.read_bytes(), dpi=100))


def pair(desk: Tab, phone: Tab, *, until_counted: bool = False) -> None:
    """Open the briefing room's pairing code on the phone, as its link on the page says it, and give
    a collar number; where asked, wait until the room counts it by itself (up to 20 s).
    """
    desk.page.get_by_role("button", name="Pair phones").click()
    phone.page.goto(
        desk.page.get_by_role("link", name="Pair this browser").get_attribute("href") or ""
    )
    phone.page.get_by_label("Collar number").fill("4821")
    phone.page.get_by_role("button", name="Pair").click()
    expect(phone.page.locator("body[data-collar='4821']")).to_be_visible()
    if until_counted:
        expect(desk.page.get_by_text("1 paired")).to_be_visible(timeout=30_000)
    desk.page.keyboard.press("Escape")


def log_a_visit(phone: Tab, saw: str) -> None:
    """Fill in the officer's form at phone size and send it."""
    expect(phone.page.get_by_text("Are the shutters at number 14 up?")).to_be_visible()
    phone.page.get_by_label("Not seen").check()
    more = phone.page.get_by_role("button", name=re.compile("more", re.I))
    for _ in range(2):
        more.first.click()
    phone.page.get_by_text(re.compile("^Saw, heard, learned")).click()
    phone.page.get_by_label("Saw", exact=True).fill(saw)
    phone.page.get_by_role("button", name=re.compile("leaving")).click()
    expect(phone.page.get_by_text(re.compile("^Stored"))).to_be_visible()


def do_the_day(
    running: Server,
    page_of: Callable[..., Tab],
    folder: Path,
    hotspots: str,
    *,
    areas: int = 2,
    shaped: bool = False,
    until_counted: bool = False,
) -> None:
    """Do the day and look for the log on every page that should show it, without touching a cache."""
    desk = page_of(f"{running.url}/{hotspots}")
    sheet = pick_and_brief(desk, folder, areas=areas, shaped=shaped)
    assert len(sheet.codes) == areas
    phone = page_of(sheet.codes[0].lower(), phone=True)
    expect(phone.page.get_by_text("Are the shutters at number 14 up?")).to_be_hidden()
    pair(desk, phone, until_counted=until_counted)
    phone.page.goto(sheet.codes[0].lower())
    log_a_visit(phone, "Grey van by the bins")
    desk.page.get_by_role("link", name="Logs", exact=True).click()
    expect(desk.page.get_by_text("Grey van by the bins").first).to_be_visible()
    desk.page.get_by_role("link", name="Today", exact=True).click()
    expect(desk.page.get_by_text(f"1 of {areas}").first).to_be_visible()
    desk.page.get_by_role("link", name="Review", exact=True).click()
    desk.settle()
    expect(desk.page.get_by_text("Not seen").first).to_be_hidden()
    for tab in (desk, phone):
        assert not tab.foreign
        assert not tab.errors


def test_the_day_from_the_map_to_the_review_on_the_demo_town(
    town_file: Path, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "demo.duckdb").write_bytes(town_file.read_bytes())
    with serving(data) as running:
        do_the_day(running, page_of, tmp_path, "hotspots?shift=Night", until_counted=True)


@pytest.fixture(scope="module")
def loaded(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with eight months of the whole force and the boundaries of two districts;
    only to be copied.
    """
    data = tmp_path_factory.mktemp("staffordshire") / "data"
    store = Store(data, real=True)
    files = sorted((shared / "data" / "street_whole_force").glob("*.csv.gz"))
    files += sorted((shared / "data" / "boundaries").glob("lsoa21_cannock*.geojson"))
    files += sorted((shared / "data" / "boundaries").glob("ward24_*.geojson"))
    for file in files:
        for source in readers.read(file):
            loads.load(Session(store, TESTS), source)
    store.close()
    return data


@pytest.fixture
def staffordshire(
    loaded: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """Give the app on a copy of those eight months: its file, or moved into a lake where that is asked."""
    data = shutil.copytree(loaded, tmp_path / "data")
    if lakes.is_asked():
        lake: LakeAt = request.getfixturevalue("lake")
        store = Store(data, lake=lake)
        _, aside = lake_moves.move_in(Session(store, SYSTEM))
        assert aside
        store.close()
        monkeypatch.setenv("PATROLQR_STORE", f"ducklake:postgres:{lake.connection}")
        monkeypatch.setenv("PATROLQR_STORE_FILES", str(lake.files))
    with serving(data) as running:
        yield running


def reach(tab: Tab, wanted: Locator) -> Locator:
    """Return it once the Tab key has come to it, as somebody walks who has no mouse."""
    for _ in range(MOST_TABS):
        # an open list hides what is not in it until Tab leaves it
        if wanted.count() and wanted.evaluate("(each) => each.contains(document.activeElement)"):
            return wanted
        tab.page.keyboard.press("Tab")
    pytest.fail(f"the Tab key does not come to {wanted}")


@pytest.mark.real
def test_six_picks_of_the_forces_own_files_are_justified_and_shaped_by_keyboard_alone(
    staffordshire: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{staffordshire.url}/{CANNOCK}")
    tab.settle()
    for number in range(1, 7):
        reach(tab, listed(tab, number))
        tab.page.keyboard.press("Space")
        tab.settle()
    reach(tab, tab.page.get_by_role("button", name="Brief these"))
    tab.page.keyboard.press("Enter")
    marking = tab.page.get_by_role("combobox", name="Marking")
    expect(marking).to_be_visible()
    tab.settle()
    reach(tab, marking)
    choose(tab, marking, "OFFICIAL-S")
    tab.settle()
    names = headings(tab)
    assert len(names) == 6
    for name in names[::-1]:
        take_in_east(tab, name)
    says_something_else_each(tab, names)
    reach(tab, tab.page.get_by_role("button", name="Save version"))
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name=re.compile("^PDF, version"))).to_be_visible()
    assert not tab.errors


@pytest.mark.real
def test_the_same_day_on_the_forces_own_files_picked_in_cannock(
    staffordshire: Server, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    do_the_day(
        staffordshire,
        page_of,
        tmp_path,
        CANNOCK,
        areas=6,
        shaped=True,
    )
