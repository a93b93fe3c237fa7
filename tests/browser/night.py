"""An officer's night with a phone, act by act, and what became of each note by what the phone said."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, pairings
from tests.browser.test_phone import Server, pair, phone, scan
from tests.builders.phones import rows
from tests.builders.waiting import until_page_says

DRAFT, COUNTS, BACK, GONE = "a draft", "counts", "taken back", "gone"
"""What became of a note: typed and not sent; sent; taken back; cleared, written over or another's."""

SHIFTED = """(() => {
    delete ServiceWorkerRegistration.prototype.sync;
    const hours = Number(localStorage.getItem("test clock") ?? 0);
    const RealDate = Date;
    const now = () => RealDate.now() + hours * 3600000;
    globalThis.Date = class extends RealDate {
        constructor(...given) { given.length ? super(...given) : super(now()); }
        static now() { return now(); }
    };
})()"""
"""The phone's clock is off by so many hours. The worker has a clock of its own that no test reaches,
so it sends nothing: Firefox's and Safari's never do.
"""

ENTRIES = """() => new Promise((done) => {
    const asked = indexedDB.open("patrolqr");
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = () => done([]);
    asked.onsuccess = () => {
        const all = asked.result.transaction("logs").objectStore("logs").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result); };
    };
})"""
"""Everything in the phone's queue."""

DRAFTS = ENTRIES.replace('"patrolqr"', '"patrolqr-drafts"').replace('"logs"', '"drafts"')
"""Everything that was typed and is kept for good."""

JUST_KEPT = """() => Object.keys(localStorage).filter((name) => name.startsWith("draft "))
    .map((name) => JSON.parse(localStorage.getItem(name)))"""
"""What was typed in the moment before a page was left."""


@dataclass
class Note:
    """Words, whose they are, where they were typed, and what became of them."""

    collar: str
    area: int
    fate: str


PRESS = """(found) => found.map((each) => {
    const words = each.closest(".entry").querySelector("[name=saw]").value;
    each.click();
    return words;
})"""
"""Press a button of the queue; return whose words it was, nothing where it is gone."""


