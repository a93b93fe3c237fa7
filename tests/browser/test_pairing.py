"""Pairing in a real browser: what a stranger's phone holds, what goes when a pairing ends, what is
still sent.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, pairings, visits
from tests.browser import test_phone
from tests.browser.test_phone import Server, pair, phone, scan
from tests.builders.phones import rows, stored

pytestmark = pytest.mark.browser

CACHED = """async () => {
  const told = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      told.push(request.url, await (await (await caches.open(name)).match(request)).text());
    }
  }
  return told.join("\\n") + JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
}"""


server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""


def listened(page: Page) -> list[str]:
    """Return a list that fills with every address, header and body the page receives."""
    told: list[str] = []

    def heard(answer: Response) -> None:
        told.append(answer.url + json.dumps(answer.all_headers()))
        if answer.status not in range(300, 400):
            told.append(answer.text())

    page.on("response", heard)
    return told


def said(sheet: Briefing) -> list[str]:
    """Return everything on the sheet that only a paired phone may hold."""
    return [
        text
        for each in sheet.taskings
        for text in (each.area.name, each.why, each.look_for, each.ask)
    ]


def kept_pages(page: Page) -> int:
    """Return how many pages of sheets the phone keeps."""
    return int(page.evaluate("async () => (await (await caches.open('pages')).keys()).length"))


def end_all(store: Session) -> None:
    """End every pairing, as a sergeant does."""
    for each in pairings.current(store, at=clock.now()):
        pairings.end(store, each.pairing_id)


def test_a_phone_that_is_not_paired_holds_no_area_text_or_name(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """Not in the page, not in its caches, not in anything that went over the line."""
    page = phone(browser, tmp_path / "phone").new_page()
    told = listened(page)
    scan(page, server, sheet, 1)
    expect(page.get_by_role("link", name="Pair this phone")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    scan(page, server, sheet, 2)
    for path in (f"o/{sheet.taskings[0].pass_id}/sheet", "o/", "o/queue", "o/mine", "o/pair"):
        page.goto(f"{server.url}/{path}", wait_until="networkidle")
    everything = "\n".join([*told, page.content(), page.evaluate(CACHED)])
    assert "/o/queue" in page.evaluate(CACHED)
    assert [text for text in said(sheet) if text in everything] == []
    page.context.close()


def test_when_a_pairing_ends_the_kept_pages_go_and_the_queued_log_is_still_sent(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Written while paired without signal; the sergeant ends the pairing.

    Then the phone comes online.
    """
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    assert kept_pages(page) == len(sheet.taskings) + 1, "and the sheet as a whole"
    server.stop()
    scan(page, server, sheet, 2)
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 1")
    end_all(store)
    server.start()
    scan(page, server, sheet, 1)
    expect(page.get_by_role("link", name="Pair this phone")).to_be_visible()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0")
    assert kept_pages(page) == 0
    assert [text for text in said(sheet) if text in page.evaluate(CACHED)] == []
    assert [(row["collar"], row["late"]) for row in stored(store)] == [("4821", True)]
    pocket.close()


