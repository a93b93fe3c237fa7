"""One code open in two tabs of a phone: a tab reads what is kept, the other writes, and the first writes
what it knew. Nothing that was typed goes.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from patrolqr.core.briefing import Briefing
from tests.browser import test_phone
from tests.browser.test_drafts import HEARD_A_BANG, KEPT, begin
from tests.browser.test_phone import Server, phone, scan
from tests.builders.waiting import until_page_says

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet

HELD = """const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...asked) {
  const made = begin.apply(this, asked);
  if (this.name !== 'patrolqr-drafts' || asked[1] !== 'readonly' || !localStorage.held) return made;
  Object.defineProperty(made, 'oncomplete', {set(act) {
    made.addEventListener('complete', function once() {
      localStorage.read = 'yes';
      if (localStorage.held) setTimeout(once, 5);
      else act();
    });
  }});
  return made; };"""
"""A browser in which what was read reaches its page late, while it is told so."""


DEAF = "BroadcastChannel.prototype.addEventListener = () => undefined;"
"""A tab that hears nothing from the others."""


def opened(browser: Browser, server: Server, sheet: Briefing, folder: Path) -> Page:
    """Open the first area's code on a phone whose memory can be held, with its notes in view."""
    pocket = phone(browser, folder / "phone", server)
    pocket.add_init_script(HELD)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_text("Saw, heard, learned").tap()
    return page


def open_late(page: Page, server: Server, sheet: Briefing, script: str = "") -> Page:
    """Scan the first area's code in another tab, which has read what is kept and does not know it yet."""
    page.evaluate("localStorage.held = 'yes'")
    beside = page.context.new_page()
    beside.add_init_script(script)
    scan(beside, server, sheet, 1)
    until_page_says(beside, "() => Boolean(localStorage.read)")
    return beside


def test_a_page_that_opens_while_another_is_typed_on_takes_its_words_over(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """It read that nothing was there: it does not write that down over what is there by now."""
    page = opened(browser, server, sheet, tmp_path)
    beside = open_late(page, server, sheet, DEAF)
    page.get_by_label("Saw").fill("shutter half up")
    until_page_says(page, KEPT, "shutter half up")
    page.close()
    beside.evaluate("localStorage.removeItem('held')")
    expect(beside.locator("#saw")).to_have_value("shutter half up")
    beside.reload()
    expect(beside.locator("#saw")).to_have_value("shutter half up")
    beside.context.close()


def test_what_was_typed_in_both_is_joined(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """The later tab shows both, as one visit; sending it leaves nothing behind."""
    page = opened(browser, server, sheet, tmp_path)
    beside = open_late(page, server, sheet)
    beside.locator("#heard").evaluate(HEARD_A_BANG)
    page.get_by_label("Saw").fill("shutter half up")
    until_page_says(page, KEPT, "shutter half up")
    beside.evaluate("localStorage.removeItem('held')")
    expect(beside.locator("#saw")).to_have_value("shutter half up")
    expect(beside.locator("#heard")).to_have_value("a bang")
    expect(page.locator("#heard")).to_have_value("a bang")
    page.goto(f"{server.url}/o/queue")
    expect(page.get_by_text("Saw: shutter half up")).to_have_count(1)
    expect(page.get_by_text("Heard: a bang")).to_have_count(1)
    expect(page.get_by_role("link", name="Go on")).to_have_count(1)
    beside.get_by_role("button", name="I am leaving, send").tap()
    expect(beside.get_by_role("button", name="Undo")).to_be_visible()
    assert not beside.evaluate(KEPT, "shutter half up")
    beside.context.close()


def test_words_of_a_tab_that_did_not_hear_are_kept_beside_the_others(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """A tab that is cut off from the others begins anew and types: both are on the page of what waits."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    expect(page.locator("#act button").first).to_be_visible()
    beside = pocket.new_page()
    beside.add_init_script(DEAF)
    scan(beside, server, sheet, 1)
    begin(page, server, sheet, "shutter half up")
    beside.locator("#heard").evaluate(HEARD_A_BANG)
    until_page_says(beside, KEPT, "a bang")
    assert page.evaluate(KEPT, "shutter half up")
    page.goto(f"{server.url}/o/queue")
    expect(page.get_by_text("Saw: shutter half up")).to_have_count(1)
    expect(page.get_by_text("Heard: a bang")).to_have_count(1)
    pocket.close()
