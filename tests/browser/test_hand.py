"""The form in one hand: the act in view without a scroll, nothing under the bar, few taps, Enter
that never sends, and text that folds once it was read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from patrolqr.core import clock
from patrolqr.core.briefing import TEXT_LIMIT, Briefing, TaskingDraft, as_draft
from patrolqr.core.form.asked import MOST_OPTIONS, OPTION_LIMIT
from patrolqr.core.team import Duty
from patrolqr.store import Session, briefings, teams
from tests.browser import test_phone
from tests.browser.test_details import AXE, Steps, violations
from tests.browser.test_phone import Server, phone, scan
from tests.builders.briefings import brief
from tests.builders.phones import rows, stored

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

SMALL = {"width": 360, "height": 640}
SIZES = [SMALL, {"width": 390, "height": 664}]
"""The smallest phone in use, and a common one under its browser's own bars."""

HALF = {"width": 180, "height": 320}
"""The small phone at 200 %."""

MOST_TAPS = 12
"""For a stop-search with everything required, the tap that opens the code included."""

COVERED = """() => {
    const under = document.querySelector(".under").getBoundingClientRect();
    const act = document.querySelector("#act button:not([hidden])").getBoundingClientRect();
    return {act: [act.top >= under.top, act.bottom <= innerHeight, act.left >= 0, act.right <= innerWidth],
            wide: document.documentElement.scrollWidth > innerWidth};
}"""
"""Whether the act lies in the bar and on the screen, and whether anything runs out of the side."""

LAST = """() => {
    scrollTo(0, document.body.scrollHeight);
    const last = [...document.querySelectorAll("main a, main button, main input, main summary, footer")]
        .filter((each) => each.checkVisibility()).at(-1).getBoundingClientRect();
    return last.bottom - document.querySelector(".under").getBoundingClientRect().top;
}"""
"""How far the last thing on the page stays under the bar once it is scrolled to, in pixels."""

FOCUS = """() => {
    const at = document.activeElement.getBoundingClientRect();
    const bar = document.activeElement.closest(".under");
    return bar !== null || (at.top >= 0 && at.bottom <= document.querySelector(".under").getBoundingClientRect().top);
}"""
"""Whether what has the focus is in sight, above the bar or in it."""


def longest(limit: int) -> str:
    """Return that many characters of words."""
    return ("Wherever the longest words go they are read at night, in the rain " * 9)[:limit]


@pytest.fixture
def served_town(town_store: Session) -> Iterator[Server]:
    """Give a server of the phone's routes over the demo town."""
    running = Server(town_store)
    yield running
    running.stop()


@pytest.fixture
def full(town_store: Session) -> Briefing:
    """Return a sheet for the shift that is on: the demo's five areas, and the first of them once
    more with the longest texts that the desk allows.
    """
    (team,) = (each for each in teams.teams(town_store) if each.name == "Ashbrook LPT")
    day, shift = clock.latest_shift(team.shifts, clock.now())
    begun = as_draft(_newest(town_store, team.team_id))
    wordy = replace(
        begun.taskings[0],
        name=longest(80),
        why=longest(TEXT_LIMIT),
        look_for=longest(TEXT_LIMIT),
        ask=longest(TEXT_LIMIT),
        hazards=longest(TEXT_LIMIT),
        tactics=tuple(longest(60 + n) for n in range(5)),
        ask_kind="choice",
        ask_options=tuple(longest(OPTION_LIMIT - n) for n in range(MOST_OPTIONS)),
    )
    taskings: tuple[TaskingDraft, ...] = (*begun.taskings[:5], wordy)
    drafted = replace(begun, duty=Duty(team.team_id, day, shift), taskings=taskings, made_from=0)
    return briefings.save(town_store, drafted)


def _newest(store: Session, team_id: str) -> Briefing:
    """Return the demo's newest sheet of five areas or more."""
    days = rows(store, "SELECT team_id, patrol_day, shift FROM briefings ORDER BY patrol_day DESC")
    own = {each.name: each for each in teams.team(store, team_id).shifts}
    for row in days:
        if row["team_id"] == team_id:
            duty = Duty(team_id, row["patrol_day"], own[row["shift"]])
            found = briefings.current(store, duty)
            if found is not None and len(found.taskings) >= 5:
                return found
    raise LookupError("the demo has no sheet of five areas")


def test_the_act_is_in_view_without_a_scroll_whatever_the_sheet_says(
    browser: Browser, served_town: Server, full: Briefing, tmp_path: Path
) -> None:
    """On all five demo areas and with the longest texts; the demo's questions are in view too, and
    the last thing on the page can be scrolled above the bar.
    """
    page = phone(browser, tmp_path / "phone", served_town, viewport=SMALL).new_page()
    for size in (*SIZES, HALF):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for tasking in full.taskings:
            scan(page, served_town, full, tasking.number)
            expect(page.locator("#act button:visible")).to_have_text("Nothing to report, send")
            assert page.evaluate("scrollY") == 0
            found = page.evaluate(COVERED)
            assert found == {"act": [True] * 4, "wide": False}, (tasking.area.name, size, found)
            if tasking.number <= 5 and size != HALF:
                asked = page.locator(".ask").bounding_box()
                bar = page.locator(".under").bounding_box()
                assert asked is not None
                assert bar is not None
                assert asked["y"] + asked["height"] <= bar["y"] + 1, (tasking.area.name, size)
            assert page.evaluate(LAST) < 1, (tasking.area.name, size)
    page.context.close()


