"""The sheet as a whole on the phone: without signal, and while it changes."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.browser import test_phone
from tests.browser.test_details import violations
from tests.browser.test_phone import Server, phone, scan
from tests.builders.briefings import brief, walked
from tests.builders.phones import stored

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""


def test_the_whole_sheet_opens_without_signal_and_counts_what_waits(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """Next is never the area that has just been patrolled; who asks where they are sees it."""
    pocket = phone(
        browser,
        tmp_path / "phone",
        server,
        geolocation={"longitude": -1.998, "latitude": 52.701},
        permissions=["geolocation"],
    )
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    server.stop()
    page.goto(f"{server.url}/o/", wait_until="domcontentloaded")
    items = page.locator(".progress li")
    expect(items).to_contain_text(["0 of 2 patrols, 0 of 30 min"] * 3)
    expect(items.nth(0)).to_contain_text("Next")
    items.nth(0).get_by_role("link", name="Market Square").first.tap()
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("link", name="Next area: 2 Station Road")).to_be_visible()
    page.locator("#outcome").get_by_role("link", name="My sheet").tap()
    expect(items.nth(0)).to_contain_text("1 of 2 patrols, 0 of 30 min")
    expect(items.nth(0)).to_contain_text("1 of it waiting on this phone")
    expect(items.nth(0)).to_contain_text(re.compile(r"last here \d\d:\d\d"))
    expect(items.nth(1)).to_contain_text("Next")
    page.get_by_role("button", name="Show me on it").tap()
    expect(page.get_by_text("You are here")).to_be_visible()
    items.nth(0).get_by_role("link", name="Market Square").first.tap()
    expect(page.get_by_text(re.compile(r"Last here \d\d:\d\d, 0 of 30 min"))).to_be_visible()
    pocket.close()


def test_the_officer_is_told_while_the_page_is_open(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """That the sheet says something else now, then that the area was withdrawn."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    page.clock.install()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    banner = page.locator("#changed")
    expect(banner).to_be_hidden()
    brief(store, sheet.duty, why="9 calls")
    page.clock.fast_forward("01:01")
    expect(banner).to_contain_text("The sergeant has changed this sheet")
    brief(store, sheet.duty, names=("Canal Bridge",))
    page.clock.fast_forward("01:01")
    expect(banner).to_contain_text("has withdrawn this area")
    pocket.close()


def test_a_tap_writes_an_ordinary_promise_and_why_a_log_is_corrected(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """After the words that stand there, once each; any other words do as well."""
    page = phone(browser, tmp_path / "phone", server).new_page()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Engagements: one more").tap()
    page.get_by_text("Engagement details").tap()
    promise = page.get_by_label("Promise made")
    promise.fill("New lock")
    for said in ("Call back", "Tell the council", "Call back"):
        page.get_by_role("button", name=said).tap()
    expect(promise).to_have_value("New lock, Call back, Tell the council")
    page.get_by_role("button", name="I am leaving, send").tap()
    page.get_by_role("link", name="Correct it").tap()
    page.get_by_role("button", name="Counted wrong").tap()
    assert violations(page) == []
    page.get_by_role("button", name="Send the correction").tap()
    expect(page.get_by_role("heading", name="Corrected")).to_be_visible()
    assert json.loads(stored(store)[-1]["document"])["corrected_why"] == "Counted wrong"
    page.context.close()


def test_the_streets_of_a_round_are_ticked_as_walked(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    newer = walked(store, sheet, "High Street", "Mill Lane")
    page = phone(browser, tmp_path / "phone", server).new_page()
    scan(page, server, newer, 1)
    expect(page.locator(".brief")).to_contain_text("mandatory: High Street → Mill Lane (7 min)")
    page.locator("summary", has_text="streets").tap()
    page.get_by_label("Mill Lane").tap()
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.locator("#outcome h1")).to_contain_text("Stored")
    assert [row["streets_walked"] for row in stored(store)] == ["Mill Lane"]
    page.context.close()
