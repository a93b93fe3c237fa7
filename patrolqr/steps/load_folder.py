"""A watched folder: what is dropped into it is loaded, and then put away with its outcome.

What is loaded goes to `loaded`; what is refused, or waits for somebody to confirm which of its
columns is what, to `refused`, with a text beside it that says why.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from patrolqr.core.actor import Actor
from patrolqr.core.by_itself import again_and_again
from patrolqr.core.errors import SettingWrong
from patrolqr.steps import load_jobs
from patrolqr.steps.load import Unconfirmed
from patrolqr.steps.load_jobs import Job
from patrolqr.store import Session, Store
from patrolqr.store.loads import LoadReport

LOOKED_AFTER_S = 3.0
"""Between two looks at the folder; a file is loaded that had the same size and time in both."""

LOADED, REFUSED = "loaded", "refused"
"""Folders within the watched one."""

WHO = Actor("the watched folder", "system")
"""In whose name its files are loaded."""

UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")
"""Endings of files that somebody is still writing, under another name than they will have."""

TO_CONFIRM = (
    "On the Logs page, under Load files, it waits to be confirmed; or drop it in again later."
)

State = tuple[int, int]
"""A file's size and when it was written last (nanoseconds)."""


@dataclass
class Watched:
    """A folder and what was seen in it: files as they were at the last look, and those already
    given to be loaded.
    """

    store: Store
    folder: Path
    seen: dict[Path, State] = field(default_factory=dict)
    given: dict[Path, State] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> list[Job]:
        """Start to load every file that has not changed since the last look; return their jobs.

        None where another process writes: that one looks at the folder.
        """
        if not self.store.database.is_active:
            return []
        found = dict(self._files())
        with self.lock:
            still = [path for path, state in found.items() if self.seen.get(path) == state]
            new = sorted(path for path in still if self.given.get(path) != found[path])
            self.seen = found
            self.given |= {path: found[path] for path in new}
        return [self._start(path) for path in new]

    def _files(self) -> Iterator[tuple[Path, State]]:
        """Give the files there are; none where the folder cannot be read at this moment."""
        try:
            entries = list(os.scandir(self.folder))
        except OSError:
            return
        for entry in entries:
            if not _is_finished(entry.name):
                continue
            try:
                if entry.is_file():
                    state = entry.stat()
                    yield Path(entry.path), (state.st_size, state.st_mtime_ns)
            except OSError:
                continue  # gone since

    def _start(self, path: Path) -> Job:
        return load_jobs.start_file(Session(self.store, WHO), path, self._put_away)

    def _put_away(self, job: Job) -> None:
        """Move the file to where its outcome belongs, which is written beside it if it is refused."""
        explained = job.file.with_name(f"{job.file.name}.txt")
        came_as = job.file
        why = _why_refused(job)
        try:
            job.file = _move(job.file, self.folder / (REFUSED if why else LOADED))
            if came_as.parent == self.folder / REFUSED:
                explained.unlink(missing_ok=True)
            if why:
                job.file.with_name(f"{job.file.name}.txt").write_text(f"{why}\n", "utf-8")
        except OSError as problem:
            job.note = (
                f"{job.file_name} could not be moved within the watched folder: {problem.strerror}."
            )
            return
        with self.lock:  # another file of this name is a new one
            self.seen.pop(came_as, None)
            self.given.pop(came_as, None)


def prepare(folder: Path) -> None:
    """Make the folder and those within it; SettingWrong where that is not possible."""
    try:
        for each in (folder, folder / LOADED, folder / REFUSED):
            each.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise SettingWrong(
            f"PATROLQR_INBOX is {str(folder)!r}, which cannot be used as a folder: {problem.strerror}."
        ) from problem


@contextmanager
def watching(store: Store, folder: Path | None) -> Iterator[None]:
    """Load what is dropped into the folder, as long as this lasts; nothing where there is none."""
    if folder is None:
        yield
        return
    with again_and_again(Watched(store, folder).look, LOOKED_AFTER_S, name="watched-folder"):
        yield


def _why_refused(job: Job) -> str:
    """Return why a file, or some of what is in it, is not loaded; nothing where it is.

    What a zip holds besides and PatrolQR leaves aside is no reason.
    """
    loaded = [one for one in job.outcomes if isinstance(one, LoadReport)]
    if len(loaded) == len(job.outcomes) and any(not report.why_not for report in loaded):
        return ""
    asks = any(isinstance(outcome, Unconfirmed) for outcome in job.outcomes)
    return "\n".join(filter(None, (job.sentence, TO_CONFIRM if asks else "")))


def _is_finished(name: str) -> bool:
    return not name.startswith((".", "~")) and not name.casefold().endswith(UNFINISHED)


def _move(file: Path, folder: Path) -> Path:
    """Return where the file is now: in the folder, under a name that was free there."""
    if file.parent == folder:
        return file
    folder.mkdir(exist_ok=True)
    free = folder / file.name
    number = 2
    while free.exists():
        free = folder / f"{number} {file.name}"
        number += 1
    return file.rename(free)
