"""Which files were to be loaded, and what became of them; and the files themselves until then.

Loading is `loads`, and what came of a file's rows is kept there. Here stands what was asked for, so
that an end nobody saw coming is on record.
"""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Literal, TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session

State = Literal[
    "waiting", "running", "unconfirmed", "done", "failed", "cancelled", "interrupted", "moved"
]
"""Of a file that is to be loaded; on record, all before its end are "waiting"."""

FILES = "loading"
"""Folder, within the data folder, of the files that are being loaded."""

TIMES_ITS_SIZE = 4
"""Disk that loading a file takes at most, in sizes of the file: its copy, its rows, the journal of
its transaction.
"""

LONGEST_NAME = 200
"""Bytes of a file's name that are kept; file systems take 255."""

INTERRUPTED = (
    "PatrolQR was stopped before it was done with this file. Nothing half-done was kept: "
    "load the file again."
)

MOVED = "It was the first file of the force's own, and went on in their own database."


class JobRow(TypedDict):
    """A file that was to be loaded, by whom, and what became of it."""

    asked_at: datetime
    file_name: str
    asked_by: str
    state: State
    ended_at: datetime | None
    sentence: str | None
    job_id: str


class OpenJobRow(TypedDict):
    """A file of which nothing has become yet."""

    job_id: str
    file_name: str
    asked_by: str
    asked_us: int


class InterruptedRow(TypedDict):
    """A file whose loading was interrupted, and what that means."""

    file_name: str
    sentence: str


def ask(
    session: Session,
    job_id: str,
    file_name: str,
    *,
    by: str | None = None,
    at: datetime | None = None,
) -> None:
    """Note that a file is to be loaded: by whoever asks, and now, unless it is said otherwise."""
    session.store.jobs.add(job_id)
    with session.writing("load") as written:
        written.change(
            "load_jobs/insert_job",
            job_id=job_id,
            file_name=file_name,
            asked_by=by or session.actor.person,
            asked_at=at or clock.now(),
        )


def end(session: Session, job_id: str, state: State, sentence: str) -> None:
    """Note what became of the file."""
    session.store.jobs.discard(job_id)
    with session.writing("load") as written:
        written.change(
            "load_jobs/end_job", job_id=job_id, state=state, at=clock.now(), sentence=sentence
        )


def jobs(session: Session) -> pd.DataFrame:
    """Return the files that were to be loaded (JobRow), the last one first."""
    return session.frame(JobRow, "load_jobs/jobs")


def interrupted(session: Session) -> list[InterruptedRow]:
    """Return the files whose loading was interrupted and that were not loaded again since."""
    return session.rows(InterruptedRow, "load_jobs/interrupted")


def end_interrupted(session: Session) -> None:
    """Note as interrupted what the process before this one was not done with; forget its files.

    What this process itself was asked for goes on: it may have lost a lake for a moment.
    """
    own, folder = frozenset(session.store.jobs), session.store.folder / FILES
    for left in folder.glob("*"):
        if left.name not in own:
            shutil.rmtree(left, ignore_errors=True)
    with suppress(OSError):  # it holds files of its own, or is not there
        folder.rmdir()
    for job in session.rows(OpenJobRow, "load_jobs/open_jobs"):
        if job["job_id"] not in own:
            end(session, job["job_id"], "interrupted", INTERRUPTED)


def move_out(session: Session) -> list[OpenJobRow]:
    """Return what is still to be loaded, and note that it is loaded into another database."""
    waiting = session.rows(OpenJobRow, "load_jobs/open_jobs")
    for job in waiting:
        end(session, job["job_id"], "moved", MOVED)
    return waiting


def move_in(session: Session, waiting: list[OpenJobRow]) -> None:
    """Note what is to be loaded into this database instead of another."""
    for job in waiting:
        asked_at = instant(job["asked_us"])
        ask(session, job["job_id"], job["file_name"], by=job["asked_by"], at=asked_at)


def keep_file(session: Session, job_id: str, name: str, content: IO[bytes]) -> Path:
    """Return where the content is kept, under its own name, until it is loaded.

    InputWrong where the disk has no room for it.
    """
    plain = Path(name.replace("\\", "/").replace("\0", "")).name
    plain = "file" if plain in ("", "..") else plain
    folder = session.store.folder / FILES / job_id
    path = folder / plain.encode()[-LONGEST_NAME:].decode("utf-8", "ignore")
    _check_room(session.store.folder, plain, content.seek(0, os.SEEK_END))
    session.store.jobs.add(job_id)
    try:
        folder.mkdir(parents=True)
        content.seek(0)
        with path.open("wb") as written:
            shutil.copyfileobj(content, written)
    except OSError as problem:
        forget_file(session, job_id)
        raise InputWrong(f"{plain} cannot be kept to be loaded: {problem.strerror}.") from problem
    return path


def _check_room(folder: Path, name: str, size: int) -> None:
    """Raise InputWrong where a file of that size would fill the disk: better before than halfway."""
    needed, free = size * TIMES_ITS_SIZE, shutil.disk_usage(folder).free
    if needed > free:
        raise InputWrong(
            f"{name} is not loaded: that takes up to {needed // 1024**2:,} MB, and the disk has "
            f"{free // 1024**2:,} MB left. Make room on the disk of the data folder and load it again."
        )


def forget_file(session: Session, job_id: str) -> None:
    """Let go of the file that was kept to be loaded."""
    shutil.rmtree(session.store.folder / FILES / job_id, ignore_errors=True)
