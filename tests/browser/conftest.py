"""A real app and a real browser: the app as people start it, pages that may ask nobody else for
anything.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from patrolqr.store import DEMO

ROOT = Path(__file__).resolve().parents[2]

START_SECONDS = 120

LOOKS = 3000
"""How often it is looked, 20 ms apart, before a page is given up."""

STILL = """() => new Promise((done) => {
    const app = document.querySelector("[data-testid=stApp]");
    const rests = () => app.dataset.testScriptState === "notRunning"
        && !app.querySelector("[data-stale=true], [data-testid=stSkeleton]")
        && document.getAnimations().every((each) =>
            each.playState !== "running" || each.effect.getTiming().iterations === Infinity);
    let since = performance.now();
    const changes = new MutationObserver(() => { since = performance.now(); });
    changes.observe(app, {subtree: true, childList: true, attributes: true, characterData: true});
    // what looks costs the page time too: only where nothing changed for a while
    const look = () => {
        const left = since + 200 - performance.now();
        if (left > 0 || !rests()) return setTimeout(look, Math.max(left, 100));
        changes.disconnect();
        done();
    };
    look();
})"""
"""Wait until a fifth of a second went by in which nothing changed: a press on what is being drawn
anew or unfolds is lost, and what is half drawn cannot be judged or printed.
"""


@dataclass
class Server:
    """A running app: where it answers, the folder with its data, its process, what it prints."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    log: Path


@dataclass
class Tab:
    """A page in a browser of its own: what it asked of other hosts (all blocked), how often its
    script began to run, up to which of those runs it has ended, and up to which it must at least:
    a page that was loaded runs once.
    """

    page: Page
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    runs: int = 0
    finished: int = 0
    due: int = 0
    runs_when_sent: dict[bytes, int] = field(default_factory=dict)

    def take(self, text: str) -> None:
        """Wait until the page has sent the text that was typed, and the script has run with it."""
        for _ in range(LOOKS):
            sent = [runs for frame, runs in self.runs_when_sent.items() if text.encode() in frame]
            if sent and self.finished >= self.runs > max(sent):
                break
            self.page.wait_for_timeout(20)
        else:
            pytest.fail(f"{text!r} was typed and the page never ran with it")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run, the page shows all of it, and nothing moves any more."""
        self.page.locator("[data-testid=stApp]").wait_for()
        for _ in range(LOOKS):
            self.page.evaluate(STILL)
            if self.finished >= max(self.runs, self.due):
                return
            self.page.wait_for_timeout(20)
        pytest.fail("the page's script did not come to its end")

    def come_to(self, box: Locator) -> None:
        """Put the cursor into a box, and wait until the page has scrolled there: a list that is open
        is closed by it.
        """
        box.focus()
        self.settle()


@contextmanager
def serving(data: Path, *, port: int | None = None) -> Iterator[Server]:
    """Give the app on that data folder, started as people start it, on a free port."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        "--server.headless=true",
    ]
    surroundings = os.environ | {"PATROLQR_DATA": str(data), "PATROLQR_BASE_URL": url}
    log = data.parent / f"app-{port}.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=ROOT,
            env=surroundings,
            stdout=told,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_answers(url, process, log)
        yield Server(url, data, process, log)
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def server(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the app on a copy of the demo town, one for all tests of the session."""
    with serving(with_town(town_file, tmp_path_factory.mktemp("served"))) as running:
        yield running


def with_town(town_file: Path, folder: Path) -> Path:
    """Return a data folder of its own in that folder, with a copy of the demo town."""
    data = folder / "data"
    data.mkdir()
    shutil.copy(town_file, data / DEMO)
    return data


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """Give a function that opens an address in a browser of its own, at desk or phone size.

    Chromium finds no other host (QUIET), and every request to one is recorded; a test in which one
    was even attempted fails.
    """
    tabs: list[Tab] = []

    def open_page(url: str, *, phone: bool = False, dark: bool = False) -> Tab:
        context = browser.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 800},
            is_mobile=phone,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        tab = Tab(context.new_page())
        tabs.append(tab)
        _record_foreign(tab, urlsplit(url).hostname)
        listen(tab)
        tab.page.goto(url)
        return tab

    yield open_page
    for tab in tabs:
        tab.page.context.close()
    assert not [address for tab in tabs for address in tab.foreign], "a page asked another host"


def _record_foreign(tab: Tab, own: str | None) -> None:
    # listening leaves the browser's own memory on; a route would switch it off and hand each file here
    def record(request: Request) -> None:
        if urlsplit(request.url).hostname not in (own, None):
            tab.foreign.append(request.url)

    tab.page.context.on("request", record)


def listen(tab: Tab) -> None:
    """Count script runs (each begins with a new_session message) and their ends, and keep what was
    sent and what went wrong on the page.
    """

    def received(payload: str | bytes) -> None:
        kind = (
            ForwardMsg.FromString(payload).WhichOneof("type") if isinstance(payload, bytes) else ""
        )
        tab.runs += kind == "new_session"
        if kind == "script_finished":
            tab.finished = tab.runs  # one that a next one cut short is never told to end

    def sent(payload: str | bytes) -> None:
        tab.runs_when_sent[payload.encode() if isinstance(payload, str) else payload] = tab.runs

    def connected(socket: WebSocket) -> None:
        tab.finished = tab.runs  # what ran when the page was left is never told to end
        tab.due = tab.runs + 1
        socket.on("framereceived", received)
        socket.on("framesent", sent)

    def loaded(page: Page) -> None:
        tab.due = tab.runs + 1

    tab.page.on("domcontentloaded", loaded)
    tab.page.on("websocket", connected)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    pytest.fail(f"the app did not start:\n{log.read_text('utf-8', 'replace')}")
