"""What a person does on the hotspots page, for browser tests and the benchmark."""

import re

from playwright.sync_api import Frame, FrameLocator, Locator, Position

from tests.browser.conftest import Tab

DRAWN = ".pq-badge"


def map_frame(tab: Tab) -> Frame:
    """Return the map's own frame once its squares are drawn."""
    _locator(tab).locator(DRAWN).first.wait_for()
    frame = tab.page.locator("iframe").first.element_handle().content_frame()
    assert frame is not None
    return frame


def numbered(tab: Tab, number: int) -> str:
    """Return the name of the square with that number on the map."""
    return str(
        map_frame(tab).evaluate(
            "n => Object.keys(patrolqr.told.ranks).find((c) => patrolqr.told.ranks[c] === n)",
            number,
        )
    )


def listed(tab: Tab, number: int) -> Locator:
    """Return the box to tick of the place with that number in the list by counts, wherever its row
    stands.
    """
    return tab.page.get_by_role("checkbox", name=re.compile(rf"^{number} "))


def click_square(tab: Tab, cell: str) -> None:
    """Click the middle of a square on the map."""
    _locator(tab).locator("#map_div").click(position=_middle(tab, cell))


def hover_square(tab: Tab, cell: str) -> None:
    """Point at the middle of a square on the map."""
    _locator(tab).locator("#map_div").hover(position=_middle(tab, cell))


def in_the_middle(tab: Tab) -> str:
    """Return the name of the square nearest to the middle of what the map shows."""
    apart = "(c) => patrolqr.map.distance(patrolqr.map.getCenter(), patrolqr.squares[c].centre)"
    nearest = (
        f"Object.keys(patrolqr.squares).reduce((a, b) => (({apart})(a) < ({apart})(b) ? a : b))"
    )
    return str(map_frame(tab).evaluate(nearest))


def rest(tab: Tab) -> None:
    """Wait longer than streamlit-folium waits before it sends (250 ms), and until no script runs."""
    map_frame(tab).evaluate("() => new Promise((done) => setTimeout(done, 400))")
    tab.settle()


def _middle(tab: Tab, cell: str) -> Position:
    at = map_frame(tab).evaluate(
        "c => patrolqr.map.latLngToContainerPoint(patrolqr.squares[c].centre)", cell
    )
    return {"x": at["x"], "y": at["y"]}


def _locator(tab: Tab) -> FrameLocator:
    return tab.page.frame_locator("iframe").first
