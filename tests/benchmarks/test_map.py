"""The hotspots page with 100,000 incidents: how long from opening it until a square can be clicked.

Streamlit's own start in the browser is most of it, so the figure stands beside that of a page without any rows.
"""

from collections.abc import Callable, Iterator
from time import perf_counter

import pytest
from playwright.sync_api import Browser, Locator, Page
from pytest_benchmark.fixture import BenchmarkFixture

from tests.browser.conftest import Server, serving
from tests.browser.map_page import DRAWN, crowded

pytestmark = pytest.mark.browser

TIMES_AN_EMPTY_PAGE = 2.0
"""At most so many times as long as a page with nothing on it: here 1.5 (1.8 s against 1.2 s on two busy cores)."""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the app on a store with 100,000 incidents."""
    with serving(crowded(tmp_path_factory.mktemp("crowd") / "data", 100_000)) as running:
        yield running


def test_seconds_from_opening_the_map_page_until_a_square_can_be_clicked(
    crowd: Server,
    browser: Browser,
    benchmark: BenchmarkFixture,
) -> None:
    # without the gate of page_of, which hands each of a hundred requests to Python first
    def seconds(path: str, ready: Callable[[Page], Locator]) -> float:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        begun = perf_counter()
        page.goto(crowd.url + path, wait_until="commit")
        ready(page).first.wait_for()
        taken = perf_counter() - begun
        page.close()
        return taken

    def open_map() -> float:
        return seconds("/hotspots", lambda page: page.frame_locator("iframe").locator(DRAWN))

    open_map()
    empty = min(seconds("/patterns", lambda page: page.get_by_role("heading", level=1)) for _ in range(3))
    benchmark.pedantic(open_map, rounds=5)
    if benchmark.stats is not None:
        benchmark.extra_info["seconds for a page without rows"] = round(empty, 2)
        assert benchmark.stats.stats.min < TIMES_AN_EMPTY_PAGE * empty
