"""Two officers of one car on their phones: one writes for both, also without signal."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, attendance
from tests.browser import test_phone
from tests.browser.test_details import violations
from tests.browser.test_phone import Server, pair, phone, scan
from tests.builders.phones import stored

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

SMALL = {"width": 360, "height": 640}

BRIEFED = ("4417", "5128", "4821", "4409", "5133", "6120", "4455", "PC 7781", "8123")
"""More than stand on a small phone beside each other: 4821 and eight others."""


def test_who_is_ticked_once_stands_in_every_log_of_the_shift_and_reads_it(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Counted with the writer and never fewer; kept with the sheet; unticked by one tap."""
    attendance.tick(store, sheet, added=BRIEFED)
    pocket = phone(browser, tmp_path / "phone", server, viewport=SMALL)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    there = page.get_by_role("spinbutton", name="With how many?")
    group = page.get_by_role("group", name="With", exact=True)
    chips, ticked = group.get_by_role("checkbox"), group.get_by_role("checkbox", checked=True)
    others = group.get_by_role("button", name="Others")
    expect(chips).to_have_count(8)
    server.stop()
    page.get_by_role("button", name="With how many?: one more").tap()
    group.get_by_role("checkbox", name="4417").tap()
    expect(there).to_have_value("2")
    group.get_by_role("checkbox", name="5128").tap()
    page.get_by_role("button", name="With how many?: one fewer").tap()
    expect(there).to_have_value("3")
    assert violations(page) == []
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("heading", name=re.compile("on this phone"))).to_be_visible()
    page.goto(f"{server.url}/o/{sheet.taskings[1].pass_id}")
    expect(ticked).to_have_count(2)
    expect(chips).to_have_count(2)
    expect(there).to_have_value("3")
    group.get_by_role("checkbox", name="5128").tap()
    expect(there).to_have_value("2")
    page.reload()
    expect(page.get_by_text(re.compile("Started"))).to_be_visible()
    expect(chips).to_have_count(1)
    expect(there).to_have_value("2")
    others.tap()
    expect(chips).to_have_count(8)
    expect(others).to_be_hidden()
    server.start()
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_text("patrolled, nothing to report, with 4417")).to_be_visible()
    expect(page.locator("#bar")).to_be_hidden()
    told = {row["area_id"]: (row["colleagues"], row["officers_present"]) for row in stored(store)}
    first, second = (each.area.area_id for each in sheet.taskings[:2])
    assert told == {first: (["4417", "5128"], 3), second: (["4417"], 2)}
    page.get_by_role("link", name="Correct it").click()
    expect(ticked).to_have_count(1)
    expect(there).to_have_value("2")
    pocket.close()
    other = phone(browser, tmp_path / "other", viewport=SMALL)
    page = other.new_page()
    pair(page, server, "4417")
    scan(page, server, sheet, 2)
    expect(page.get_by_text("min. You are in 4821’s log.")).to_be_visible()
    page.locator("html[data-sheet=kept]").wait_for()
    server.stop()
    page.goto(f"{server.url}/o/my-sheet")
    expect(page.get_by_text("You are in 4821’s log.")).to_have_count(2)
    other.close()
