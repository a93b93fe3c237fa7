"""A phone whose browser is not Chromium: paired, typed on, kept and sent in Firefox and in WebKit, the
engine of an iPhone's browsers.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, pairings
from tests.browser import test_phone
from tests.browser.test_drafts import KEPT
from tests.browser.test_phone import Server
from tests.builders.phones import stored
from tests.builders.waiting import until
from tests.engines.conftest import Make
from tests.engines.engine import Crashed, Engine

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

WORDS = "grey van by the bins"

COLLARS = ("4821", "4822", "4823")

SAID = "() => document.body?.innerText"


def button(name: str) -> str:
    """Return where the button of that name stands."""
    return f"//button[normalize-space()='{name}' or @aria-label='{name}']"


def wait(engine: Engine, function: str, *given: str) -> None:
    """Wait until the page says yes to that."""
    until(
        lambda: engine.evaluate(function, *given),
        lambda: f"{function} {given} never came about on:\n{engine.evaluate(SAID)}",
    )


def see(engine: Engine, words: str) -> None:
    """Expect these words on the page."""
    wait(engine, "(words) => document.body?.innerText.includes(words)", words)


def pair(engine: Engine, server: Server, collar: str) -> None:
    """Scan the room's code and give the collar number."""
    engine.open(f"{server.url}/O/PAIR/{pairings.room_code(at=clock.now())}")
    engine.write("//input[@name='collar']", collar)
    engine.press(button("Pair"))
    wait(engine, "(collar) => document.body?.dataset.collar === collar", collar)


def scan(engine: Engine, server: Server, sheet: Briefing, number: int) -> None:
    """Open the code of that area as a camera does: in capitals."""
    tasking = sheet.taskings[number - 1]
    engine.open(f"{server.url}/O/{tasking.pass_id}")
    see(engine, tasking.area.name)


def begin(engine: Engine, server: Server, sheet: Briefing) -> None:
    """Open the first area's code, with the sheet kept for later, and begin a visit."""
    scan(engine, server, sheet, 1)
    wait(engine, "() => document.documentElement.dataset.sheet === 'kept'")
    engine.press(button("Engagements: one more"))
    engine.press("//summary[starts-with(., 'Saw')]")
    engine.write("//textarea[@name='saw']", WORDS)
    wait(engine, KEPT, WORDS)


def look(engine: Engine, server: Server, verdict: str) -> None:
    """Open the page that says what this browser keeps, and expect what it comes to."""
    engine.open(f"{server.url}/o/check")
    see(engine, verdict)


def has_words(engine: Engine) -> None:
    """Expect what was typed on the page, and its one line."""
    see(engine, "not sent.")
    wait(engine, "(words) => document.getElementById('saw')?.value === words", WORDS)
    wait(engine, "() => document.querySelector('[name=engagements]')?.value === '1'")


def sent(store: Session, collar: str) -> list[tuple[int, str | None]]:
    """Return what is stored under that number: engagements and what was seen."""
    own = (row for row in stored(store) if row["collar"] == collar)
    return sorted((row["engagements"], row["saw"]) for row in own)


def try_out(server: Server, folder: Path, scenario: Callable[[Path, str], None]) -> None:
    """Run what is to be tried, with a folder and a number of its own. Where the browser's own process
    ends, which WebKit's does now and then on a busy machine (an assertion in libwebkit2gtk 2.50
    fails), it begins anew as another officer, twice at most. Anything else that fails is a failure.
    """
    for number in COLLARS:
        own = folder / number
        own.mkdir()
        try:
            return scenario(own, number)
        except Crashed:
            server.stop()
            server.line.state = "up"
            server.start()
    raise Crashed


def outlive_no_signal(
    make: Make, server: Server, sheet: Briefing, store: Session, folder: Path, collar: str
) -> None:
    """Look what this browser keeps; pair, scan, type, open the page anew with signal and without, send
    two logs without; then a server whose first answers are lost. Each is stored once, and nothing
    waits or is begun any more.
    """
    with make.open(folder) as engine:
        look(engine, server, "This browser keeps all that PatrolQR needs.")
        see(engine, "sent when a page of PatrolQR is open")
        pair(engine, server, collar)
        begin(engine, server, sheet)
        scan(engine, server, sheet, 1)
        has_words(engine)
        server.stop()
        scan(engine, server, sheet, 1)
        has_words(engine)
        engine.press(button("I am leaving, send"))
        see(engine, "Safe on this phone")
        scan(engine, server, sheet, 2)
        engine.press(button("Nothing to report, send"))
        look(engine, server, "Nothing is wrong so far: look again with signal.")
        see(engine, "not confirmed yet: 2")
        server.line.state = "answer lost"
        server.start()
        scan(engine, server, sheet, 3)
        until(lambda: len(sent(store, collar)) == 2, lambda: "not both were sent")
        server.line.state = "up"
        scan(engine, server, sheet, 3)
        wait(engine, "() => document.getElementById('bar')?.hidden")
        assert not engine.evaluate(KEPT, WORDS)
    assert sent(store, collar) == [(0, None), (1, WORDS)]


def test_a_draft_and_two_logs_outlive_reload_and_no_signal_and_are_stored_once(
    make: Make, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    try_out(server, tmp_path, lambda *own: outlive_no_signal(make, server, sheet, store, *own))


def outlive_a_kill(
    make: Make, server: Server, sheet: Briefing, store: Session, folder: Path, collar: str
) -> None:
    """What waits and what was begun is there after the browser was killed without signal (where its
    memory outlives it); once another number is paired, the log is stored under its own, and neither
    words nor pages are left.
    """
    with ExitStack() as opened:
        engine = opened.enter_context(make.open(folder))
        pair(engine, server, collar)
        begin(engine, server, sheet)
        server.stop()
        scan(engine, server, sheet, 2)
        engine.press(button("Nothing to report, send"))
        see(engine, "not confirmed yet: 1")
        if make.outlives:
            opened.close()
            engine = opened.enter_context(make.open(folder))
        scan(engine, server, sheet, 1)
        has_words(engine)
        server.start()
        pair(engine, server, "5150")
        until(lambda: sent(store, collar), lambda: "the log that waited was not sent")
        wait(engine, f"async (words) => !(await ({KEPT})(words))", WORDS)
        server.stop()
        engine.open(f"{server.url}/O/{sheet.taskings[1].pass_id}")
        see(engine, "No signal")
        server.start()
        scan(engine, server, sheet, 1)
        wait(engine, "() => document.getElementById('saw')?.value === ''")
    assert sent(store, collar) == [(0, None)]
    assert sent(store, "5150") == []


def test_a_killed_browser_forgets_nothing_and_another_officer_finds_nothing(
    make: Make, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    try_out(server, tmp_path, lambda *own: outlive_a_kill(make, server, sheet, store, *own))
