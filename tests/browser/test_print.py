"""What scrolls or is compared on the screen, printed (test_every_page prints all of them)."""

from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

LATE = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Late"


def sheets(tab: Tab) -> list[str]:
    """Return the words on each sheet that the page prints."""
    printed = pypdfium2.PdfDocument(tab.page.pdf(prefer_css_page_size=True, print_background=True))
    assert all(page.get_width() > page.get_height() for page in printed)
    return [page.get_textpage().get_text_range() for page in printed]


def compared(words: str) -> str:
    """Return words without the blanks, which a sheet sets as it has room."""
    return "".join(words.split())


def test_a_table_that_scrolls_on_the_screen_prints_whole(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/logs?as=Table&since=2026-11-16&until=2026-11-24")
    expect(tab.page.locator(".pq-printed")).to_have_count(1)
    rows = tab.page.locator(".pq-printed tbody tr").count()
    assert rows > 20
    first_cells = tab.page.locator(".pq-printed tbody tr td:first-child").all_text_contents()
    words = " ".join(" ".join(sheets(tab)).split())
    assert all(each in words for each in first_cells)


def test_what_a_table_ticks_prints_as_a_word(server: Server, page_of: Callable[..., Tab]) -> None:
    tab = page_of(f"{server.url}/logs?as=Table&since=2026-11-16&until=2026-11-24")
    expect(tab.page.locator(".pq-printed")).to_have_count(1)
    cells = tab.page.locator(".pq-printed td").all_text_contents()
    assert {"yes", "no"} & set(cells)
    assert not {"True", "False"} & set(cells)


def test_a_table_begins_on_the_sheet_of_its_heading(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/logs?as=Table&since=2026-11-16&until=2026-11-24")
    expect(tab.page.locator(".pq-printed")).to_have_count(1)
    tab.settle()
    first = tab.page.locator(".pq-printed tbody tr td:nth-child(2)").first.text_content()
    assert first
    assert " ".join(first.split()) in " ".join(sheets(tab)[0].split())


def test_every_reason_of_the_inbox_prints_with_its_place(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/inbox?{LATE}")
    tab.settle()
    shown = tab.page.locator(".st-key-inbox_list p").all_text_contents()
    assert len(shown) > 20
    words = compared(" ".join(sheets(tab)))
    assert [each for each in shown if compared(each) not in words] == []


def test_the_hotspots_and_what_is_picked_print_one_below_the_other(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/hotspots?{LATE}")
    tab.settle()
    listed = tab.page.locator(".st-key-candidates [data-testid=stCheckbox]").all_text_contents()
    printed = [compared(each) for each in sheets(tab)]
    assert compared(listed[-1]) in "".join(printed[:3])
    assert all(compared(each) in "".join(printed) for each in listed)
    tab.page.emulate_media(media="print")
    last = tab.page.locator(".st-key-candidates > *").last.bounding_box()
    bar = tab.page.locator(".st-key-pick_bar").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"] + 1


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("briefing", "[class*=_card] > [data-testid=stExpander] > details > summary"),
        ("teams", "[class*=st-key-of_] summary"),
        ("questions", ".st-key-questions_list a"),
    ],
)
def test_lines_that_only_lead_on_or_unfold_on_the_screen_print(
    server: Server, page_of: Callable[..., Tab], name: str, folded: str
) -> None:
    tab = page_of(f"{server.url}/{name}?{LATE if name == 'briefing' else ''}")
    tab.settle()
    lines = tab.page.locator(f"{folded} p").all_text_contents()
    assert len(lines) > 1
    words = compared(" ".join(sheets(tab)))
    assert [each for each in lines if compared(each) not in words] == []


def test_charts_print_side_by_side_as_they_are_compared(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/review")
    expect(tab.page.locator("[data-testid=stVegaLiteChart]")).to_have_count(12)
    tab.settle()
    assert len(sheets(tab)) <= 3
