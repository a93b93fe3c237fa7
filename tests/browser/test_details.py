"""Details in a real browser: a stop-search in few steps, by keyboard, without signal, corrected,
for everybody.
"""

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.browser import test_phone
from tests.browser.conftest import ROOT
from tests.browser.test_phone import Server, phone, scan
from tests.builders.phones import rows, stored

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SEARCHES = "SELECT power, object, self_defined, officer_defined, outcome, linked, body_worn FROM stop_searches"

MOST_STEPS = 15
"""Taps and choices for a whole stop-search; at six seconds each that is 90 seconds."""


class Steps:
    """A page used one step at a time, and how many steps it took."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taken = 0

    def tap(self, where: Locator) -> None:
        """Tap once."""
        where.tap()
        self.taken += 1

    def choose(self, name: str, answer: str) -> None:
        """Open a list and choose from it: two steps."""
        self.page.get_by_role("combobox", name=name, exact=True).select_option(answer)
        self.taken += 2


def search(steps: Steps) -> None:
    """Count a stop-search and answer what a sergeant wants to know of it."""
    page = steps.page
    steps.tap(page.get_by_role("button", name="Stop-searches: one more"))
    steps.choose("Power", "Misuse of Drugs Act 1971 (section 23)")
    steps.choose("Object of search", "Controlled drugs")
    steps.choose("Self-defined ethnicity", "A1")
    steps.choose("Officer-defined ethnicity", "IC4")
    steps.choose("Outcome", "Community resolution")
    steps.tap(page.get_by_role("group", name="Outcome linked to the object").get_by_label("Yes"))
    steps.tap(page.get_by_role("group", name="Body-worn video on").get_by_label("Yes"))
    steps.tap(page.get_by_role("button", name="I am leaving, send"))


def test_a_stop_search_takes_few_steps(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """A first + opens its questions; what is answered is stored, what is not stays empty."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    expect(page.get_by_text("Stop-search details")).to_be_hidden()
    steps = Steps(page)
    search(steps)
    expect(page.get_by_text("1 stop-search")).to_be_visible()
    assert steps.taken <= MOST_STEPS
    (found,) = rows(store, SEARCHES)
    assert found == {
        "power": "Misuse of Drugs Act 1971 (section 23)", "object": "Controlled drugs", "self_defined": "A1",
        "officer_defined": "IC4", "outcome": "Community resolution", "linked": True, "body_worn": True,
    }  # fmt: skip
    pocket.close()


