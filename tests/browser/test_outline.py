"""The outline of a patrol area under a hand, a click on a square, a corner that is dragged, and by
keyboard alone.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab, serving, with_town
from tests.browser.map_page import listed
from tests.browser.sheet_page import choose, headings, take_in_east
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

NEXT_DAY = TOWN_DAY + timedelta(days=1)
AREAS = 6


@pytest.fixture(scope="module")
def desk(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give an app of this file's own."""
    with serving(with_town(town_file, tmp_path_factory.mktemp("outline"))) as running:
        yield running


def test_a_square_is_clicked_in_and_a_corner_dragged_out(
    desk: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{desk.url}/briefing?team={TEAM.team_id}&day={TOWN_DAY}&shift=Late")
    tab.settle()
    tab.page.locator("summary", has_text="Outline: squares").first.click()
    tab.settle()
    here = tab.page.locator(".map.leaflet-container").first
    here.scroll_into_view_if_needed()
    expect(tab.page.get_by_text("1 square, 6.2 ha")).to_be_visible()
    middle = here.bounding_box()
    assert middle is not None
    # five squares lie across the map: the one to the east is a sixth of it away
    here.click(position={"x": middle["width"] * 0.68, "y": middle["height"] / 2})
    expect(tab.page.get_by_text("2 squares, 12.5 ha")).to_be_visible()
    tab.settle()
    corner = here.locator(".corner").first
    at = corner.bounding_box()
    assert at is not None
    tab.page.mouse.move(at["x"] + 7, at["y"] + 7)
    tab.page.mouse.down()
    tab.page.mouse.move(at["x"] - 13, at["y"] + 7, steps=5)
    tab.page.mouse.up()
    expect(tab.page.get_by_text(re.compile("^drawn by hand, "))).to_be_visible()
    tab.settle()
    tab.page.reload()
    tab.settle()
    tab.page.locator("summary", has_text="Outline: squares").first.click()
    expect(tab.page.get_by_text(re.compile("^drawn by hand, "))).to_be_visible()
    assert not tab.errors


def test_six_picks_are_shaped_and_saved_by_keyboard_alone(
    desk: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{desk.url}/hotspots?team={TEAM.team_id}&day={NEXT_DAY}&shift=Late")
    tab.settle()
    for number in range(1, AREAS + 1):
        listed(tab, number).press("Space")
        tab.settle()
    tab.page.get_by_role("button", name="Brief these").press("Enter")
    marking = tab.page.get_by_role("combobox", name="Marking")
    expect(marking).to_be_visible()
    tab.settle()
    choose(tab, marking, "OFFICIAL-S")
    tab.settle()
    names = headings(tab)
    assert len(names) == AREAS
    for name in names[::-1]:
        take_in_east(tab, name)
    tab.page.get_by_role("button", name="Save version").press("Enter")
    expect(tab.page.get_by_role("button", name=re.compile("^PDF, version"))).to_be_visible()