@dataclass
class Night:
    """One phone, one officer at a time; and every note that was ever typed on it."""

    browser: Browser
    server: Server
    sheet: Briefing
    store: Session
    folder: Path
    collar: str
    notes: dict[str, Note] = field(default_factory=dict)
    area: int = 0
    sent: str = ""
    is_paired: bool = True
    pocket: BrowserContext = field(init=False)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self._open_browser()
        self.pair(self.collar)

    def _open_browser(self) -> None:
        self.pocket = phone(self.browser, self.folder)
        self.pocket.add_init_script(SHIFTED)
        self.page = self.pocket.new_page()

    @property
    def is_reached(self) -> bool:
        """Whether the phone reaches the server."""
        return self.server.line.state == "up" and self.server.is_running

    # what the officer does

    def pair(self, collar: str) -> None:
        """Pair the phone, and scan one code, so that the sheet is kept. Another's drafts go."""
        for note in self.notes.values():
            if note.fate == DRAFT and note.collar != collar:
                note.fate = GONE
        pair(self.page, self.server, collar)
        self.collar, self.is_paired = collar, True
        self.open(1)
        self.page.locator("html[data-sheet=kept]").wait_for()

    def open(self, area: int) -> None:
        """Scan a code: what was begun there stands there, else nothing does."""
        scan(self.page, self.server, self.sheet, area)
        self.area, self.sent = area, ""
        expect(self._saw()).to_have_value(self.begun())

    def reload(self) -> None:
        """Load the page anew."""
        self.page.reload(wait_until="domcontentloaded")
        self.sent = ""
        expect(self._saw()).to_have_value(self.begun())

    def write(self, words: str) -> None:
        """Note words, in the place of what stood there."""
        self._drop_draft()
        if not self._saw().is_visible():
            self.page.get_by_text("Saw, heard, learned").tap()
        self._saw().fill(words)
        self.notes[words] = Note(self.collar, self.area, DRAFT)

    def send(self) -> None:
        """Send what stands there; what the phone asks about is answered."""
        words = self.begun()
        self.page.get_by_role("button", name="I am leaving, send").tap()
        outcome = self.page.locator("#outcome")
        was_long = self.page.get_by_role("button", name="It was that long, send")
        is_ahead = self.page.get_by_role("alert").filter(has_text="has not come yet")
        outcome.or_(was_long).or_(is_ahead).filter(visible=True).first.wait_for()
        if is_ahead.is_visible():
            now = self.page.evaluate("new Date().toISOString()")
            self.page.get_by_label("Arrived").fill(clock.time_text(datetime.fromisoformat(now)))
            self.page.get_by_role("button", name="I am leaving, send").tap()
        elif was_long.is_visible():
            was_long.tap()
        expect(self._title()).to_have_text(re.compile("^(Stored|Safe|Kept|Not stored)|^Sending"))
        if self._title().inner_text().startswith("Sending"):
            expect(outcome).to_contain_text(re.compile("It is safe on this phone|Stored|Safe|Kept"))
        self.notes[words].fate = COUNTS
        self.sent = words

    def undo(self) -> None:
        """Take back what was sent last: its words stand in the form again."""
        self.page.locator("[data-undo]").tap()
        self.notes[self.sent].fate = DRAFT
        self.sent = ""
        self._wait_until_kept()

    def kill_tab(self) -> None:
        """Close the tab, a moment after the last key."""
        self._wait_until_kept()
        killed, self.page = self.page, self.pocket.new_page()
        killed.close()
        self.area, self.sent = 0, ""

    def kill_browser(self) -> None:
        """Close the browser, and open it anew."""
        self._wait_until_kept()
        self.pocket.close()
        self._open_browser()
        self.area, self.sent = 0, ""

    def set_clock(self, hours: int) -> None:
        """Set the phone's clock wrong, or right again; pages that are loaded from now on show it."""
        self.queue()
        self.page.evaluate("hours => localStorage.setItem('test clock', hours)", hours)

    def queue(self) -> None:
        """Open the page of what waits."""
        self.page.goto(f"{self.server.url}/o/queue", wait_until="domcontentloaded")
        self.area, self.sent = 0, ""
        entries = self.entries()
        if any(each["state"] != "undo" for each in entries):
            self.page.locator(".entry[id]").first.wait_for()

    def items(self, button: str) -> list[Locator]:
        """Return what is listed there and has that button, and holds a note; each stays the same one
        when its button goes.
        """
        listed = self.page.locator(".entry[id]").filter(
            has=self.page.get_by_role("button", name=button, exact=True)
        )
        # at once: what is sent meanwhile leaves the list
        found = listed.evaluate_all(
            "(all) => all.map((each) => [each.id, each.querySelector('[name=saw]')?.value])"
        )
        return [
            self.page.locator(f'.entry[id="{each}"]')
            for each, words in found
            if words in self.notes
        ]

    def remove(self, item: Locator) -> None:
        """Take one out of the queue, where it was not sent meanwhile."""
        button = item.get_by_role("button", name="Remove", exact=True)
        for words in button.evaluate_all(PRESS):
            self.notes[words].fate = BACK
        expect(button).to_be_hidden()

    def put_back(self, item: Locator) -> None:
        """Let one that was removed be sent after all."""
        words = self._words_of(item)
        item.get_by_role("button", name="Put back").tap()
        self.notes[words].fate = COUNTS
        expect(item.get_by_role("button", name="Put back", exact=True)).to_be_hidden()

    def mend(self, item: Locator, words: str) -> None:
        """Write one anew that still waits, where it was not sent meanwhile; it may be stored by then."""
        pressed = item.get_by_text("Read and mend").evaluate_all(PRESS)
        if not pressed:
            return
        old = self.notes[pressed[0]]
        item.get_by_label("Saw").fill(words)
        item.get_by_role("button", name="Send now").tap()
        expect(item.get_by_role("button", name="Send now")).to_be_hidden()
        old.fate = GONE
        self.notes[words] = Note(old.collar, old.area, COUNTS)

    def correct(self, log_id: str, words: str) -> None:
        """Correct a stored log."""
        (stored,) = [row for row in self.stored() if row["log_id"] == log_id]
        self.page.goto(
            f"{self.server.url}/o/{stored['pass_id']}/correct/{log_id}",
            wait_until="domcontentloaded",
        )
        self.area, self.sent = 0, ""
        old = self._saw().input_value()
        self.page.get_by_label("Saw").fill(words)
        self.page.locator("#corrected_why").fill("seen again")
        self.page.get_by_role("button", name="Send the correction").tap()
        expect(self._title()).to_have_text(re.compile("Corrected|Safe|Kept|already"))
        if "already" in self._title().inner_text():
            return
        self.notes[words] = Note(self.notes[old].collar, self.notes[old].area, COUNTS)
        self.notes[old].fate = GONE

    # what others do

    def end_pairings(self) -> None:
        """End every pairing, as a sergeant does."""
        for each in pairings.current(self.store, at=clock.now()):
            pairings.end(self.store, each.pairing_id)
        self.is_paired = False

    def forget_pairings(self) -> None:
        """Put back a database of before the phones were paired, as far as pairings go."""
        with self.store.writing("send") as written:
            written.cursor.execute("DELETE FROM pairings")
        pairings._registers.clear()
        self.is_paired = False

    def come_back(self) -> None:
        """Let everything work again, and look at the page of what waits."""
        self.server.line.state = "up"
        if not self.server.is_running:
            self.server.start()
        self.queue()

    def end(self, collars: list[str]) -> None:
        """Give each officer the phone once more, until everything of theirs is sent."""
        for collar in collars:
            self.pair(collar)
            self.queue()
            until_page_says(
                self.page,
                f"async () => !(await ({ENTRIES})()).some((each) => each.state === 'undo'"
                " || each.state === 'waiting' && !each.sentence)",
            )

    # what is known

    def has(self, fate: str) -> bool:
        """Return whether that became of some note."""
        return any(note.fate == fate for note in self.notes.values())

    def stored(self) -> list[dict[str, Any]]:
        """Return this night's logs as they count: current, not set aside, or kept for a sergeant."""
        found = rows(
            self.store,
            "SELECT log_id::VARCHAR AS log_id, pass_id, collar, saw, version FROM patrol_logs"
            " WHERE is_current AND set_aside_why IS NULL",
        )
        return [row for row in found if row["saw"] in self.notes]

    def unclaimed(self) -> list[dict[str, Any]]:
        """Return the words that wait for a sergeant, and the number they say they are of."""
        return rows(
            self.store,
            "SELECT log_id::VARCHAR AS log_id, version, written_as AS collar,"
            " document->>'$.saw' AS saw FROM unclaimed_logs"
            " QUALIFY version = max(version) OVER (PARTITION BY log_id)",
        )

    def entries(self) -> list[dict[str, Any]]:
        """Return what is in the phone's queue."""
        return list(self.page.evaluate(ENTRIES))

    def drafts(self) -> set[str]:
        """Return the words that are kept and not sent."""
        kept = [*self.page.evaluate(DRAFTS), *self.page.evaluate(JUST_KEPT)]
        return {words for draft in kept for words in draft["values"].get("saw", []) if words}

    def _title(self) -> Locator:
        return self.page.locator("#outcome h1")

    def _saw(self) -> Locator:
        return self.page.locator("#saw")

    def begun(self) -> str:
        """Return the words that were typed in this area by this officer and are not sent."""
        here = [
            words
            for words, note in self.notes.items()
            if (note.collar, note.area, note.fate) == (self.collar, self.area, DRAFT)
        ]
        return here[-1] if here else ""

    def _drop_draft(self) -> None:
        for note in self.notes.values():
            if (note.collar, note.area, note.fate) == (self.collar, self.area, DRAFT):
                note.fate = GONE

    def _words_of(self, item: Locator) -> str:
        field = item.locator("textarea[name=saw], input[name=saw]")
        return field.input_value() if field.count() else ""

    def _wait_until_kept(self) -> None:
        words = self.begun()
        if words:
            until_page_says(
                self.page,
                f"async (said) => JSON.stringify(await ({DRAFTS})()).includes(said)",
                f'"{words}"',
            )
