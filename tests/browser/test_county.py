"""A county's own desk in a browser: it begins with the forces side by side, a keyboard is enough, and no
other host is asked.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Tab, serving
from tests.browser.test_every_page import found
from tests.builders.shared_lake import OCTOBER, force_month, lake_in, publication, put

pytestmark = pytest.mark.browser


@pytest.fixture
def county_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Give the app on an empty folder, looking at a lake of two forces."""
    shared = lake_in(tmp_path / "county")
    for number, force in enumerate(("Dorset Police", "Kent Police"), 1):
        put(shared, publication(force_month(force, OCTOBER, seed=number)))
    monkeypatch.setenv("PATROLQR_COUNTY", shared.address)
    with serving(tmp_path / "data") as running:
        yield running


def test_it_begins_with_the_forces_and_a_keyboard_is_enough(
    county_desk: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(county_desk.url)
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("County", timeout=30_000)
    tab.settle()
    expect(tab.page.get_by_text("fictional town")).to_have_count(0)
    assert found(tab.page) == []
    for button, says in (("Patrols", "were given"), ("Teams", "in 4 teams")):
        tab.page.get_by_role("radio", name=button, exact=True).or_(
            tab.page.get_by_role("button", name=button, exact=True)
        ).first.focus()
        tab.page.keyboard.press("Enter")
        expect(tab.page.get_by_text(says).first).to_be_visible(timeout=30_000)
        tab.settle()
    assert found(tab.page) == []
    assert "show=Patrols" in tab.page.url
    assert "per=Teams" in tab.page.url
