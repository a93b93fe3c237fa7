"""What became of a log is asked, not guessed: an answer that was lost, undo, remove and mend; and times."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.browser import test_phone
from tests.browser.test_phone import Server, phone, scan
from tests.builders.phones import stored

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

TAKEN_BACK = "Taken back: it does not count."

SENT_THEN_PRESSED = """async () => {
    const queue = await import("/o/assets/queue.mjs");
    for (const entry of await queue.all()) {
        await queue.sendStraight(entry);
        await queue.drop(entry.log_id);
    }
    document.querySelector("[data-remove]").click();
}"""
"""Send what waits as another page does, and press before the list that is shown has heard of it."""


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=re.compile(text))).to_be_visible()


def leave(page: Page, saw: str) -> None:
    """Say what was seen, and send."""
    if not page.get_by_label("Saw").is_visible():
        page.get_by_text("Saw, heard, learned").tap()
    page.get_by_label("Saw").fill(saw)
    page.get_by_role("button", name="I am leaving, send").tap()


def told(store: Session) -> list[tuple[str, bool]]:
    """Return what was seen in each current log, and whether it counts."""
    rows = [row for row in stored(store) if row["is_current"]]
    return [(row["saw"], row["set_aside_why"] is None) for row in rows]


def test_undo_remove_and_mend_go_to_the_server_whatever_became_of_the_log(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """The answer is lost, or the log is still on its way: nothing is told twice, or counts after it
    was taken back; and no page says of it that it waits.
    """
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    server.line.state = "answer lost"
    leave(page, "one")
    heading(page, "Safe on this phone")
    expect(page.get_by_text("it may be stored already")).to_be_visible()
    server.line.state = "up"
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text(TAKEN_BACK)).to_be_visible()
    expect(page.get_by_label("Saw")).to_have_value("one")

    server.line.state = "held"
    leave(page, "two")
    expect(page.get_by_text("It is safe on this phone already.")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    heading(page, "Taking back")
    server.line.state = "up"
    expect(page.get_by_text(TAKEN_BACK)).to_be_visible()
    assert told(store) == [("one", False), ("two", False)]

    server.line.state = "answer lost"
    leave(page, "three")
    heading(page, "Safe on this phone")
    page.goto(f"{server.url}/o/queue")
    expect(page.get_by_text("No answer yet: it may be stored already.")).to_be_visible()
    page.get_by_text("Read and mend").tap()
    page.get_by_label("Saw").fill("four")
    server.line.state = "up"
    expect(page.get_by_text("Stored meanwhile")).to_be_visible()
    page.get_by_role("button", name="Send now").tap()
    expect(page.get_by_text("Nothing waits on this phone")).to_be_visible()
    assert told(store)[2:] == [("four", True)]

    scan(page, server, sheet, 2)
    server.line.state = "answer lost"
    leave(page, "five")
    heading(page, "Safe on this phone")
    page.goto(f"{server.url}/o/queue")
    page.get_by_role("button", name="Remove").tap()
    expect(page.get_by_text("It is taken back as soon as there is signal.")).to_be_visible()
    server.line.state = "up"
    page.reload()
    expect(page.get_by_text(TAKEN_BACK)).to_be_visible()
    assert told(store)[3:] == [("five", False)]
    page.get_by_role("button", name="Put back").tap()
    scan(page, server, sheet, 3)
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0")
    assert told(store)[3:] == [("five", False), ("five", True)]
    pocket.close()


def test_what_was_sent_just_before_it_was_removed_is_taken_back_and_can_be_put_back(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """The list still shows it as waiting: its words are not lost with the log that is taken back."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    server.line.state = "error"
    leave(page, "one")
    heading(page, "Safe on this phone")
    page.goto(f"{server.url}/o/queue")
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    server.line.state = "up"
    page.evaluate(SENT_THEN_PRESSED)
    expect(page.get_by_text(TAKEN_BACK)).to_be_visible()
    assert told(store) == [("one", False)]
    expect(page.get_by_label("Saw")).to_have_value("one")
    page.get_by_role("button", name="Put back").tap()
    page.reload()
    expect(page.get_by_text("Nothing waits on this phone")).to_be_visible()
    assert told(store) == [("one", False), ("one", True)]
    pocket.close()


def test_times_are_the_forces_whatever_the_phone_is_set_to_and_a_long_stay_is_asked_about(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    pocket = phone(browser, tmp_path / "phone", server, timezone_id="Asia/Tokyo")
    page = pocket.new_page()
    before = clock.now() - timedelta(minutes=1)
    scan(page, server, sheet, 1)
    shown = page.get_by_label("Arrived").input_value()
    assert clock.time_text(before) <= shown <= clock.time_text(clock.now())
    came = clock.now() - timedelta(minutes=2 * sheet.taskings[0].minutes + 2)
    page.locator(".stay > summary").tap()
    page.get_by_label("Arrived").fill(clock.time_text(came))
    leave(page, "a van")
    asked = page.get_by_role("alert").filter(has_text="or now?")
    expect(asked).to_contain_text(f"Arrived {clock.time_text(came)}, or now?")
    page.get_by_role("button", name="It was that long, send").tap()
    heading(page, "Stored")
    scan(page, server, sheet, 2)
    page.locator(".stay > summary").tap()
    page.get_by_label("Arrived").fill(clock.time_text(came))
    leave(page, "a car")
    page.get_by_role("button", name="Arrived now, send").tap()
    heading(page, "Stored")
    first, second = stored(store)
    minute_us = 60_000_000
    assert first["arrived_us"] // minute_us == int(came.timestamp() // 60)
    assert second["left_us"] is None
    assert second["arrived_us"] > first["arrived_us"] + 30 * minute_us
    pocket.close()


def test_a_correction_is_sent_with_the_stored_times_from_a_phone_whose_clock_is_slow(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    leave(page, "a van")
    heading(page, "Stored")
    (first,) = stored(store)
    page.clock.set_fixed_time(clock.now() - timedelta(hours=2))
    page.goto(f"{server.url}/o/{sheet.taskings[0].pass_id}/correct/{first['log_id']}")
    page.get_by_label("Saw").fill("a grey van")
    page.locator("#corrected_why").fill("seen again")
    page.get_by_role("button", name="Send the correction").tap()
    heading(page, "Corrected")
    second = next(row for row in stored(store) if row["is_current"])
    assert (second["saw"], second["version"]) == ("a grey van", 2)
    assert (second["arrived_us"], second["left_us"]) == (first["arrived_us"], first["left_us"])
    pocket.close()
