"""The map on the hotspots page, in a real browser, with 100,000 incidents and every other host
blocked.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Tab, serving
from tests.browser.map_page import (
    click_square,
    hover_square,
    in_the_middle,
    listed,
    map_frame,
    numbered,
    rest,
)
from tests.builders.incidents import crowded

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the app on a store with 100,000 incidents."""
    with serving(crowded(tmp_path_factory.mktemp("crowd") / "data", 100_000)) as running:
        yield running


@pytest.fixture
def tab(crowd: Server, page_of: Callable[..., Tab]) -> Tab:
    """Give the hotspots page, opened and at rest."""
    opened = page_of(f"{crowd.url}/hotspots")
    rest(opened)
    return opened


def test_opening_the_page_draws_every_square_with_one_script_run(tab: Tab) -> None:
    assert tab.runs == 1
    assert not tab.errors
    assert map_frame(tab).evaluate("Object.keys(patrolqr.squares).length") > 1000
    badges = map_frame(tab).locator(".pq-badge").all_inner_texts()
    assert sorted(int(each) for each in badges if each.isdigit()) == list(range(1, 11))


def test_a_click_on_a_square_picks_it_with_one_script_run(tab: Tab) -> None:
    first, second = numbered(tab, 1), numbered(tab, 2)
    click_square(tab, first)
    expect(tab.page.get_by_text(first)).to_be_visible()
    rest(tab)
    assert tab.runs == 2
    click_square(tab, second)
    expect(tab.page.get_by_text(second)).to_be_visible()
    rest(tab)
    assert tab.runs == 3


def test_pointing_at_a_square_tells_its_name_and_why_and_runs_no_script(tab: Tab) -> None:
    said = map_frame(tab).locator(".pq-said")
    for number in (1, 3):
        cell = numbered(tab, number)
        name, why = map_frame(tab).evaluate("c => patrolqr.told.said[c]", cell)
        hover_square(tab, cell)
        expect(said).to_have_text(name + why)
    assert tab.runs == 1
    assert not tab.errors


def test_a_second_click_on_the_same_square_unpicks_it(tab: Tab) -> None:
    cell = numbered(tab, 3)
    for times_clicked in (1, 2, 3):
        click_square(tab, cell)
        expect(tab.page.get_by_text(cell)).to_be_visible(visible=times_clicked % 2 == 1)
        rest(tab)
        assert tab.runs == 1 + times_clicked


def test_panning_and_zooming_run_no_script_and_stay_where_they_are_when_something_is_picked(
    tab: Tab,
) -> None:
    frame = map_frame(tab)
    frame.locator(".leaflet-control-zoom-in").click()
    rest(tab)
    box = tab.page.locator("iframe").first.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.page.mouse.move(*middle)
    tab.page.mouse.down()
    tab.page.mouse.move(middle[0] + 60, middle[1] + 40, steps=5)
    tab.page.mouse.up()
    tab.page.mouse.wheel(0, -200)
    rest(tab)
    assert tab.runs == 1
    view = frame.evaluate("[patrolqr.map.getZoom(), patrolqr.map.getCenter()]")
    click_square(tab, in_the_middle(tab))
    expect(frame.locator(".pq-picked")).to_have_count(1)
    assert frame.evaluate("[patrolqr.map.getZoom(), patrolqr.map.getCenter()]") == view


def test_list_and_map_toggle_one_choice_that_survives_reload_and_can_be_sent(
    tab: Tab, crowd: Server, page_of: Callable[..., Tab]
) -> None:
    first, second = numbered(tab, 1), numbered(tab, 2)
    click_square(tab, first)
    expect(listed(tab, 1)).to_be_checked()
    listed(tab, 2).check(force=True)
    expect(tab.page.get_by_text(second)).to_be_visible()
    rest(tab)
    sent = page_of(tab.page.url)
    tab.page.reload()
    for page in (tab, sent):
        expect(page.page.get_by_text(first)).to_be_visible()
        expect(page.page.get_by_text(second)).to_be_visible()
        expect(map_frame(page).locator(".pq-picked")).to_have_count(2)
    listed(tab, 1).uncheck(force=True)
    expect(tab.page.get_by_text(first)).to_be_hidden()
    expect(tab.page.get_by_text(second)).to_be_visible()


def test_everything_can_be_picked_without_a_mouse(tab: Tab) -> None:
    tab.page.get_by_role("checkbox").first.focus()
    tab.page.keyboard.press("Space")
    expect(tab.page.get_by_role("button", name="Brief these")).to_be_enabled()
    rest(tab)
    tab.page.keyboard.press("Space")
    expect(tab.page.get_by_role("button", name="Brief these")).to_be_disabled()


def test_boxes_ticked_in_quick_succession_are_all_picked(tab: Tab) -> None:
    for number in range(1, 4):
        listed(tab, number).click(force=True)
    for number in range(1, 4):
        expect(listed(tab, number)).to_be_checked()
    rest(tab)
    expect(map_frame(tab).locator(".pq-picked")).to_have_count(3)


def test_a_street_map_is_asked_for_only_when_somebody_switches_it_on(tab: Tab) -> None:
    assert not tab.foreign
    tab.page.get_by_text("Street map").click()
    expect(map_frame(tab).locator(".leaflet-tile-pane img").first).to_be_attached()
    assert {address.split("/")[2] for address in tab.foreign} == {"tile.openstreetmap.org"}
    tab.foreign.clear()


def test_squares_can_be_clicked_under_a_density(crowd: Server, page_of: Callable[..., Tab]) -> None:
    tab = page_of(f"{crowd.url}/hotspots?shows=Density")
    rest(tab)
    picture = map_frame(tab).locator(".leaflet-picture-pane img")
    expect(picture).to_have_attribute("src", re.compile(r"^data:image/png;base64,"))
    assert picture.evaluate("each => each.complete && each.naturalWidth > 100")
    first = numbered(tab, 1)
    click_square(tab, first)
    expect(tab.page.get_by_text(first)).to_be_visible()
    assert not tab.errors
