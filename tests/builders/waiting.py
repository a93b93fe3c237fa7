"""Wait until something is so, looking again and again."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

PATIENCE = 60
"""Seconds after which nobody waits any longer."""

LOOK = 0.02
"""Seconds between two looks."""

Found = TypeVar("Found")


def until(look: Callable[[], Found | None], problem: Callable[[], str]) -> Found:
    """Return what was looked for, once it is there; fail with what the problem says."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(LOOK)
    raise AssertionError(problem())


def until_page_says(page: Page, function: str, given: object = None) -> None:
    """Wait until the page says yes to that, which may take its time to answer (Playwright's own
    wait_for_function takes a promise for a yes).
    """
    until(lambda: page.evaluate(function, given), lambda: f"never so: {function} ({given})")
