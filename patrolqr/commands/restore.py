"""restore: put a backup in place and keep what was there."""

import argparse
from pathlib import Path

from patrolqr.commands.command import OK, Command
from patrolqr.core import settings
from patrolqr.store import backups


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.duckdb", help="a backup")


def _run(asked: argparse.Namespace) -> int:
    folder = settings.current().data
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
