"""What a person does on the briefing page, for browser tests."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Tab

TACTICS = ": tactics (three to five; type your own)"


def headings(tab: Tab) -> list[str]:
    """Return the names of the areas on the sheet, card by card."""
    said = tab.page.locator("summary", has_text=" × ").all_inner_texts()
    return [re.sub(r"^\D*\d+ (.*) · .*$", r"\1", " ".join(each.split())) for each in said]


def card_of(tab: Tab, name: str) -> tuple[Locator, Locator]:
    """Return the heading of an area's card, and the card."""
    heading = tab.page.locator("summary", has_text=f"{name} · ")
    return heading, tab.page.locator("details").filter(has=heading)


def choose(tab: Tab, box: Locator, typed: str) -> None:
    """Choose by keyboard what is typed first of a list, once the list is there."""
    tab.come_to(box)
    box.press_sequentially(typed)
    expect(box).to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("Enter")


def take_in_east(tab: Tab, name: str) -> None:
    """Take the square to the east of an area in, from the list on its card, without a mouse."""
    heading, card = card_of(tab, name)
    if card.get_attribute("open") is None:
        heading.press("Enter")
        tab.settle()
    card.locator("summary", has_text="Outline: squares").press("Enter")
    tab.settle()
    squares = card.get_by_role("combobox", name=re.compile(": squares"))
    choose(tab, squares, "east")
    expect(card.get_by_text(re.compile("^2 squares, "))).to_be_visible()
    tab.settle()
    # for as long as its list is open, nothing else is there for who reads by ear
    squares.press("Tab")
    expect(tab.page.get_by_role("listbox")).to_have_count(0)
    tab.settle()


def says_something_else_each(tab: Tab, names: list[str]) -> None:
    """Check that no two cards of the sheet give one why, one ask or the same tactics."""
    for what in ("why", "ask"):
        boxes = tab.page.locator(f"textarea[aria-label$=': {what}']")
        said = boxes.evaluate_all("(each) => each.map((box) => box.value)")
        assert len(set(said)) == len(names), said
    tried = {tuple(_tactics(tab, name)) for name in names}
    assert len(tried) == len(names), tried
    assert all(len(each) >= 3 for each in tried)


def _tactics(tab: Tab, name: str) -> list[str]:
    chosen = tab.page.locator("[data-testid=stMultiSelect]", has_text=f"{name}{TACTICS}")
    return chosen.locator("[data-tag] span[title]").all_text_contents()
