"""The phone in a real browser: two taps, no script, no signal, a server that fails, and a browser
that was closed.
"""

import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.phone import routes
from patrolqr.store import Session, pairings
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.phones import stored
from tests.builders.waiting import until
from tests.conftest import QUIET, chromium

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "timezone_id": "Europe/London",
    "locale": "en-GB",
}


class Line:
    """The way to the server: up, held, answering 500 to logs, losing the answer after the log was
    stored, or somebody else answering everything with that status.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.state = "up"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or fail as the state says."""
        if scope["type"] != "http" or self.state == "up":
            await self.app(scope, receive, send)
        elif self.state == "held":
            while self.state == "held":
                await anyio.sleep(0.01)
            await self.app(scope, receive, send)
        elif self.state == "error" and scope["method"] == "POST":
            await _plain(send, 500)
        elif self.state == "answer lost" and scope["method"] == "POST":
            await self.app(scope, receive, _nobody)
            await _plain(send, 504)
        elif self.state.isdecimal():
            status = 200 if scope["path"] == "/login" else int(self.state)
            await _plain(send, status, b"<!doctype html><h1>Log in to WiFi</h1>")
        else:
            await self.app(scope, receive, send)


async def _plain(
    send: Callable[[Message], Awaitable[None]], status: int, body: bytes = b"trouble"
) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", b"text/html"), (b"location", b"/login")],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def _nobody(message: Message) -> None:
    """Lose the message."""


class Server:
    """A real server of the phone's routes, which can be stopped and started on the same port."""

    def __init__(self, store: Session) -> None:
        self.line = Line(Starlette(routes=routes(store)))
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether it is started."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Start and wait until it answers."""
        self._server = uvicorn.Server(
            uvicorn.Config(self.line, port=self.port, log_level="error", lifespan="off")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until(lambda: self._server.started, lambda: "the phones' door never answered")
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Stop, as a server does that is restarted."""
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join()


@pytest.fixture
def sheet(store: Session) -> Briefing:
    """Return a briefing for the shift that is on now, its questions answered by yes or no."""
    return brief(store, duty_now(), ask_kind="yes_no")


@pytest.fixture
def server(store: Session) -> Iterator[Server]:
    """Give a running server."""
    running = Server(store)
    yield running
    running.stop()


def phone(
    browser: Browser, folder: Path, pairs: Server | None = None, **options: Any
) -> BrowserContext:
    """Return a phone's browser whose memory is in the folder, paired with that server as in the
    briefing room.
    """
    opened = browser.browser_type.launch_persistent_context(
        str(folder), executable_path=chromium(), args=QUIET, **{**PHONE, **options}
    )
    if pairs is not None:
        pair(opened.new_page(), pairs)
    return opened


def pair(page: Page, server: Server, collar: str = "4821") -> None:
    """Scan the room's code and give the collar number."""
    page.goto(
        f"{server.url}/O/PAIR/{pairings.room_code(at=clock.now())}", wait_until="domcontentloaded"
    )
    page.get_by_label("Collar number").fill(collar)
    page.get_by_role("button", name="Pair").tap()
    # where a code was scanned before, its page opens instead of the one that says so
    expect(page.locator(f"body[data-collar='{collar}']")).to_be_visible()


def scan(page: Page, server: Server, sheet: Briefing, number: int) -> None:
    """Open the code of that area as a camera does: in capitals."""
    page.goto(f"{server.url}/O/{sheet.taskings[number - 1].pass_id}", wait_until="domcontentloaded")


def test_nothing_to_report_takes_two_taps(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """One opens the scanned code, the other sends; the next area is one more away.

    Undo takes it back.
    """
    page = phone(browser, tmp_path / "phone", server).new_page()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("heading", name=re.compile(r"Stored \d\d:\d\d"))).to_be_visible()
    assert [row["engagements"] for row in stored(store)] == [0]
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("button", name="Nothing to report, send")).to_be_visible()
    assert stored(store)[0]["set_aside_why"]
    page.context.close()


def test_everything_works_without_javascript(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """The plain form, filled in and sent."""
    page = phone(browser, tmp_path / "phone", server, java_script_enabled=False).new_page()
    scan(page, server, sheet, 2)
    page.get_by_label("Not seen").check()
    page.get_by_role("spinbutton", name="Stop-searches").fill("1")
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_text("1 stop-search")).to_be_visible()
    (row,) = stored(store)
    assert (row["stop_searches"], row["answer"]) == (1, "Not seen")
    page.context.close()


