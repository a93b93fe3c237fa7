"""Every page of the desk: axe-core finds nothing wrong that is ours to mend, in light and dark, no words
are cut off in the narrowest window, and it prints with the marking and the day on each sheet, nothing
cut, black on white also from a dark screen.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import ROOT, Server, Tab
from tests.browser.reading import cut, pale
from tests.browser.test_details import AXE
from tests.browser.test_print import sheets
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

WITH_SIGN_IN = ("audit", "people")
"""Pages that are there only where people sign in; they are tried in tests/sign_in."""

DUTY = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Late"

SHOWN = {"logs": "as=Table"}
"""What a page is asked to show where that holds more than it shows at first."""

PAGES = sorted(each.stem for each in (ROOT / "pages").glob("*.py") if each.stem not in WITH_SIGN_IN)

A4_LANDSCAPE = ViewportSize(width=1123, height=794)

NARROWEST = ViewportSize(width=820, height=1180)
"""A tablet, upright."""

TO_PRESS = (
    "stButton",
    "stFormSubmitButton",
    "stDownloadButton",
    "stMenuButton",
    "stPopover",
    "stFileUploader",
    "stTooltipIcon",
)
"""What only does something where it can be pressed or pointed at."""

STREAMLITS = {
    "aria-allowed-attr": "[data-testid=stDateInput]",  # a group that says it is required
    "presentation-role-conflict": "[data-testid=stFileUploaderDropzone]",  # it can be tabbed to
    # day, month and year stand closer than 24 px, and so does what clears a choice
    "target-size": "[data-testid=stDateInput], [data-testid=stSelectbox]",
}
"""Rules that Streamlit's own parts break, and the parts: no argument and no style mends them."""

DARK = "rgb(16, 22, 29)"
"""What a page stands on in the dark: the theme's backgroundColor, .streamlit/config.toml."""

MARKDOWN = re.compile(r"\*\*|\\|:material/|:small\[")
"""What a screen reader would read aloud where a name holds Markdown."""


def found(page: Page) -> list[dict[str, Any]]:
    """Return the rules that parts of ours break on the page, each with where."""
    page.add_script_tag(path=str(AXE))
    said: list[dict[str, Any]] = page.evaluate(
        """async (theirs) => {
            const ours = (rule) => (node) => {
                const where = document.querySelector(node.target.at(-1));
                return !(theirs[rule.id] && where && where.closest(theirs[rule.id]));
            };
            const run = await axe.run({rules: {"target-size": {enabled: true}}});
            return run.violations.map((rule) => ({
                rule: rule.id,
                where: rule.nodes.filter(ours(rule)).map(
                    (node) => [node.target.join(" "), node.html.slice(0, 160)]
                ),
            })).filter((rule) => rule.where.length);
        }""",
        STREAMLITS,
    )
    return said


def names(page: Page) -> list[str]:
    """Return what a screen reader would say of the page's parts."""
    said: list[str] = page.locator("[aria-label]").evaluate_all(
        "all => all.map((each) => each.getAttribute('aria-label'))"
    )
    return said


def wider(page: Page) -> list[str]:
    """Return what reaches beyond the right edge of a printed sheet."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain] *")]
            .filter((each) => each.getClientRects().length && getComputedStyle(each).visibility === "visible")
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.outerHTML.slice(0, 120))"""
    )
    return found


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_of_ours_and_each_sheet_is_whole(
    server: Server, page_of: Callable[..., Tab], name: str
) -> None:
    tab = page_of(f"{server.url}/{name}?{SHOWN.get(name, DUTY)}")
    tab.settle()
    printed = sheets(tab)
    for number, words in enumerate(printed, start=1):
        assert words.count("OFFICIAL-SENSITIVE") >= 2
        assert f"page {number} of {len(printed)}" in words
    assert [each for each in names(tab.page) if MARKDOWN.search(each)] == []
    if not AXE.exists():
        pytest.skip("axe-core is not installed here: npm install --no-save axe-core")
    ours = found(tab.page)
    tab.page.emulate_media(color_scheme="dark")
    expect(tab.page.locator("[data-testid=stApp]")).to_have_css("background-color", DARK)
    tab.settle()
    assert ours + found(tab.page) == []
    tab.page.emulate_media(media="print")
    tab.page.set_viewport_size(A4_LANDSCAPE)
    assert wider(tab.page) == []


@pytest.mark.parametrize("name", [*PAGES, *WITH_SIGN_IN])
def test_every_word_is_whole_in_the_narrowest_window_and_black_on_paper(
    server: Server, page_of: Callable[..., Tab], name: str
) -> None:
    tab = page_of(f"{server.url}/{name}?{SHOWN.get(name, DUTY)}")
    tab.page.set_viewport_size(NARROWEST)
    tab.settle()
    assert cut(tab.page) == []
    # dark after the charts were drawn on light: their words follow
    tab.page.emulate_media(color_scheme="dark")
    expect(tab.page.locator("[data-testid=stApp]")).to_have_css("background-color", DARK)
    charts = tab.page.locator("[data-testid=stVegaLiteChart] svg text")
    if charts.count():
        expect(charts.first).to_have_css("fill", "rgb(232, 237, 242)")
    tab.page.emulate_media(media="print", color_scheme="dark")
    assert pale(tab.page) == []
    kinds = ", ".join(f"[data-testid={kind}]" for kind in TO_PRESS)
    reasons = ".st-key-inbox_list [data-testid=stButton]"  # each is a line of the list
    pressed = tab.page.locator(f":is({kinds}):visible:not({reasons})")
    assert pressed.evaluate_all("all => all.map((each) => each.textContent)") == []
