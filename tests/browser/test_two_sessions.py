"""Two sergeants at two computers: nothing that one of them keeps is replaced unseen by the other."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab
from tests.browser.map_page import listed, rest
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

DUTY = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Late"


def field(tab: Tab, label: str, number: int = 0) -> Locator:
    """Return a text field of the Briefing page by the end of its label, of the card of that number,
    be the card open or closed.
    """
    return tab.page.get_by_label(re.compile(f"{label}$")).nth(number)


def write(tab: Tab, label: str, text: str, number: int = 0) -> None:
    """Write into a field; a card is opened for it, which closes the others."""
    box = field(tab, label, number)
    box.wait_for(state="attached")
    if not box.is_visible():
        heading = tab.page.locator("strong", has_text=re.compile(rf"^{number + 1} "))
        tab.page.locator("summary").filter(has=heading).click()
    box.fill(text)
    box.blur()
    tab.take(text)


def save(tab: Tab) -> None:
    tab.page.get_by_role("button", name="Save version").click()
    expect(tab.page.get_by_role("button", name="Saved, unchanged")).to_be_visible()


def call_oneself(tab: Tab, name: str) -> None:
    write(tab, "Name or number", name)
    # the name is kept for this computer: it is there after a reload
    tab.page.reload()
    expect(field(tab, "Name or number")).to_have_value(name)


def test_what_two_sergeants_write_is_put_together_before_anything_is_saved(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    one, other = (page_of(f"{server.url}/briefing?{DUTY}") for _ in range(2))
    call_oneself(one, "Sgt 1")
    call_oneself(other, "Sgt 2")
    expect(field(one, "Name or number")).to_have_value("Sgt 1")

    write(one, ": ask", "Which shutters are up?", 0)
    write(other, ": ask", "Is the gate shut?", 0)
    write(other, ": why", "Two calls since noon", 1)
    save(one)

    other.page.reload()
    expect(field(other, ": why", 1)).to_have_value("Two calls since noon")  # the draft is back
    expect(other.page.get_by_text("Sgt 1 saved version")).to_be_visible()
    expect(other.page.get_by_role("button", name="Save version")).to_be_hidden()
    other.page.get_by_role("radiogroup").get_by_text("Both").click()
    other.settle()
    other.page.get_by_role("button", name="Put together").click()
    save(other)

    one.page.reload()
    expect(field(one, ": ask", 0)).to_have_value("Which shutters are up? / Is the gate shut?")
    expect(field(one, ": why", 1)).to_have_value("Two calls since noon")


def test_what_two_problem_solvers_pick_adds_up(server: Server, page_of: Callable[..., Tab]) -> None:
    night = f"team={TEAM.team_id}&day={TOWN_DAY + timedelta(days=1)}&shift=Night"
    one, other = (page_of(f"{server.url}/hotspots?{night}") for _ in range(2))
    for tab, number in ((one, 1), (other, 2)):
        rest(tab)
        listed(tab, number).check(force=True)
        tab.settle()
    for tab in (one, other):
        tab.page.get_by_role("button", name="Brief these").click()
        expect(tab.page.get_by_role("heading", name="Briefing")).to_be_visible()
        tab.settle()
    expect(field(other, ": why")).to_be_visible()
    assert other.page.get_by_label(re.compile(": ask$")).count() == 2


def test_save_is_in_view_and_few_tab_presses_away_with_one_card_open(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/briefing?{DUTY}")
    write(tab, ": ask", "Is the yard lit?", 1)
    opened = tab.page.locator("details[open]", has=tab.page.get_by_label(re.compile(": ask$")))
    expect(opened).to_have_count(1)
    save_button = tab.page.get_by_role("button", name="Save version")
    tab.page.get_by_text("End the codes of a lost sheet").scroll_into_view_if_needed()
    expect(save_button).to_be_in_viewport(ratio=1)

    tab.page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    tab.page.get_by_role("link", name="Today").focus()
    presses = 1
    while not save_button.evaluate("each => each === document.activeElement") and presses <= 11:
        tab.page.keyboard.press("Tab")
        presses += 1
    assert presses <= 11  # seven pages, two things to look up, the link, Save
