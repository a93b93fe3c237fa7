"""A candidate that cannot be patrolled is masked, and taken back, by the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, Tab
from tests.browser.test_place import HOTSPOTS

pytestmark = pytest.mark.browser

MOST_TABS = 12


def tab_to(page: Page, box: Locator) -> None:
    """Press Tab until it is there."""
    for _ in range(MOST_TABS):
        if box.evaluate("own => own === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(box).to_be_focused()


def test_a_candidate_is_masked_and_taken_back_by_the_keyboard_alone(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/{HOTSPOTS}")
    tab.settle()
    page = tab.page
    before = page.locator(".st-key-candidates").get_by_role("checkbox").count()
    page.get_by_role("button", name="Not tonight").first.focus()
    page.keyboard.press("Enter")
    never = page.get_by_text("Not on any night …")
    expect(never).to_be_visible()
    tab.settle()  # a list that still unfolds takes no key
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    tab.settle()
    tab_to(page, dialog.get_by_role("combobox"))
    page.keyboard.type("Fenced off")
    page.keyboard.press("Enter")
    press = dialog.get_by_role("button", name="Mask it")
    expect(press).to_be_enabled()
    tab_to(page, press)
    page.keyboard.press("Enter")
    masked = page.locator(".st-key-masked summary")
    expect(masked).to_contain_text("1 square masked")
    tab.settle()
    masked.focus()
    page.keyboard.press("Enter")
    undo = page.locator("[class*=st-key-unmask-]").get_by_role("button")
    expect(page.get_by_text("Cannot be patrolled: Fenced off")).to_be_visible()
    tab_to(page, undo)
    page.keyboard.press("Enter")
    expect(masked).to_have_count(0)
    tab.settle()
    expect(page.locator(".st-key-candidates").get_by_role("checkbox")).to_have_count(before)
    assert not tab.errors