def test_five_logs_without_signal_arrive_once_each_after_the_browser_was_closed(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Scan one code in the briefing room; then no signal, three codes, five logs, a closed browser.

    Then signal.
    """
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    server.stop()
    for made, number in enumerate((1, 2, 3, 2, 1), start=1):
        scan(page, server, sheet, number)
        expect(
            page.get_by_role("heading", name=sheet.taskings[number - 1].area.name)
        ).to_be_visible()
        for _ in range(made):
            page.get_by_role("button", name="Engagements: one more").tap()
        page.get_by_role("button", name="I am leaving, send").tap()
        expect(page.get_by_role("heading", name=re.compile("Safe on this phone"))).to_be_visible()
        expect(page.locator("#bar")).to_contain_text(f"not confirmed yet: {made}")
    pocket.close()
    server.start()
    pocket = phone(browser, tmp_path / "phone")
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0")
    areas = {tasking.area.area_id: tasking.number for tasking in sheet.taskings}
    found = sorted((row["engagements"], areas[row["area_id"]]) for row in stored(store))
    assert found == [(1, 1), (2, 2), (3, 3), (4, 2), (5, 1)]
    assert all(row["arrived_us"] <= row["left_us"] <= row["sent_us"] for row in stored(store))
    pocket.close()


@pytest.mark.parametrize("trouble", ["error", "answer lost"])
def test_a_server_in_trouble_loses_nothing_and_stores_once(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path, trouble: str
) -> None:
    """It answers 500, or stores the log and its answer never arrives; the phone sends again."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    server.line.state = trouble
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 1")
    server.line.state = "up"
    expect(page.locator("#bar")).to_contain_text("not confirmed yet: 0")
    assert len(stored(store)) == 1
    pocket.close()


def test_a_stuck_log_can_be_read_mended_and_sent(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """The server refuses it; the phone says why, keeps it, and lets it be mended and exported."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 3)
    page.get_by_role("spinbutton", name="Arrests").evaluate(
        """input => { input.max = 9999; input.value = 500;
                     input.dispatchEvent(new Event("input", {bubbles: true})); }"""
    )
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_text("must be a whole number from 0 to 100")).to_be_visible()
    page.locator("#bar a").tap()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").tap()
    assert '"arrests": 500' in Path(download.value.path()).read_text("utf-8")
    page.get_by_text("Read and mend").tap()
    page.get_by_label("Arrests").fill("1")
    page.get_by_role("button", name="Send now").tap()
    expect(page.get_by_text("Nothing waits on this phone")).to_be_visible()
    assert [row["arrests"] for row in stored(store)] == [1]
    pocket.close()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("grey Transit AB12 CDE", "a number plate"),
        ("he gave 07700 900 123", "a phone number"),
        ("John Smith, 01/02/1990", "a date of birth"),
        ("lives at 14 Mill Street", "an address"),
        ("spoke to Mr Patel", "somebody's name"),
    ],
)
def test_personal_details_are_asked_about_before_they_leave_the_phone(
    browser: Browser,
    server: Server,
    sheet: Briefing,
    store: Session,
    tmp_path: Path,
    text: str,
    kind: str,
) -> None:
    """The officer changes the words, or says why they stay."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_text("Saw, heard, learned").tap()
    page.get_by_label("Saw").fill(text)
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_role("alert")).to_contain_text(f"looks like {kind}")
    assert stored(store) == []
    page.get_by_label("Or leave it in, because").fill("asked to by the control room")
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
    assert stored(store)[0]["kept_why"] == "asked to by the control room"
    pocket.close()


def test_a_time_that_has_not_come_is_asked_about_before_it_leaves_the_phone(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """By the same rule and in the same words as for a page without a script."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    soon = clock.time_text(clock.now() + timedelta(minutes=30))
    page.get_by_text("change", exact=True).tap()
    page.get_by_label("Arrived").fill(soon)
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("alert")).to_have_text(
        f"“Arrived” says {soon}, which has not come yet. Correct it and send again."
    )
    assert stored(store) == []
    page.get_by_label("Arrived").fill(clock.time_text(clock.now() - timedelta(minutes=1)))
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("heading", name=re.compile("Stored"))).to_be_visible()
    pocket.close()


def test_ordinary_notes_are_not_asked_about(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Numbers, times and places that say nothing about a person."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.get_by_text("Saw, heard, learned").tap()
    page.get_by_label("Saw").fill(
        "3 youths at 21:40 by Mill Street, 2 e-scooters, shutter 14 half up, CAD 123 of 23/11/2026"
    )
    page.get_by_text("Tactics, cut short").tap()
    page.get_by_role("radio", name="Custody").tap()
    page.get_by_role("button", name="I am leaving, send").tap()
    expect(page.get_by_text("Cut short (custody), notes")).to_be_visible()
    assert stored(store)[0]["cut_short"] == "Custody"
    pocket.close()


def test_a_page_from_memory_says_that_the_sheet_has_changed(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """On a slow line the known text opens at once.

    The new one is announced when it arrives, and is a tap away.
    """
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    brief(store, sheet.duty, why="9 calls since noon")
    server.line.state = "held"
    scan(page, server, sheet, 1)
    expect(page.get_by_text("7 calls")).to_be_visible()
    server.line.state = "up"
    page.get_by_role("link", name="Show the new text").tap()
    expect(page.get_by_text("9 calls since noon")).to_be_visible()
    expect(page.get_by_text("Superseded")).to_be_visible()
    pocket.close()


def test_a_sheet_that_was_never_scanned_does_not_open_without_signal(
    browser: Browser, server: Server, sheet: Briefing, tmp_path: Path
) -> None:
    """It says what to do, and names nothing."""
    pocket = phone(browser, tmp_path / "phone", server)
    page = pocket.new_page()
    page.goto(f"{server.url}/o/", wait_until="networkidle")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    server.stop()
    scan(page, server, sheet, 1)
    expect(page.get_by_role("heading", name="No signal")).to_be_visible()
    server.start()
    pocket.close()
