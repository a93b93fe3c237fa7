"""Hotspots fills its window, whatever its height: the map and the list end where the bar begins."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

MOST_FREE = 40
"""Pixels between the map and the bar below it: two gaps."""


WINDOWS = ((820, 1180), (1280, 800), (1440, 900), (1920, 1080))


def test_map_and_bar_share_the_window_without_scrolling(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/hotspots")
    for width, height in WINDOWS:
        tab.page.set_viewport_size(ViewportSize(width=width, height=height))
        _fits(tab)


def test_a_narrow_window_shows_every_area_that_is_picked(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/hotspots?team={TEAM.team_id}&day={TOWN_DAY}&shift=Early")
    tab.page.set_viewport_size(ViewportSize(width=820, height=1180))
    _fits(tab)
    picked = tab.page.locator(".st-key-pick_bar [data-tag]")
    assert picked.count() >= 3
    edge = tab.page.locator(".st-key-pick_bar [data-testid=stMultiSelectTagsContainer]")
    room = edge.bounding_box()
    for each in picked.all():
        box = each.bounding_box()
        assert room
        assert box
        assert box["x"] + box["width"] <= room["x"] + room["width"]


def test_a_question_is_read_whole_in_a_narrow_window(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/questions")
    tab.page.set_viewport_size(ViewportSize(width=820, height=1180))
    tab.settle()
    links = tab.page.locator(".st-key-questions_list a")
    expect(links).not_to_have_count(0)
    beyond = links.evaluate_all(
        """all => all.filter((link) => {
            const words = document.createRange();
            words.selectNodeContents(link.querySelector("p"));
            return words.getBoundingClientRect().right > link.getBoundingClientRect().right;
        }).map((link) => link.textContent)"""
    )
    assert beyond == []


def test_a_meetings_questions_are_all_in_view(server: Server, page_of: Callable[..., Tab]) -> None:
    tab = page_of(f"{server.url}/meeting")
    tab.settle()
    for width, height in WINDOWS:
        tab.page.set_viewport_size(ViewportSize(width=width, height=height))
        for each in tab.page.locator(".st-key-questions [data-tag]").all():
            expect(each).to_be_in_viewport(ratio=1)


def _fits(tab: Tab) -> None:
    expect(tab.page.get_by_role("button", name="Brief these")).to_be_in_viewport(ratio=1)
    tab.settle()
    # the map's frame takes its height a moment after the script has run
    tab.page.wait_for_function(
        """(most) => {
            const all = document.querySelector("[data-testid=stMain]");
            const map = document.querySelector(".st-key-tall_map iframe").getBoundingClientRect();
            const bar = document.querySelector(".st-key-pick_bar").getBoundingClientRect();
            const free = bar.top - map.bottom;
            return 0 <= free && free <= most && all.scrollHeight <= all.clientHeight;
        }""",
        arg=MOST_FREE,
    )
