"""Every page prints: the marking and the day on each sheet, and nothing cut."""

from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import ViewportSize, expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

DUTY = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Late"
A4_LANDSCAPE = ViewportSize(width=1123, height=794)

ADDRESSES = (
    *(f"{page}?{DUTY}" for page in ("today", "inbox", "briefing", "hotspots", "debrief", "room")),
    *("logs?as=Table", "review", "patterns", "teams", "from_paper", "place", "searches", "returns"),
)


def sheets(tab: Tab) -> list[str]:
    """Return the words on each sheet that the page prints."""
    printed = pypdfium2.PdfDocument(tab.page.pdf(prefer_css_page_size=True, print_background=True))
    assert all(page.get_width() > page.get_height() for page in printed)
    return [page.get_textpage().get_text_range() for page in printed]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_sheet_says_its_marking_and_when_and_nothing_is_wider(
    server: Server, page_of: Callable[..., Tab], address: str
) -> None:
    tab = page_of(f"{server.url}/{address}")
    tab.settle()
    printed = sheets(tab)
    for number, words in enumerate(printed, start=1):
        assert words.count("OFFICIAL-SENSITIVE") >= 2
        assert f"page {number} of {len(printed)}" in words
    tab.page.emulate_media(media="print")
    tab.page.set_viewport_size(A4_LANDSCAPE)
    wider = tab.page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain] *")]
            .filter((each) => each.getClientRects().length && getComputedStyle(each).visibility === "visible")
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert wider == []


def test_a_table_that_scrolls_on_the_screen_prints_whole(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/logs?as=Table&since=2026-11-16&until=2026-11-24")
    expect(tab.page.locator(".pq-printed")).to_have_count(1)
    rows = tab.page.locator(".pq-printed tbody tr").count()
    assert rows > 20
    first_cells = tab.page.locator(".pq-printed tbody tr td:first-child").all_text_contents()
    words = " ".join(" ".join(sheets(tab)).split())
    assert all(each in words for each in first_cells)


def test_charts_print_side_by_side_as_they_are_compared(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/review")
    expect(tab.page.locator("[data-testid=stVegaLiteChart]")).to_have_count(12)
    tab.settle()
    assert len(sheets(tab)) <= 3
