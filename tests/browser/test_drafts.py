"""What is typed and not sent outlives the page, the browser and its memory, with the arrival; and goes
when it is sent, cleared, or another officer takes the phone.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.browser import test_phone
from tests.browser.test_pairing import at, end_all, opened_elsewhere
from tests.browser.test_phone import Server, pair, phone, scan
from tests.builders.briefings import brief
from tests.builders.phones import stored
from tests.builders.waiting import until_page_says

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

KEPT = """async (said) => {
  const opened = (await indexedDB.databases()).some(({name}) => name === "patrolqr-drafts")
    && await new Promise((done) => {
      const request = indexedDB.open("patrolqr-drafts");
      request.onsuccess = () => done(request.result);
    });
  const drafts = opened ? await new Promise((done) => {
      const request = opened.transaction("drafts").objectStore("drafts").getAll();
      request.onsuccess = () => done(request.result);
    }) : [];
  if (opened) opened.close();
  return JSON.stringify(drafts).includes(said);
}"""
"""Whether the phone's drafts hold this text."""

NEVER = "IDBFactory.prototype.open = () => ({});"
"""A browser whose memory never answers."""

FULL = """IDBObjectStore.prototype.put = function () {
  throw new DOMException('full', 'QuotaExceededError'); };"""
"""A browser whose memory is full."""

LOST_ONCE = """const begin = IDBDatabase.prototype.transaction;
let lost = 0;
IDBDatabase.prototype.transaction = function (...asked) {
  if (this.name === 'patrolqr' && asked[1] === 'readwrite' && !lost++)
    throw new DOMException('closing', 'InvalidStateError');
  return begin.apply(this, asked); };"""
"""A browser that has lost the connection to its memory when a log is put there."""


ABORTED = """for (const going of ['pagehide', 'visibilitychange']) addEventListener(going, () => {
  IDBObjectStore.prototype.put = () => ({}); }, {capture: true});"""
"""A browser that ends what its memory has begun to write when a page goes, as Firefox may."""

SLOW = """const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (name, ...more) {
  const request = open.call(this, name, ...more);
  if (name !== 'patrolqr-drafts' || !localStorage.getItem('slow')) return request;
  const late = {};
  request.onsuccess = () => setTimeout(() => {
    late.result = request.result;
    late.onsuccess();
  }, 700);
  return late; };"""
"""A browser whose memory is busy, once it is told to be."""

BUSY = """const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (name, ...more) {
  if (name !== 'patrolqr-drafts' || !localStorage.getItem('busy')) return open.call(this, name, ...more);
  localStorage.asked = 1 + Number(localStorage.asked ?? 0);
  return {}; };"""
"""A browser whose memory does not answer while it is told not to; it counts how often it was asked."""

HEARD_A_BANG = """(box) => {
  box.value = "a bang"; box.dispatchEvent(new Event("input", {bubbles: true})); }"""
"""Typed, whether or not the page has unfolded it yet."""

CAME = f"{clock.local(clock.now() - timedelta(minutes=17)):%H:%M}"
"""When the officer came: a time that has come, whatever the hour."""


def write(page: Page, words: str) -> None:
    """Begin a visit as an officer does: came 17 minutes ago, counts, searches twice, notes words."""
    page.get_by_text("change", exact=True).tap()
    page.get_by_label("Arrived").fill(CAME)
    page.get_by_label("Not seen").check()
    page.locator("#answer").fill("from the pavement")
    page.get_by_role("button", name="Engagements: one more").tap()
    for _ in range(2):
        page.get_by_role("button", name="Stop-searches: one more").tap()
    second = page.locator("[name='stop_search-1-outcome']")
    second.select_option(label="Community resolution")
    page.get_by_text("Saw, heard, learned").tap()
    page.get_by_label("Saw").fill(words)


def expect_written(page: Page, words: str) -> None:
    """Expect all of it on the page, with its one line."""
    expect(page.get_by_text(re.compile(r"Started \d\d:\d\d, not sent\."))).to_be_visible()
    expect(page.get_by_label("Saw")).to_have_value(words)
    expect(page.get_by_label("Saw")).to_be_visible()
    expect(page.get_by_text(f"Arrived {CAME}")).to_be_visible()
    expect(page.get_by_label("Not seen")).to_be_checked()
    expect(page.locator("#answer")).to_have_value("from the pavement")
    expect(page.get_by_role("spinbutton", name="Engagements")).to_have_value("1")
    outcome = page.locator("[name='stop_search-1-outcome'] option:checked")
    expect(outcome).to_have_text("Community resolution")
    expect(page.get_by_role("button", name="Nothing to report, send")).to_be_hidden()