def test_what_must_be_answered_is_asked_for_beside_the_question(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Nothing is sent; a question that an answer brings up appears with it.

    A − takes the search away unsent.
    """
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Stop-searches: one more").tap()
    page.get_by_role("button", name="Stop-searches: one more").tap()
    expect(page.get_by_role("group", name="Stop-search 2")).to_be_visible()
    page.get_by_role("combobox", name="Power").nth(1).select_option(
        "Firearms Act 1968 (section 47)"
    )
    why = page.get_by_role("combobox", name="Why self-defined ethnicity is missing").nth(1)
    page.get_by_role("combobox", name="Self-defined ethnicity", exact=True).nth(1).select_option(
        "NS"
    )
    expect(page.locator("#stop_search-1-ethnicity_missing")).to_be_visible()
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_role("alert").filter(has_text="Choose an answer")).to_be_visible()
    expect(page.locator("#stop_search-1-object")).to_be_focused()
    assert (stored(store), why.count()) == ([], 0)
    page.get_by_role("button", name="Stop-searches: one fewer").tap()
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_text("1 stop-search")).to_be_visible()
    assert rows(store, SEARCHES) == []
    pocket.close()


def test_a_stop_search_is_possible_by_keyboard_at_twice_the_size(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """No finger, half the width: nothing runs out of the side."""
    pocket = phone(browser, tmp_path / "phone", server, viewport={"width": 195, "height": 422})
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Stop-searches: one more").press("Enter")
    for name, typed in (
        ("Power", "Misuse"),
        ("Object of search", "Contr"),
        ("Self-defined ethnicity", "B2"),
    ):
        page.get_by_role("combobox", name=name, exact=True).focus()
        page.keyboard.type(typed)
    page.get_by_role("combobox", name="Outcome", exact=True).focus()
    page.keyboard.type("Arr")
    page.locator("[name='stop_search-0-linked']").first.focus()  # after what was found
    page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.scrollWidth") <= 195
    page.get_by_role("button", name="I am leaving, send").press("Enter")
    expect(page.get_by_text("1 stop-search")).to_be_visible()
    (found,) = rows(store, SEARCHES)
    assert (found["self_defined"], found["outcome"], found["linked"]) == ("B2", "Arrest", True)
    pocket.close()


def test_details_made_without_signal_arrive_later_and_are_corrected(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """The queue keeps the whole log, and a correction like any other."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    server.stop()
    search(Steps(page))
    expect(page.get_by_role("heading", name=re.compile("Safe on this phone"))).to_be_visible()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 1")
    server.start()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0")
    (first,) = stored(store)
    page.goto(f"{server.url}/o/{sheet.taskings[0].pass_id}/correct/{first['log_id']}")
    server.stop()
    page.get_by_role("combobox", name="Outcome", exact=True).select_option("Arrest")
    page.get_by_label("Why it is corrected").fill("arrested later")
    page.get_by_role("button", name="Send the correction").tap()
    expect(page.get_by_role("heading", name="Safe on this phone")).to_be_visible()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 1")
    server.start()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0")
    assert [row["version"] for row in stored(store)] == [1, 2]
    assert [row["outcome"] for row in rows(store, SEARCHES)] == ["Arrest"]
    assert stored(store)[0]["arrived_us"] == stored(store)[1]["arrived_us"]
    pocket.close()


def test_a_stop_search_is_detailed_without_javascript(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """The same questions, in the plain form."""
    pocket = phone(browser, tmp_path / "phone", server, java_script_enabled=False)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_text("Stop-search details").tap()
    for name, answer in (
        ("power", "Firearms Act 1968 (section 47)"),
        ("object", "Firearms"),
        ("outcome", "Arrest"),
    ):
        page.locator(f"#stop_search-0-{name}").select_option(answer)
    page.locator("#stop_search-0-self_defined").select_option("W1")
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_text("1 stop-search")).to_be_visible()
    assert [(row["object"], row["self_defined"]) for row in rows(store, SEARCHES)] == [
        ("Firearms", "W1")
    ]
    pocket.close()


def violations(page: Page) -> list[Any]:
    """Return what axe-core finds wrong with the page, in light and in dark: rule, and where."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[Any] = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += page.evaluate(
            "axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes.map((node) => node.target)]))"
        )
    return found


@pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed here: npm install --no-save axe-core"
)
def test_axe_finds_no_violation_on_any_page_of_details(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """The form with everything open, its warnings, the receipt, the correction and what it became."""
    tall = {"width": 390, "height": 5000}  # the bar at the bottom covers nothing
    pocket = phone(browser, tmp_path / "phone", server, viewport=tall)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    assert violations(page) == []
    for name in ("Engagements", "Stop-searches", "Stop-searches", "Arrests"):
        page.get_by_role("button", name=f"{name}: one more").tap()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.get_by_role("combobox", name="Power", exact=True).first.select_option(
        "Firearms Act 1968 (section 47)"
    )
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_role("alert").filter(has_text="Choose an answer")).to_be_visible()
    assert violations(page) == []
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Clear").tap()
    search(Steps(page))
    page.get_by_role("link", name="Correct it").tap()
    expect(page.get_by_role("button", name="Send the correction")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Why it is corrected").fill("one too many")
    page.get_by_role("button", name="Send the correction").tap()
    expect(page.get_by_role("heading", name="Corrected")).to_be_visible()
    page.get_by_role("link", name="See the log").tap()
    expect(page.get_by_text("this is version 2")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{server.url}/o/queue")
    assert violations(page) == []
    pocket.close()


def test_a_log_that_is_stuck_for_its_details_is_mended_by_leaving_them_out(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """They can be read where it waits; what was counted stays counted."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("#stop_search-0-object option").nth(1).evaluate(
        "option => { option.value = 'Sherbet'; }"
    )
    steps = Steps(page)
    steps.tap(page.get_by_role("button", name="Stop-searches: one more"))
    for name, answer in (
        ("Power", "Firearms Act 1968 (section 47)"),
        ("Object of search", "Sherbet"),
        ("Outcome", "Arrest"),
    ):
        steps.choose(name, answer)
    steps.choose("Self-defined ethnicity", "W1")
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_text("has an answer that is not on its list")).to_be_visible()
    page.locator("#bar a").tap()
    page.get_by_text("Read and mend").tap()
    page.get_by_label(re.compile("Stop-search 1: .*Sherbet")).uncheck()
    page.get_by_role("button", name="Send now").tap()
    expect(page.get_by_text("Nothing waits on this phone")).to_be_visible()
    assert [row["stop_searches"] for row in stored(store)] == [1]
    assert rows(store, SEARCHES) == []
    pocket.close()