def test_what_others_answer_for_the_server_changes_nothing_on_the_phone(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """A network's login, a proxy, a page for maintenance: the kept sheet and the queue stay, and a
    reloaded tab of the pairing forgets nothing; another pairing does. What is not kept may be theirs.
    """
    pocket = phone(browser, tmp_path / "phone", server)
    page, paired = pocket.new_page(), pocket.pages[1]
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    for made, status in enumerate(("200", "302", "403", "404", "502"), start=1):
        server.line.state = status
        paired.goto(f"{server.url}/o/paired")
        scan(page, server, sheet, 1 + made % 2)
        expect(page.get_by_role("button", name="Nothing to report, send")).to_be_visible()
        page.get_by_role("button", name="Nothing to report, send").tap()
        expect(page.get_by_role("heading", name="Safe on this phone")).to_be_visible()
        page.goto(f"{server.url}/o/queue")
        expect(page.locator("#entries h2")).to_have_count(made)
        assert kept_pages(page) == len(sheet.taskings) + 1
    page.goto(f"{server.url}/o/mine")
    expect(page.get_by_role("heading", name="Log in to WiFi")).to_be_visible()
    server.line.state = "up"
    paired.goto(f"{server.url}/o/paired")
    expect(paired.locator("#bar")).to_contain_text("not confirmed yet: 0")
    assert kept_pages(page) == len(sheet.taskings) + 1
    assert len(stored(store)) == 5
    pair(paired, server, "4822")
    assert kept_pages(page) == 0
    pocket.close()


def test_a_log_of_a_phone_that_lost_its_pairing_waits_until_it_is_paired_again(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """It says why it waits, is never dropped, and goes by itself then."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    pocket.clear_cookies()
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_text("It waits on this phone. Pair the phone")).to_be_visible()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 1")
    assert stored(store) == []
    pair(page, server)
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0")
    assert [row["collar"] for row in stored(store)] == ["4821"]
    pocket.close()


def test_pairing_and_my_patrols_work_without_javascript(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Pair, send, see the visit with its grade, say something about it, hand the phone on."""
    page = phone(browser, tmp_path / "phone", server, java_script_enabled=False).new_page()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
    page.goto(f"{server.url}/o/mine")
    expect(page.get_by_text(visits.GRADES["C"])).to_be_visible()
    page.get_by_text("Add a word").tap()
    page.get_by_label("Your word on Market Square").fill("Position is off on this phone")
    page.get_by_role("button", name="Keep").tap()
    expect(page.get_by_text("Position is off on this phone")).to_be_visible()
    page.goto(f"{server.url}/o/paired")
    page.get_by_role("button", name="Hand this phone on").tap()
    expect(page.get_by_role("heading", name="Pair this phone")).to_be_visible()
    page.context.close()


def at(lng: float, lat: float) -> dict[str, Any]:
    """Return the options of a phone that stands there."""
    return {
        "geolocation": {"longitude": lng, "latitude": lat, "accuracy": 8},
        "permissions": ["geolocation"],
    }


def opened_elsewhere(
    browser: Browser, server: Server, sheet: Briefing, store: Session, folder: Path
) -> Page:
    """Return the page of Market Square on a phone that is in Station Road and says where it is."""
    move_away(store, "Station Road")
    page = phone(browser, folder / "phone", server, **at(-1.9725, 52.696)).pages[-1]
    page.get_by_role("button", name="Yes, this shift").tap()
    scan(page, server, sheet, 1)
    return page


def move_away(store: Session, area: str) -> None:
    """Move an area to the east, where none of the others is."""
    east = {
        "type": "Polygon",
        "coordinates": [[[-1.98, 52.69], [-1.97, 52.69], [-1.97, 52.7], [-1.98, 52.69]]],
    }
    with store.writing("brief") as written:
        written.cursor.execute(
            "UPDATE patrol_areas SET geometry = ? WHERE name = ?", [json.dumps(east), area]
        )


def test_a_position_is_noted_twice_after_one_question_a_shift(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Asked on pairing; on arriving and on leaving; the visit's grade is A."""
    pocket = phone(browser, tmp_path / "phone", server, **at(-1.998, 52.701))
    page = pocket.pages[-1]
    page.get_by_role("button", name="Yes, this shift").tap()
    scan(page, server, sheet, 1)
    expect(page.locator("input[name=arrived_lat]")).to_have_value("52.701")
    expect(page.get_by_role("button", name="Yes, this shift")).to_be_hidden()
    page.get_by_role("button", name="Engagements: one more").tap()
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
    (row,) = stored(store)
    assert (row["arrived_lat"], row["arrived_lng"], row["arrived_accuracy_m"]) == (
        52.701,
        -1.998,
        8,
    )
    assert (row["left_lat"], row["left_lng"]) == (52.701, -1.998)
    (own,) = pairings.current(store, at=clock.now())
    assert [each.grade for each in visits.own_visits(store, own, at=clock.now())] == ["A"]
    pocket.close()


def test_who_refuses_is_not_asked_again_and_no_position_is_sent(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Although the browser would give it."""
    pocket = phone(browser, tmp_path / "phone", server, **at(-2.0225, 52.696))
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="No", exact=True).tap()
    scan(page, server, sheet, 2)
    expect(page.get_by_role("button", name="Yes, this shift")).to_be_hidden()
    page.get_by_role("button", name="Engagements: one more").tap()
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
    (row,) = stored(store)
    assert (row["arrived_lat"], row["left_lat"]) == (None, None)
    assert "52.696" not in row["document"]
    pocket.close()


def test_a_phone_in_another_area_of_the_sheet_is_asked_once(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """You seem to be at …: change to it, or stay."""
    page = opened_elsewhere(browser, server, sheet, store, tmp_path)
    expect(page.get_by_text("You seem to be at 2 Station Road")).to_be_visible()
    page.get_by_role("button", name="Stay here").tap()
    expect(page.get_by_text("You seem to be at 2 Station Road")).to_be_hidden()
    page.reload()
    page.get_by_role("link", name="Change to it").tap()
    expect(page.get_by_role("heading", name="Station Road")).to_be_visible()
    expect(page.locator("input[name=arrived_lat]")).to_have_value("52.696")
    expect(page.locator("#elsewhere")).to_be_hidden()
    assert rows(store, "SELECT 1 AS one FROM patrol_logs") == []
    page.context.close()
