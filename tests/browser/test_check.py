"""The page that says what a browser can keep, in a real one."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from patrolqr.core import clock
from patrolqr.phone.pages.check import KEPT
from tests.browser import test_phone
from tests.browser.test_details import AXE, violations
from tests.browser.test_phone import Server, phone

pytestmark = pytest.mark.browser

server = test_phone.server
"""Fixture: a server of the phone's routes."""

FAST = "const now = Date.now; Date.now = () => now() + 7500000;"
"""A phone whose clock is two hours and five minutes fast."""

NOTHING = """const ask = self.fetch;
self.fetch = (address, options) => ask(address, {...options, credentials: "omit"});
IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); };
delete Navigator.prototype.serviceWorker; delete Navigator.prototype.clipboard;"""
"""A browser without cookies, memory, worker and clipboard."""


def line(page: Page, name: str) -> Locator:
    """Return the line of that ability."""
    return page.locator(f"#{name} dd")


def test_a_browser_says_in_words_what_it_keeps(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    """On a phone that is not paired, of Apple's by its name, whose clock is wrong and which kept its
    cookie since yesterday: one line each, as text to take along, and without signal too.
    """
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"
    pocket = phone(
        browser, tmp_path / "phone", user_agent=agent, viewport={"width": 360, "height": 640}
    )
    pocket.grant_permissions(["clipboard-read", "clipboard-write"])
    yesterday = clock.now() - timedelta(days=1)
    kept = str(int(yesterday.timestamp() * 1000))
    pocket.add_cookies([{"name": KEPT, "value": kept, "url": server.url}])
    page = pocket.new_page()
    page.add_init_script(FAST)
    page.goto(f"{server.url}/o/check")
    expect(page.get_by_text("This browser keeps all that PatrolQR needs.")).to_be_visible()
    expect(line(page, "cookie")).to_contain_text(
        f"ok Kept since {clock.local(yesterday):%-d %b %Y}"
    )
    expect(line(page, "memory")).to_have_text("ok Kept.")
    expect(line(page, "pages")).to_contain_text("ok Pages of a sheet open.")
    expect(line(page, "clock")).to_contain_text("not 2 h 5 min fast. PatrolQR sets its times right")
    expect(page.get_by_role("heading", name="iPhone and iPad")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Copy as text").tap()
    expect(page.get_by_text("Copied: paste it into a message.")).to_be_visible()
    told = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert "ok  Logs and drafts: Kept." in told
    assert told[-1] == agent
    if AXE.exists():
        assert violations(page) == []
    server.stop()
    page.goto(f"{server.url}/o/check")
    expect(page.get_by_text("Nothing is wrong so far: look again with signal.")).to_be_visible()
    expect(line(page, "clock")).to_have_text("? Not known: look again with signal.")
    server.start()
    pocket.close()


def test_a_browser_that_keeps_nothing_says_so(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    """No cookies and no memory, and nothing to copy with: each line says what that means."""
    pocket = phone(browser, tmp_path / "phone")
    page = pocket.new_page()
    page.add_init_script(NOTHING)
    page.goto(f"{server.url}/o/check")
    expect(page.get_by_text("This browser lacks something that PatrolQR needs")).to_be_visible()
    expect(line(page, "cookie")).to_contain_text("not Not kept: this phone cannot be paired.")
    expect(line(page, "memory")).to_contain_text("not Not kept: what is typed may go with its tab")
    expect(line(page, "pages")).to_contain_text("not Pages do not open: a code needs signal.")
    expect(line(page, "ordinary")).to_contain_text("not Perhaps a private one")
    page.get_by_role("button", name="Copy as text").tap()
    by_hand = page.get_by_label("Select and copy it")
    expect(by_hand).to_be_focused()
    assert "\nnot  Pairing: Not kept" in by_hand.input_value()
    pocket.close()
