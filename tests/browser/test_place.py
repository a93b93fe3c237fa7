"""The place's page from Hotspots by the keyboard, on one printed sheet, and fit for every reader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab
from tests.browser.test_details import AXE
from tests.browser.test_every_page import DARK, found
from tests.browser.test_print import sheets
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

HOTSPOTS = f"hotspots?team={TEAM.team_id}&day={TOWN_DAY}&shift=Late"
PARTS = (
    "Reasons and priorities",
    "What patrols brought back",
    "Picks and what was given",
    "Patterns",
)


def opened(server: Server, page_of: Callable[..., Tab]) -> Tab:
    """Return the place that the list's first link leads to, pressed by the keyboard."""
    tab = page_of(f"{server.url}/{HOTSPOTS}")
    tab.settle()
    candidates = tab.page.locator(".st-key-candidates")
    candidates.get_by_role("checkbox").first.focus()
    link = candidates.get_by_role("link", name="Why there").first
    tab.page.keyboard.press("Tab")
    expect(link).to_be_focused()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("heading", name="Patterns")).to_be_visible()
    tab.settle()
    return tab


def test_the_keyboard_leads_from_a_candidate_to_its_place(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = opened(server, page_of)
    for part in PARTS:
        expect(tab.page.get_by_role("heading", name=part)).to_be_visible()
    expect(tab.page.locator("[data-testid=stVegaLiteChart]")).to_have_count(3)
    for said in ("team=", f"day={TOWN_DAY}", "shift=Late"):
        assert said in tab.page.url
    assert "area=" in tab.page.url or "cell=" in tab.page.url
    assert not tab.errors


def test_its_address_opens_the_same_place(server: Server, page_of: Callable[..., Tab]) -> None:
    tab = opened(server, page_of)
    title = tab.page.get_by_role("heading", level=1).text_content() or ""
    again = page_of(tab.page.url)
    expect(again.page.get_by_role("heading", level=1)).to_have_text(title)


def test_it_prints_on_one_sheet(server: Server, page_of: Callable[..., Tab]) -> None:
    tab = opened(server, page_of)
    title = tab.page.get_by_role("heading", level=1).text_content() or ""
    (words,) = sheets(tab)
    assert "page 1 of 1" in words
    # letters of a page made smaller are told with gaps between them
    together = "".join(words.split())
    for part in (title, *PARTS):
        assert "".join(part.split()) in together


def test_the_menu_stays_on_one_line(server: Server, page_of: Callable[..., Tab]) -> None:
    tab = opened(server, page_of)
    tops = tab.page.locator("[class*='st-key-menu_'] [data-testid=stPageLink]").evaluate_all(
        "links => [...new Set(links.map((each) => Math.round(each.getBoundingClientRect().top)))]"
    )
    assert len(tops) == 1


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed here")
def test_axe_finds_nothing_of_ours(server: Server, page_of: Callable[..., Tab]) -> None:
    tab = opened(server, page_of)
    ours = found(tab.page)
    tab.page.emulate_media(color_scheme="dark")
    expect(tab.page.locator("[data-testid=stApp]")).to_have_css("background-color", DARK)
    tab.settle()
    ours += found(tab.page)
    assert ours == []
