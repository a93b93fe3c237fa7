"""backup: a copy of the database, also while the app runs."""

import argparse
from pathlib import Path

from patrolqr.commands.command import OK, Command, opened, writable
from patrolqr.core import settings
from patrolqr.core.errors import FolderInUse, InputWrong
from patrolqr.steps import keep_backups
from patrolqr.store import backups


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE.duckdb",
        help="where to; a file that is there is replaced once the new copy was read whole",
    )


def _run(asked: argparse.Namespace) -> int:
    data = settings.current().data
    target = writable(asked.file.absolute(), ".duckdb")
    if target.parent.resolve() == data.resolve():
        raise InputWrong(
            f"{target} is in the data folder itself, and is lost with it. Name another folder."
        )
    print(f"{target} holds {copied(data, target)}.")
    return OK


def copied(data: Path, target: Path) -> str:
    """Copy the database to a file, by the app where that runs on the data folder; return what it holds."""
    try:
        with opened() as session:
            return backups.make(session, target).sentence
    except FolderInUse:
        return keep_backups.ask(data, target)


BACKUP = Command(
    "backup",
    "Copy the database to a file, also while the app runs; the copy is read whole before it counts.",
    "\n\n  python -m patrolqr backup /srv/backups/patrolqr.duckdb\n\n"
    "With PATROLQR_BACKUPS the app makes backups by itself.",
    _arguments,
    _run,
)
