"""Whatever happens to a phone in a night, in any order: no words are lost, no log is stored twice, none
under another's number, none counted that was taken back.
"""

import os
from collections.abc import Callable
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)
from playwright.sync_api import Browser

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.browser import test_phone
from tests.browser.night import BACK, COUNTS, DRAFT, Night
from tests.browser.test_phone import Server
from tests.builders.examples import TIMES

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

HOW_MANY = int(os.environ.get("PATROLQR_NIGHTS", 3 * TIMES))

NIGHTS = settings(
    max_examples=HOW_MANY,
    stateful_step_count=30,
    derandomize=TIMES == 1,
    phases=[Phase.generate],
)
"""Each night takes some seconds; it is told step by step, so a failing one need not be made shorter."""

NIGHT_S = 60
"""The longest a night may take on a slow machine; most take a tenth of it."""

LINES = ["up", "held", "error", "answer lost", "200", "404", "502"]
"""What may become of the way to the server; the numbers are somebody else's answers."""

Step = TypeVar("Step", bound=Callable[..., None])

OFFICERS = ["4821", "5150"]

serial = count(1)


def where(holds: Callable[["Nights"], object]) -> Callable[[Step], Step]:
    """Do a step only where that holds, else nothing. What is drawn next may not hang on it, as with
    hypothesis' own preconditions: whether a log is sent by then is a matter of time.
    """

    def decorate(step: Step) -> Step:
        @wraps(step)
        def do(self: "Nights", **drawn: object) -> None:
            if holds(self):
                step(self, **drawn)

        return cast(Step, do)

    return decorate


class Nights(RuleBasedStateMachine):
    """One night: what may happen, and what must hold when it is over."""

    stage: ClassVar[dict[str, Any]] = {}
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.stage["server"].line.state = "up"
        folder = self.folder / f"phone{next(serial)}"
        self.night = Night(folder=folder, collar=OFFICERS[0], **self.stage)

    @rule(area=st.integers(1, 3))
    @where(lambda self: self.night.is_paired)
    def scan(self, area: int) -> None:
        self.night.open(area)

    @rule(area=st.integers(1, 3))
    @where(lambda self: self.night.is_paired)
    def visit(self, area: int) -> None:
        self.night.open(area)
        self.night.write(f"bins {next(serial)}")
        self.night.send()

    @rule()
    @where(lambda self: self.night.area and not self.night.sent)
    def write(self) -> None:
        self.night.write(f"bins {next(serial)}")

    @rule()
    @where(lambda self: self.night.area and not self.night.sent and self.night.begun())
    def send(self) -> None:
        self.night.send()

    @rule()
    @where(lambda self: self.night.sent)
    def undo(self) -> None:
        self.night.undo()

    @rule()
    @where(lambda self: self.night.area and self.night.is_paired)
    def reload(self) -> None:
        self.night.reload()

    @rule()
    def kill_tab(self) -> None:
        self.night.kill_tab()

    @rule()
    def kill_browser(self) -> None:
        self.night.kill_browser()

    @rule()
    @where(lambda self: self.night.has(COUNTS))
    def remove(self) -> None:
        self.night.queue()
        for item in self.night.items("Remove")[:1]:
            self.night.remove(item)

    @rule()
    @where(lambda self: self.night.has(BACK))
    def put_back(self) -> None:
        self.night.queue()
        for item in self.night.items("Put back")[:1]:
            self.night.put_back(item)

    @rule()
    @where(lambda self: self.night.has(COUNTS))
    def mend(self) -> None:
        self.night.queue()
        for item in self.night.items("Remove")[:1]:
            self.night.mend(item, f"bins {next(serial)}")

    @rule()
    @where(lambda self: self.night.is_reached and self.night.is_paired and self.night.has(COUNTS))
    def correct(self) -> None:
        own = [row for row in self.night.stored() if row["collar"] == self.night.collar]
        for row in own[:1]:
            self.night.correct(row["log_id"], f"bins {next(serial)}")

    @rule(state=st.sampled_from(LINES))
    def line(self, state: str) -> None:
        self.stage["server"].line.state = state

    @rule()
    def restart_the_server(self) -> None:
        running = self.stage["server"]
        running.stop() if running.is_running else running.start()

    @rule(collar=st.sampled_from(OFFICERS))
    @where(lambda self: self.night.is_reached)
    def pair(self, collar: str) -> None:
        self.night.pair(collar)

    @rule()
    def end_the_pairing(self) -> None:
        self.night.end_pairings()

    @rule()
    def restore_an_old_database(self) -> None:
        self.night.forget_pairings()

    @rule(hours=st.sampled_from([-2, 0, 3]))
    def change_the_clock(self, hours: int) -> None:
        self.night.set_clock(hours)

    def teardown(self) -> None:
        try:
            self._check()
        finally:
            self.night.pocket.close()

    def _check(self) -> None:
        night = self.night
        night.come_back()
        drafts = night.drafts()
        for words, note in night.notes.items():
            if note.fate == DRAFT and note.collar == night.collar:
                assert words in drafts, f"“{words}” was typed and is lost"
            else:
                assert words not in drafts, f"“{words}” is {note.fate} and stands there again"
        night.end([night.collar, *OFFICERS])
        stored = night.stored() + night.unclaimed()
        removed = {each["log"]["saw"] for each in night.entries() if each["state"] == "removed"}
        for words, note in night.notes.items():
            collars = [row["collar"] for row in stored if row["saw"] == words]
            if note.fate == COUNTS:
                assert collars == [note.collar], f"“{words}” is stored as {collars} and counts"
            else:
                assert not collars, f"“{words}” is {note.fate} and stored as {collars}"
            if note.fate == BACK:
                assert words in removed, f"“{words}” was removed and cannot be put back"


@pytest.mark.timeout(600 + HOW_MANY * NIGHT_S)
def test_no_words_are_lost_stored_twice_or_under_anothers_number_whatever_happens(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    """Typed, sent, undone, removed, mended, corrected, put back; the answer lost, a login page, a
    server that restarts or forgets the phone, a killed tab, a clock hours wrong, another officer.
    """

    Nights.stage = {"browser": browser, "server": server, "sheet": sheet, "store": store}
    Nights.folder = tmp_path
    run_state_machine_as_test(Nights, settings=NIGHTS)
