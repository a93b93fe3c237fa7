"""restore: put a backup in place and keep what was there."""

import argparse
from pathlib import Path

from patrolqr.commands.command import OK, Command
from patrolqr.core import settings
from patrolqr.core.errors import InputWrong
from patrolqr.store import backups

ON_LAKE = (
    "The force's own data are on a lake, so no file is put in place of them. Make a new, empty database in "
    "PostgreSQL, name it and a new folder in PATROLQR_STORE and PATROLQR_STORE_FILES, copy the backup to "
    "patrolqr.duckdb in the data folder, and move it in: python -m patrolqr lake in"
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.duckdb", help="a backup")


def _run(asked: argparse.Namespace) -> int:
    folder = settings.current().data
    if settings.current().lake is not None:
        raise InputWrong(ON_LAKE)
    done = backups.restore(folder, asked.file)
    print(f"{asked.file} is in place in {folder}: {done.holding.sentence}.")
    for each in done.put_aside:
        print(f"What was there before is kept: {each}")
    missing = done.acknowledged_before - done.holding.acknowledged
    if missing > 0:
        print(
            f"The database before had acknowledged {done.acknowledged_before:,} patrol logs: {missing:,} of "
            "them are not in this backup."
        )
    return OK


RESTORE = Command(
    "restore",
    "Put a backup in place of the database; what was there is kept beside it.",
    "\n\n  python -m patrolqr restore /srv/backups/patrolqr.duckdb\n\n"
    "The app must be stopped. A backup of an earlier version is brought up to date at the next start.",
    _arguments,
    _run,
)
