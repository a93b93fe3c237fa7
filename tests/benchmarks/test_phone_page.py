"""A code opened on a slow phone and line (CPU four times slower, 1.6 Mbit/s, 560 ms): first time
and from memory.

Beside it the same page without any throttling. `pytest tests/benchmarks/test_phone_page.py
--benchmark-enable`
"""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from patrolqr.core.briefing import Briefing
from tests.browser import test_phone
from tests.browser.test_phone import PHONE, Server, pair

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

USABLE = """() => Math.max(performance.getEntriesByName("first-contentful-paint")[0].startTime,
    performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd)"""
"""Milliseconds, by the browser's own clock, until the page is painted and its scripts have run."""

SLOW_LINE = {
    "offline": False,
    "latency": 560,
    "downloadThroughput": 200_000,
    "uploadThroughput": 93_750,
}
"""The line of a phone at the edge of 3G, in ms and bytes a second (1.6 Mbit/s down)."""


def seconds(pocket: BrowserContext, server: Server, sheet: Briefing, *, slow: bool) -> float:
    """Return how long it takes from opening a code until it is painted and its buttons work."""
    page = pocket.new_page()
    if slow:
        told = pocket.new_cdp_session(page)
        told.send("Network.enable")
        told.send("Network.emulateNetworkConditions", SLOW_LINE)
        told.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{server.url}/O/{sheet.taskings[0].pass_id}", wait_until="load")
    expect(page.get_by_role("button", name="Nothing to report")).to_be_enabled()
    taken = float(page.evaluate(USABLE)) / 1000
    page.locator("html[data-sheet='kept']").wait_for()
    page.close()
    return taken


def test_a_code_on_a_slow_phone(
    browser: Browser, server: Server, sheet: Briefing, benchmark: Any
) -> None:
    first = browser.new_context(**PHONE)
    pair(first.new_page(), server)
    paired = first.storage_state()
    first.close()

    def opened(*, slow: bool) -> tuple[float, float]:
        pocket = browser.new_context(**PHONE, storage_state=paired)
        taken = seconds(pocket, server, sheet, slow=slow), seconds(pocket, server, sheet, slow=slow)
        pocket.close()
        return taken

    quick = opened(slow=False)
    rounds = [opened(slow=True) for _ in range(3 if benchmark.enabled else 1)]
    benchmark.pedantic(opened, kwargs={"slow": True}, rounds=1)
    benchmark.extra_info |= {
        "first time, s": [round(each[0], 2) for each in rounds],
        "from memory, s": [round(each[1], 2) for each in rounds],
        "the same without throttling, s": [round(each, 2) for each in quick],
    }
