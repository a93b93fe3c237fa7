"""The hotspots page with 100,000 incidents: interactive within 2 seconds of opening."""

from collections.abc import Callable, Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.browser.conftest import Server, Tab, browser, page_of, serving  # noqa: F401
from tests.browser.map_page import crowded, in_the_middle, map_frame

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the app on a store with 100,000 incidents."""
    with serving(crowded(tmp_path_factory.mktemp("crowd") / "data", 100_000)) as running:
        yield running


def test_seconds_from_opening_the_map_page_until_a_square_can_be_clicked(
    crowd: Server,
    page_of: Callable[..., Tab],  # noqa: F811
    benchmark: BenchmarkFixture,
) -> None:
    def open_it() -> Tab:
        tab = page_of(f"{crowd.url}/hotspots")
        map_frame(tab)
        tab.settle()
        return tab

    open_it()
    tab = benchmark.pedantic(open_it, rounds=5)
    assert in_the_middle(tab)
