"""A bar of the Review page is pressed, and chosen by keyboard: the rows it counts open, just as many."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Position, expect

from tests.browser.conftest import Server, Tab

OPENED = re.compile(r"^.*\d logs?: ")

IN_FIRST_BAR = Position(x=12, y=16)
"""Pixels from the corner of a picture without names: in the bar of the first place."""


def links(tab: Tab) -> Locator:
    return tab.page.get_by_role("link").filter(has_text=OPENED)


def test_a_bar_that_is_pressed_opens_as_many_logs_as_it_says(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/review")
    tab.settle()
    engagements = tab.page.get_by_test_id("stVegaLiteChart").nth(6)
    engagements.scroll_into_view_if_needed()
    engagements.click(position=IN_FIRST_BAR)
    expect(links(tab).first).to_be_visible()
    tab.settle()
    opens_as_many(tab, links(tab).filter(has_text="engagements"))


def test_a_keyboard_opens_the_same(server: Server, page_of: Callable[..., Tab]) -> None:
    tab = page_of(f"{server.url}/review")
    tab.settle()
    weeks = tab.page.get_by_role("combobox", name=re.compile("Open the rows of")).first
    tab.come_to(weeks)
    tab.page.keyboard.press("ArrowDown")
    expect(weeks).to_have_attribute("aria-activedescendant", re.compile("."))
    tab.page.keyboard.press("Enter")
    expect(links(tab).first).to_be_visible()
    tab.settle()
    links(tab).first.focus()
    opens_as_many(tab, links(tab).first, press=lambda: tab.page.keyboard.press("Enter"))


def opens_as_many(tab: Tab, link: Locator, press: Callable[[], None] | None = None) -> None:
    """Follow a link to the Logs page, which says how many logs it shows."""
    says = re.search(r"([\d,]+) logs?:", link.inner_text())
    assert says is not None
    (press or link.click)()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Logs")
    shown = tab.page.get_by_text(re.compile(rf"^{says[1]} logs?\b"))
    expect(shown.first).to_be_visible(timeout=30_000)
