"""axe-core finds nothing wrong with the desk's pages that is ours to mend, in light and dark."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server, Tab, listen
from tests.browser.test_details import AXE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not AXE.exists(), reason="axe-core is not installed here: npm install --no-save axe-core"
    ),
]

PAGES = (
    "today", "inbox", "hotspots", "briefing", "logs", "review", "patterns", "debrief", "room", "from_paper", "teams",
    "keeping", "place", "searches", "returns",
)  # fmt: skip

STREAMLITS = {
    "aria-allowed-attr": "[data-testid=stDateInput]",  # a group that says it is required
    "presentation-role-conflict": "[data-testid=stFileUploaderDropzone]",  # it can be tabbed to
    "target-size": "[data-testid=stDateInput]",  # day, month and year stand closer than 24 px
}
"""Rules that Streamlit's own parts break, and the parts: no argument and no style mends them."""

DARK = "rgb(16, 22, 29)"
"""What a page stands on in the dark: the theme's backgroundColor, .streamlit/config.toml."""

MARKDOWN = re.compile(r"\*\*|\\|:material/|:small\[")
"""What a screen reader would read aloud where a name holds Markdown."""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """Give one browser for all pages, so that what one page chose goes with the next."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


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


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_of_ours(server: Server, desk: BrowserContext, name: str) -> None:
    tab = Tab(page := desk.new_page())
    listen(tab)
    page.goto(f"{server.url}/{name}")
    tab.settle()
    ours = found(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", DARK)
    tab.settle()
    ours += found(page)
    names = page.locator("[aria-label]").evaluate_all(
        "all => all.map((each) => each.getAttribute('aria-label'))"
    )
    page.close()
    assert ours == []
    assert [each for each in names if MARKDOWN.search(each)] == []
