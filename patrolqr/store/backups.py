"""Backups of the force's own database: one file each, whole, read to its end before it counts."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store import keeping
from patrolqr.store.engine import backup_files, copies
from patrolqr.store.engine.copies import Holding, read_whole
from patrolqr.store.engine.restoring import Checked, Restored, accept, check, restore
from patrolqr.store.session import Session

__all__ = [
    "Checked",
    "Holding",
    "Made",
    "Restored",
    "accept",
    "bring",
    "check",
    "make",
    "make_in",
    "newest_at",
    "read_whole",
    "restore",
]

ONLY_DEMO = "Only the demo town is here: there is nothing of your own to back up yet."


@dataclass(frozen=True)
class Made:
    """A backup that was made in the folder of backups, and how many older ones went for it."""

    path: Path
    holding: Holding
    removed: int


def make(session: Session, target: Path) -> Holding:
    """Copy the database to target while it is in use, and return what the copy holds.

    The copy appears, or takes the place of another one, when it was read whole. InputWrong where only
    the demo is here.
    """
    if session.is_demo:
        raise InputWrong(ONLY_DEMO)
    return copies.write(session.store.database, target)


def make_in(session: Session, folder: Path) -> Made:
    """Make a backup in the folder, under its moment, and remove those the rule no longer keeps, and
    those older than backups are kept, where somebody set that.
    """
    now = clock.now()
    target = folder / backup_files.named(now)
    holding = make(session, target)
    found = backup_files.backups(folder)
    days = keeping.amounts(session).get("backups")
    gone = {*backup_files.too_many(found, now), *backup_files.too_old(found, now, days)}
    for each in gone:
        each.unlink(missing_ok=True)
    return Made(target, holding, len(gone))


def bring(copy: Path, target: Path) -> Holding:
    """Bring a copy that nobody has open to target, also on another disk; return what it holds."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        copies.remove(unfinished)
        copies.copy_file(copy, unfinished)
        return copies.finish(unfinished, target)
    except OSError as problem:
        raise copies.no_room(target, problem) from problem
    finally:
        copies.remove(unfinished)


def newest_at(folder: Path) -> datetime | None:
    """Return when the newest backup in the folder was made, None where there is none."""
    newest = next(iter(backup_files.backups(folder)), None)
    return backup_files.made_at(newest) if newest else None
