"""Backups while the app runs: by themselves into a folder, and whenever a command asks for one.

One process has the database, so a command leaves a request in the data folder: an empty file whose
name is its number. The app makes the copy beside it, and then its answer, a line that says what it
holds or why there is none.
"""

import json
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.by_itself import again_and_again
from patrolqr.core.errors import InputWrong, PatrolError, SettingWrong
from patrolqr.store import Session, Store, backups

LOOKED_AFTER_S = 0.5
"""Between two looks for requests."""

TAKEN_WITHIN_S = 20.0
"""How long a command waits until its request is taken: an app that is busy looks late."""

DONE_WITHIN_S = 900.0
"""How long it then waits for the copy: a large database on a slow disk is read whole."""

TRIED_AGAIN_AFTER_S = 300.0
"""After a backup that failed: a disk may have room again."""

LEFT_FOR_S = 3600.0
"""How long a copy waits for a command that asked for it and is gone."""

WHO = Actor("backups", "system")
"""In whose name they are made."""

REQUESTS = "backup-requests"
"""Folder within the data folder."""

NO_ANSWER = (
    "The process that has {} open does not answer. Backups are made by the app while it runs, and by "
    "this command where nothing else has the folder open."
)


@dataclass
class Keeping:
    """What the app does for backups: where they go, how often, and how the last one went."""

    store: Store
    folder: Path | None
    every_s: float
    problem: str = ""
    due: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        newest = backups.newest_at(self.folder) if self.folder else None
        age_s = (clock.now() - newest).total_seconds() if newest else self.every_s
        if 0 <= age_s < self.every_s:
            self.due += self.every_s - age_s

    def look(self) -> None:
        """Answer what is asked for, and make a backup where one is due."""
        for request in sorted(_requests(self.store.folder).glob("*.wanted")):
            _answer(self.store, request)
        _sweep(_requests(self.store.folder))
        is_ours = self.store.database.is_active and not self.store.is_demo
        if self.folder and time.monotonic() >= self.due and is_ours:
            self._back_up(self.folder)

    def _back_up(self, folder: Path) -> None:
        try:
            made = backups.make_in(Session(self.store, WHO), folder)
            self.problem, self.due = "", time.monotonic() + self.every_s
            print(f"Backup {made.path}: {made.holding.sentence}.", flush=True)
        except Exception as problem:  # it is tried again, whatever it is
            if isinstance(problem, OSError):
                raise
            self.due = time.monotonic() + min(self.every_s, TRIED_AGAIN_AFTER_S)
            self.problem = ""  # each try is told
            self.tell(f"NO BACKUP WAS MADE. {_sentence(problem)}")

    def tell(self, problem: str) -> None:
        """Remember a problem, and print it where it is a new one."""
        if problem != self.problem:
            print(problem, file=sys.stderr, flush=True)
        self.problem = problem


def prepare(folder: Path) -> None:
    """Make the folder of backups; SettingWrong where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise SettingWrong(
            f"PATROLQR_BACKUPS is {str(folder)!r}, which cannot be used as a folder: {problem.strerror}."
        ) from problem


def announce(folder: Path | None) -> str:
    """Return where backups go by themselves and when the newest was made, or that none are made."""
    if folder is None:
        return "No backups are made by themselves: PATROLQR_BACKUPS names no folder for them."
    newest = backups.newest_at(folder)
    told = clock.instant_text(newest) if newest else "not there yet"
    return f"Backups go to {folder}; the newest: {told}."


@contextmanager
def keeping(store: Store, folder: Path | None, every_minutes: int) -> Iterator[Keeping]:
    """Make backups and answer requests for them, as long as this lasts."""
    kept = Keeping(store, folder, every_minutes * 60.0)

    def look() -> None:
        try:
            kept.look()
        except OSError as problem:  # of the folders: the next look may find them well again
            kept.tell(f"The backups' folder cannot be used: {problem}.")

    with again_and_again(look, LOOKED_AFTER_S, name="backups"):
        yield kept


def ask(data: Path, target: Path) -> str:
    """Let the app that runs on the data folder make a backup at target; return what it holds.

    InputWrong where the app does not answer, or says why there is none.
    """
    folder = _requests(data)
    folder.mkdir(mode=0o700, exist_ok=True)
    request = folder / f"{uuid.uuid4()}.wanted"
    copy, answer = request.with_suffix(".duckdb"), request.with_suffix(".json")
    request.touch(mode=0o600)
    try:
        if not _wait_until(lambda: not request.exists(), TAKEN_WITHIN_S):
            raise InputWrong(NO_ANSWER.format(data))
        if not _wait_until(answer.exists, DONE_WITHIN_S):
            raise InputWrong(NO_ANSWER.format(data))
        told = json.loads(answer.read_text("utf-8"))
        if told["problem"]:
            raise InputWrong(told["problem"])
        return backups.bring(copy, target).sentence
    finally:
        for each in (request, copy, answer):
            each.unlink(missing_ok=True)


def _answer(store: Store, request: Path) -> None:
    request.rename(request.with_suffix(".taken"))
    problem = ""
    try:
        backups.make(Session(store, WHO), request.with_suffix(".duckdb"))
    except Exception as raised:  # whoever asked waits for an answer
        problem = _sentence(raised)
    unfinished = request.with_suffix(".unfinished")
    unfinished.write_text(json.dumps({"problem": problem}), "utf-8")
    unfinished.rename(request.with_suffix(".json"))
    request.with_suffix(".taken").unlink(missing_ok=True)


def _sentence(problem: Exception) -> str:
    """Return what is told of a problem: of one that nobody expected no more than its kind, since what
    it says may hold words.
    """
    if isinstance(problem, PatrolError):
        return problem.sentence
    return f"What went wrong: {type(problem).__name__}."


def _sweep(folder: Path) -> None:
    """Remove what a command that is gone asked for."""
    for left in folder.glob("*"):
        try:
            if time.time() - left.stat().st_mtime > LEFT_FOR_S:
                left.unlink()
        except FileNotFoundError:
            continue  # taken at this moment


def _wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Return whether it became so within the seconds."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(LOOKED_AFTER_S / 5)
    return True


def _requests(data: Path) -> Path:
    return data / REQUESTS
