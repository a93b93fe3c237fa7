"""A street found on Hotspots and one of its squares picked, by the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Tab
from tests.browser.test_place import HOTSPOTS

pytestmark = pytest.mark.browser


def test_a_street_is_found_and_a_square_of_it_picked_by_the_keyboard_alone(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/{HOTSPOTS}")
    tab.settle()
    find = tab.page.get_by_role("button", name=re.compile(r"\bFind$"))
    find.focus()
    tab.page.keyboard.press("Enter")
    field = tab.page.get_by_label("Street, place or square")
    expect(field).to_be_visible()
    while not field.evaluate("box => box === document.activeElement"):
        tab.page.keyboard.press("Tab")
    tab.page.keyboard.type("mill lane")
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_text("street, runs through")).to_be_visible()
    tab.settle()
    square = tab.page.locator("[class*='st-key-find-']").get_by_role("checkbox").first
    before = square.is_checked()
    while not square.evaluate("box => box === document.activeElement"):
        tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Space")
    expect(square).to_be_checked(checked=not before)
    tab.settle()
    assert "find=mill+lane" in tab.page.url
    assert not tab.errors
