"""Whether PatrolQR can do its work now: for whoever, or whatever, watches the machine it runs on."""

import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from patrolqr.core import clock
from patrolqr.core.errors import PatrolError
from patrolqr.store import Session, backups, logs, teams

LEAST_FREE = 500 * 1024 * 1024
"""Bytes of free disk under which loads and backups are about to fail."""

LATE = 3
"""A backup is late that is older than so many times what lies between two."""

PROBE = "health.probe"
"""File in the data folder that is written at each look: a disk that is full or read-only shows."""


@dataclass(frozen=True)
class Health:
    """What was found: is_well where everything works, `problems` as sentences where not; `stands_by`
    where another process writes to the lake that this one reads.
    """

    problems: tuple[str, ...]
    free_bytes: int
    logs_waiting: int
    newest_backup_at: datetime | None
    audit_head: str
    stands_by: bool

    @property
    def is_well(self) -> bool:
        """Return whether there is no problem."""
        return not self.problems

    def as_told(self) -> dict[str, Any]:
        """Return it as JSON can say it."""
        newest = self.newest_backup_at
        told = asdict(self) | {"newest_backup_at": newest.isoformat() if newest else None}
        return {"is_well": self.is_well} | told


def look(session: Session, backup_folder: Path | None, backup_minutes: int) -> Health:
    """Return how things are: written to the data folder and read from the database just now."""
    folder = session.store.folder
    free = _free(folder)
    newest = backups.newest_at(backup_folder) if backup_folder else None
    problems = (
        _writing(folder),
        _reading(session),
        session.store.database.problem,
        _room(free, folder) if free is not None else "",
        ""
        if session.is_demo or not session.store.database.is_active
        else _backup(backup_folder, newest, backup_minutes),
    )
    return Health(
        tuple(filter(None, problems)),
        free or 0,
        logs.count_waiting(session),
        newest,
        session.store.trail.short_head,
        not session.store.database.is_active,
    )


def _writing(folder: Path) -> str:
    probe = folder / PROBE
    try:
        with probe.open("wb") as file:
            file.write(clock.now().isoformat().encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        return f"The data folder cannot be written: {problem.strerror}."
    return ""


def _reading(session: Session) -> str:
    try:
        teams.teams(session)
    except PatrolError as problem:
        return problem.sentence
    return ""


def _free(folder: Path) -> int | None:
    """Return the bytes free on the folder's disk, None where it cannot be looked at: it is gone."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _room(free: int, folder: Path) -> str:
    if free >= LEAST_FREE:
        return ""
    return f"The disk of {folder} has {free // 1024**2:,} MB left. Make room: loads and backups fail next."


def _backup(folder: Path | None, newest: datetime | None, every_minutes: int) -> str:
    if folder is None:
        return ""
    if newest is None:
        return f"There is no backup in {folder} yet."
    if clock.now() - newest > LATE * timedelta(minutes=every_minutes):
        return (
            f"The newest backup is of {clock.instant_text(newest)}. The program's output says why."
        )
    return ""