def expect_blank(page: Page) -> None:
    """Expect a page on which nothing was typed."""
    expect(page.get_by_role("button", name="Nothing to report, send")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Engagements")).to_have_value("0")
    expect(page.locator("#saw")).to_have_value("")


def send(page: Page) -> None:
    """Send, and see it stored; a stay that began long ago is asked about."""
    page.get_by_role("button", name="I am leaving, send").tap()
    is_stored = page.get_by_role("heading", name=re.compile("Stored"))
    was_long = page.get_by_role("button", name="It was that long, send")
    is_stored.or_(was_long).first.wait_for()
    if was_long.is_visible():
        was_long.tap()
    expect(is_stored).to_be_visible()


def test_what_was_typed_outlives_the_page_and_the_browser(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """A reload, my patrols and back, another code and back, a killed browser without signal, a new
    text and a newer sheet's code; sent once, it is gone.
    """
    words = "grey van by the bins"
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    write(page, words)
    page.reload()
    expect_written(page, words)
    page.get_by_role("link", name="my patrols").tap()
    page.get_by_role("link", name=re.compile("^Begun .*Market Square")).tap()
    expect_written(page, words)
    scan(page, server, sheet, 2)
    expect_blank(page)
    page.get_by_role("link", name=re.compile("^Begun .*Market Square")).tap()
    expect_written(page, words)
    until_page_says(page, KEPT, words)
    server.stop()
    pocket.close()
    pocket = phone(browser, tmp_path / "phone")
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    expect_written(page, words)
    server.start()
    newer = brief(store, sheet.duty, why="9 calls since noon", ask_kind="yes_no")
    page.reload()
    show = page.get_by_role("link", name="Show the new text")
    show.or_(page.get_by_text("9 calls since noon")).first.wait_for()
    if show.is_visible():
        show.tap()
    expect(page.get_by_text("9 calls since noon")).to_be_visible()
    expect_written(page, words)
    scan(page, server, newer, 1)
    expect_written(page, words)
    page.locator("[name='stop_search-1-outcome']").select_option("")  # it needs more answers
    send(page)
    (row,) = stored(store)
    assert (row["saw"], row["engagements"], row["stop_searches"]) == (words, 1, 2)
    assert row["answer"] == "Not seen: from the pavement"
    page.get_by_role("button", name="again").tap()
    expect_blank(page)
    expect(page.get_by_text("not sent")).to_be_hidden()
    assert not page.evaluate(KEPT, words)
    pocket.close()


def begin(page: Page, server: Server, sheet: Briefing, words: str) -> str:
    """Open the first area's code, note words there, see them kept, and return the page's address."""
    scan(page, server, sheet, 1)
    page.get_by_text("Saw, heard, learned").tap()
    page.get_by_label("Saw").fill(words)
    until_page_says(page, KEPT, words)
    return f"{server.url}/o/{sheet.taskings[0].pass_id}"


def correct(page: Page, store: Session, address: str, words: str) -> str:
    """Send the visit that was begun, begin to correct it, and return the address of that page."""
    send(page)
    (first,) = stored(store)
    address += f"/correct/{first['log_id']}"
    page.goto(address)
    page.get_by_label("Saw").fill(words)
    until_page_says(page, KEPT, words)
    return address


def test_a_draft_is_its_officers_and_stays_until_it_is_cleared(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """An ended pairing takes the page and leaves the words, for the same officer; they can be
    cleared, here and on the page of what waits, and put back; another officer finds nothing.
    """
    pocket = phone(browser, tmp_path / "phone", server, **at(-1.998, 52.701))
    page = pocket.new_page()
    begin(page, server, sheet, "shutter half up")
    beside = pocket.new_page()
    scan(beside, server, sheet, 1)
    expect(beside.get_by_label("Saw")).to_have_value("shutter half up")
    end_all(store)
    page.reload()
    expect(page.get_by_text(re.compile("pairing has ended|Pair this phone"))).to_be_visible()
    pair(page, server)  # the code it had open opens by itself
    expect(page.get_by_label("Saw")).to_have_value("shutter half up")
    page.get_by_role("button", name="Clear").tap()
    expect_blank(page)
    expect(beside.locator("#saw")).to_have_value("")
    page.get_by_role("button", name="Put back").tap()
    expect(page.get_by_label("Saw")).to_have_value("shutter half up")
    until_page_says(page, KEPT, "shutter half up")
    page.goto(f"{server.url}/o/queue")
    expect(page.get_by_text("Saw: shutter half up")).to_be_visible()
    page.get_by_role("button", name="Clear").tap()
    expect(page.get_by_text("Cleared.")).to_be_visible()
    page.get_by_role("button", name="Put back").tap()
    until_page_says(page, KEPT, "shutter half up")
    pair(page, server, "5150")
    until_page_says(page, f"async (said) => !(await ({KEPT})(said))", "shutter half up")
    scan(page, server, sheet, 1)
    expect_blank(page)
    pocket.close()


def test_the_last_tap_before_a_page_goes_is_kept_too(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """Also where the browser ends what the page has only begun to write."""
    pocket = phone(browser, tmp_path / "phone", server)
    pocket.add_init_script(ABORTED)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    page.get_by_role("button", name="Engagements: one more").tap()
    page.goto(f"{server.url}/o/mine")
    page.get_by_role("link", name=re.compile("^Begun .*Market Square")).tap()
    expect(page.get_by_role("spinbutton", name="Engagements")).to_have_value("1")
    pocket.close()


@pytest.mark.parametrize("trouble", [NEVER, FULL, LOST_ONCE])
def test_a_phone_that_keeps_nothing_sends_straight_or_stays_with_the_words(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path, trouble: str
) -> None:
    """In the queue's stead the network; without that the page says so, and a reload has the words
    from elsewhere. A connection that was lost is opened anew, and the log waits in the queue.
    """
    pocket = phone(browser, tmp_path / "phone", server)
    pocket.add_init_script(trouble)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_text("Saw, heard, learned").tap()
    page.get_by_label("Saw").fill("two bikes")
    page.locator("html[data-sheet=kept]").wait_for()
    server.stop()
    page.get_by_role("button", name="I am leaving, send").tap()
    if trouble == LOST_ONCE:
        expect(page.get_by_role("heading", name=re.compile("Safe on this phone"))).to_be_visible()
        server.start()
        expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0", timeout=20_000)
    else:
        expect(page.get_by_role("alert")).to_contain_text("your words stay on this page")
        expect(page.get_by_label("Saw")).to_have_value("two bikes")
        scan(page, server, sheet, 1)
        expect(page.get_by_label("Saw")).to_have_value("two bikes")
        server.start()
        send(page)
    assert [row["saw"] for row in stored(store)] == ["two bikes"]
    pocket.close()


def test_words_go_along_to_the_right_area_and_on_a_visit_of_ones_own_wait_for_signal(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """*Change to it* takes the visit along, an answer as a note; *Keep* without signal keeps it."""
    page = opened_elsewhere(browser, server, sheet, store, tmp_path)
    page.get_by_label("Not seen").check()
    page.get_by_text("change", exact=True).tap()
    page.get_by_label("Arrived").fill(CAME)
    page.get_by_role("link", name="Change to it").tap()
    expect(page.get_by_role("heading", name="Station Road")).to_be_visible()
    expect(page.get_by_text(f"Arrived {CAME}")).to_be_visible()
    expect(page.get_by_label("Saw")).to_have_value("Answer to an earlier question: Not seen.")
    send(page)
    assert [row["arrived_lat"] for row in stored(store)] == [52.696]
    page.goto(f"{server.url}/o/mine")
    server.stop()
    page.get_by_text(re.compile("Add a word|Say what happened")).tap()
    page.get_by_label("Your word on Station Road").fill("the gate was locked")
    page.get_by_role("button", name="Keep").tap()
    expect(page.get_by_text("Your words are kept on this phone")).to_be_visible()
    server.start()
    page.reload()
    expect(page.get_by_label("Your word on Station Road")).to_have_value("the gate was locked")
    page.get_by_role("button", name="Keep").tap()
    expect(page.locator("blockquote")).to_have_text("the gate was locked")
    assert not page.evaluate(KEPT, "the gate was locked")
    page.context.close()


def test_a_correction_that_was_begun_outlives_the_page_too(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """A reload, my patrols and back from there, a killed tab; cleared it is gone, sent it is gone."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    begin(page, server, sheet, "one van")
    send(page)
    (first,) = stored(store)
    address = f"{server.url}/o/{sheet.taskings[0].pass_id}/correct/{first['log_id']}"
    page.goto(address)
    page.get_by_label("Saw").fill("two vans")
    page.get_by_role("button", name="Stop-searches: one more").tap()
    page.reload()
    expect(page.get_by_text(re.compile(r"Started \d\d:\d\d, not sent\."))).to_be_visible()
    expect(page.get_by_label("Saw")).to_have_value("two vans")
    until_page_says(page, KEPT, "two vans")
    page.close()
    page = pocket.new_page()
    page.goto(f"{server.url}/o/queue")
    expect(page.get_by_text("Saw: two vans")).to_be_visible()
    page.get_by_role("link", name="Go on").tap()
    expect(page.get_by_label("Saw")).to_have_value("two vans")
    expect(page.get_by_role("spinbutton", name="Stop-searches")).to_have_value("1")
    page.get_by_role("button", name="Clear").tap()
    expect(page.get_by_label("Saw")).to_have_value("one van")
    assert not page.evaluate(KEPT, "two vans")
    page.get_by_label("Saw").fill("three vans")
    page.get_by_label("Why it is corrected").fill("counted again")
    until_page_says(page, KEPT, "three vans")
    page.get_by_role("button", name="Send the correction").tap()
    expect(page.get_by_role("heading", name="Corrected")).to_be_visible()
    assert not page.evaluate(KEPT, "three vans")
    assert [row["saw"] for row in stored(store)] == ["one van", "three vans"]
    pocket.close()


@pytest.mark.parametrize("is_corrected", [True, False])
def test_what_is_typed_before_a_busy_memory_answers_does_not_go_over_what_it_holds(
    browser: Browser,
    server: Server,
    sheet: Briefing,
    store: Session,
    tmp_path: Path,
    *,
    is_corrected: bool,
) -> None:
    """The page is left before what was begun there is found: both are kept, each by itself."""
    pocket = phone(browser, tmp_path / "phone", server)
    pocket.add_init_script(SLOW)
    page = pocket.new_page()
    address = begin(page, server, sheet, "one van")
    words = "two vans" if is_corrected else "one van"
    if is_corrected:
        address = correct(page, store, address, words)
    page.goto(f"{server.url}/o/queue")
    page.evaluate("localStorage.setItem('slow', 'yes')")
    page.goto(address, wait_until="domcontentloaded")
    page.locator("#heard").evaluate(HEARD_A_BANG)
    page.goto(f"{server.url}/o/queue")
    expect(page.get_by_text(f"Saw: {words}")).to_be_visible()
    expect(page.get_by_text("Heard: a bang")).to_be_visible()
    pocket.close()


@pytest.mark.parametrize("is_corrected", [True, False])
def test_a_memory_that_is_busy_for_long_is_asked_until_it_says_what_it_holds(
    browser: Browser,
    server: Server,
    sheet: Briefing,
    store: Session,
    tmp_path: Path,
    *,
    is_corrected: bool,
) -> None:
    """Meanwhile the page stands without the words, nothing goes over them, and what is typed joins them."""
    pocket = phone(browser, tmp_path / "phone", server)
    pocket.add_init_script(BUSY)
    page = pocket.new_page()
    address = begin(page, server, sheet, "one van")
    shown, words = ("one van", "two vans") if is_corrected else ("", "one van")
    if is_corrected:
        address = correct(page, store, address, words)
    page.evaluate("localStorage.setItem('busy', 'yes')")
    beside = pocket.new_page()
    beside.goto(address, wait_until="domcontentloaded")
    # two looks of the form, each tried twice, and on; where nothing is corrected the bar looks, too
    asked = 4 if is_corrected else 6
    beside.wait_for_function("(most) => Number(localStorage.asked) > most", arg=asked)
    expect(beside.locator("#saw")).to_have_value(shown)
    beside.locator("#heard").evaluate(HEARD_A_BANG)
    beside.evaluate("localStorage.removeItem('busy')")
    expect(beside.locator("#saw")).to_have_value(words)
    expect(beside.locator("#heard")).to_have_value("a bang")
    for each in (words, "a bang"):
        until_page_says(page, KEPT, each)
    beside.goto(f"{server.url}/o/queue")
    expect(beside.get_by_text(f"Saw: {words}")).to_have_count(1)
    expect(beside.get_by_text("Heard: a bang")).to_have_count(1)
    pocket.close()


def test_a_word_on_a_visit_waits_for_a_busy_memory_too(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """What is typed meanwhile follows what was kept, here as on the form."""
    pocket = phone(browser, tmp_path / "phone", server)
    pocket.add_init_script(BUSY)
    page = pocket.new_page()
    begin(page, server, sheet, "one van")
    send(page)
    page.goto(f"{server.url}/o/mine")
    word = page.get_by_label(re.compile("^Your word on"))
    page.get_by_text(re.compile("Add a word|Say what happened")).tap()
    word.fill("the gate")
    until_page_says(page, KEPT, "the gate")
    page.evaluate("localStorage.setItem('busy', 'yes')")
    beside = pocket.new_page()
    beside.goto(f"{server.url}/o/mine", wait_until="domcontentloaded")
    beside.get_by_text(re.compile("Add a word|Say what happened")).tap()
    word = beside.get_by_label(re.compile("^Your word on"))
    word.fill("was locked")
    beside.wait_for_function("() => Number(localStorage.asked) > 4")
    beside.evaluate("localStorage.removeItem('busy')")
    expect(word).to_have_value("the gate was locked")
    until_page_says(page, KEPT, "the gate was locked")
    beside.goto(f"{server.url}/o/queue")
    expect(beside.get_by_text("the gate was locked")).to_have_count(1)
    expect(beside.get_by_text("the gate", exact=True)).to_have_count(0)
    pocket.close()