def test_enter_moves_on_and_the_focus_is_never_under_the_bar(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Through every field to the button that sends; the tab key as well. Without a script too Enter
    sends nothing.
    """
    pocket = phone(browser, tmp_path / "phone", server, viewport=SMALL)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Arrests: one more").tap()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.get_by_label("Not seen").focus()
    pressed = 0
    while not page.evaluate("document.activeElement.name === 'send'") and pressed < 120:
        assert page.evaluate(FOCUS), page.evaluate("document.activeElement.name")
        is_field = page.evaluate("document.activeElement.matches('input')")
        page.keyboard.press("Enter" if is_field else "Tab")
        pressed += 1
    assert 15 < pressed < 120
    assert stored(store) == []
    expect(page.locator("#tasking")).to_be_visible()
    page.context.close()
    plain = phone(browser, tmp_path / "plain", server, java_script_enabled=False).new_page()
    scan(plain, server, sheet, 1)
    plain.get_by_role("spinbutton", name="Engagements").fill("2")
    plain.get_by_role("spinbutton", name="Engagements").press("Enter")
    expect(plain.get_by_role("heading", name="Market Square")).to_be_visible()
    assert stored(store) == []
    plain.context.close()


def test_few_taps_one_place_to_send_and_text_that_folds_once_it_was_read(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """A stop-search with everything required; then the second visit: folded, one tap opens it."""
    pocket = phone(browser, tmp_path / "phone", server, viewport=SMALL)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    steps = Steps(page)
    steps.taken = 1  # the scanned code is tapped to be opened
    expect(page.get_by_text("grey van")).to_be_visible()
    place = page.locator("#act button:visible").bounding_box()
    steps.tap(page.get_by_role("button", name="Stop-searches: one more"))
    for name, answer in (
        ("Power", "Misuse of Drugs Act 1971 (section 23)"),
        ("Object of search", "Controlled drugs"),
        ("Self-defined ethnicity", "A1"),
        ("Outcome", "Arrest"),
    ):
        steps.choose(name, answer)
    assert page.locator("#act button:visible").bounding_box() == place
    steps.tap(page.get_by_role("button", name="I am leaving, send"))
    expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
    assert steps.taken <= MOST_TAPS
    expect(page.locator("#act")).to_be_hidden()
    expect(page.locator("#bar")).to_be_hidden()
    assert len(stored(store)) == 1
    page.get_by_role("button", name="again").tap()
    expect(page.get_by_text("grey van")).to_be_hidden()
    page.get_by_text("Why, look for").tap()
    expect(page.get_by_text("grey van")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Arrived \d\d:\d\d$"))).to_be_visible()
    page.get_by_text("change", exact=True).tap()
    arrived = clock.time_text(clock.now() - timedelta(minutes=9))
    page.get_by_label("Arrived").fill(arrived)
    expect(page.get_by_text(f"Arrived {arrived}")).to_be_visible()
    page.get_by_label("No", exact=True).first.check()
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
    assert stored(store)[1]["answer"] == "No"
    scan(page, server, sheet, 2)
    expect(page.get_by_text("grey van")).to_be_visible()
    pocket.close()


def ask_state(page: Page, kind: str) -> None:
    """Answer the question of that kind, as far as one can without sending."""
    if kind == "number":
        for _ in range(2):
            page.get_by_role("button", name="Answer to the ask: one more").tap()
        page.get_by_role("button", name="Answer to the ask: one fewer").tap()
    elif kind == "words":
        page.get_by_placeholder("In words").fill("since Monday")
    else:
        expect(page.get_by_placeholder("Add words")).to_be_hidden()
        page.locator(".ask label", has_text="No").first.tap()
        page.get_by_placeholder("Add words").fill("three out")


@pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed here: npm install --no-save axe-core"
)
def test_each_kind_of_ask_is_answered_by_its_own_control_and_axe_finds_nothing(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Answered, with the text folded and the times open; words alone are no answer to a list."""
    kinds = (("yes_no", "No: three out"), ("number", "1"), ("words", "since Monday"))
    pocket = phone(browser, tmp_path / "phone", server, viewport=SMALL)
    page = pocket.new_page()
    for kind, answer in kinds:
        newer = brief(store, sheet.duty, ask_kind=kind)
        scan(page, server, newer, 1)
        ask_state(page, kind)
        page.get_by_text("change", exact=True).tap()
        assert violations(page) == []
        if kind == "yes_no":
            page.locator(".ask label", has_text="No").first.tap()
            page.get_by_role("button", name="I am leaving, send").tap()
            assert not page.evaluate("document.getElementById('log').checkValidity()")
            page.locator(".ask label", has_text="No").first.tap()
        page.get_by_role("button", name="I am leaving, send").tap()
        expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
        assert stored(store)[-1]["answer"] == answer
        scan(page, server, newer, 1)
        expect(page.get_by_text("grey van")).to_be_hidden()
        assert violations(page) == []
    pocket.close()
