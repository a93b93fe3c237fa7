"""What scrolls or is compared on the screen, printed (test_every_page prints all of them)."""

from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Tab

pytestmark = pytest.mark.browser


def sheets(tab: Tab) -> list[str]:
    """Return the words on each sheet that the page prints."""
    printed = pypdfium2.PdfDocument(tab.page.pdf(prefer_css_page_size=True, print_background=True))
    assert all(page.get_width() > page.get_height() for page in printed)
    return [page.get_textpage().get_text_range() for page in printed]


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
