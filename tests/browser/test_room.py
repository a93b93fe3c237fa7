"""The briefing on the big screen: nothing but the slide, letters for the back row, arrow keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

DUTY = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Late"

LEAST_SHARE = 0.048
"""Of the screen's height: letters that are read from 5 m on a screen of 55 inches."""


def letters(page: Page) -> list[float]:
    """Return the height of the letters of each line of the slide, as a share of the screen."""
    heights: list[float] = page.locator(".pq-words").evaluate(
        "each => [...each.querySelectorAll('p, li')].map(line => "
        "parseFloat(getComputedStyle(line).fontSize) / innerHeight)"
    )
    return heights


def below_the_foot(page: Page) -> float:
    """Return how many pixels of the slide stand lower than where its bar begins, or scroll away."""
    hidden: float = page.evaluate(
        """() => {
            const all = document.querySelector("[data-testid=stMain]");
            const foot = document.querySelector(".st-key-room_bar").getBoundingClientRect().top;
            const words = document.querySelector(".pq-words").getBoundingClientRect().bottom;
            return Math.max(0, all.scrollHeight - all.clientHeight, words - foot);
        }"""
    )
    return hidden


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_each_slide_fills_the_screen_and_the_arrow_keys_move_it(
    server: Server, page_of: Callable[..., Tab], width: int, height: int
) -> None:
    tab = page_of(f"{server.url}/room?{DUTY}")
    page = tab.page
    page.set_viewport_size({"width": width, "height": height})
    expect(page.get_by_text("patrol areas")).to_be_visible()
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    expect(page.get_by_role("link", name="Hotspots")).to_be_hidden()
    assert min(letters(page)) >= LEAST_SHARE
    assert below_the_foot(page) == 0

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("img", name="Map of")).to_be_visible()
    tab.settle()
    assert page.locator(".pq-words p").count() >= 3
    assert min(letters(page)) >= LEAST_SHARE
    assert below_the_foot(page) == 0
    assert "slide=1" in page.url

    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("patrol areas")).to_be_visible()


def test_full_screen_is_asked_for_by_a_press_and_left_by_another(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    page = page_of(f"{server.url}/room?{DUTY}&slide=1").page
    page.get_by_role("button", name="Full screen", exact=True).click()
    page.wait_for_function("document.fullscreenElement !== null")
    page.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function("document.fullscreenElement === null")
