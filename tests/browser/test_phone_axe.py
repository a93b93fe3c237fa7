"""axe-core finds nothing wrong with the pages a phone shows beside the form (which test_details
looks at).
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import pairings
from tests.browser import test_phone
from tests.browser.test_details import AXE, violations
from tests.browser.test_phone import Server, pair, phone, scan

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not AXE.exists(), reason="axe-core is not installed here: npm install --no-save axe-core"
    ),
]

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

Step = Callable[[Page, Server, Briefing], None]


def typed_code(page: Page, server: Server, sheet: Briefing) -> None:
    page.goto(f"{server.url}/o")


def unknown_code(page: Page, server: Server, sheet: Briefing) -> None:
    page.goto(f"{server.url}/o/{'A' * 20}")


def pairing(page: Page, server: Server, sheet: Briefing) -> None:
    page.goto(f"{server.url}/O/PAIR/{pairings.room_code(at=clock.now())}")


def paired(page: Page, server: Server, sheet: Briefing) -> None:
    pair(page, server)


def waiting(page: Page, server: Server, sheet: Briefing) -> None:
    paired(page, server, sheet)
    page.goto(f"{server.url}/o/queue")


def mine(page: Page, server: Server, sheet: Briefing) -> None:
    paired(page, server, sheet)
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Nothing to report").tap()
    expect(page.get_by_text("Stored").first).to_be_visible()
    page.goto(f"{server.url}/o/mine")
    page.get_by_text("Add a word").or_(page.get_by_text("Say what happened")).first.tap()


def my_sheet(page: Page, server: Server, sheet: Briefing) -> None:
    paired(page, server, sheet)
    page.goto(f"{server.url}/o/my-sheet")
    expect(page.get_by_role("heading", name="No sheet yet")).to_be_visible()
    assert violations(page) == []
    scan(page, server, sheet, 1)
    page.goto(f"{server.url}/o/my-sheet")
    expect(page.get_by_role("button", name="Show me on it")).to_be_visible()


def keep_or_change(page: Page, server: Server, sheet: Briefing) -> None:
    """As a page without a script is sent: nobody asks before."""
    paired(page, server, sheet)
    scan(page, server, sheet, 1)
    page.get_by_text("Saw, heard, learned").tap()
    page.get_by_label("Saw").fill("AB12 CDE")
    page.evaluate("document.getElementById('log').submit()")
    expect(page.get_by_role("heading", name="keep or change?")).to_be_visible()


def without_signal(page: Page, server: Server, sheet: Briefing) -> None:
    page.goto(f"{server.url}/o/offline")


@pytest.mark.parametrize(
    "step",
    [
        typed_code,
        unknown_code,
        pairing,
        paired,
        waiting,
        mine,
        my_sheet,
        keep_or_change,
        without_signal,
    ],
)
def test_axe_finds_no_violation(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path, step: Step
) -> None:
    pocket = phone(browser, tmp_path / "phone", viewport={"width": 390, "height": 2000})
    page = pocket.new_page()
    step(page, server, sheet)
    assert violations(page) == []
    pocket.close()
