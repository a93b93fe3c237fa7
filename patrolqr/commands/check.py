"""check: read the whole database, or a backup, and say what was found."""

import argparse
import tempfile
from pathlib import Path

from patrolqr.commands.backup import copied
from patrolqr.commands.command import FAILED, OK, Command
from patrolqr.core import settings
from patrolqr.core.errors import FolderInUse, InputWrong
from patrolqr.steps import keep_backups
from patrolqr.store import REAL, backups


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE.duckdb", help="a backup; otherwise the database"
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="where there is no backup: take what can be read for all there is, so that the app starts "
        "again; a journal that cannot be read is put aside",
    )


def _run(asked: argparse.Namespace) -> int:
    if asked.file and asked.accept:
        raise InputWrong("A backup is checked as it is: leave out --accept.")
    folder = settings.current().data
    on_lake = settings.current().lake is not None
    if asked.accept and on_lake:
        raise InputWrong("The force's own data are on a lake: there is no journal to be put aside.")
    if asked.accept:
        return _accept(folder)
    if asked.file:
        holding = backups.read_whole(asked.file, read_only=True)
        print(f"{asked.file} is whole: {holding.sentence}.")
        return OK
    return _check_lake(folder) if on_lake else _check(folder)


def _check_lake(folder: Path) -> int:
    with tempfile.TemporaryDirectory() as aside:
        told = copied(folder, Path(aside) / REAL)
    print(f"A copy of the lake is whole: {told}.")
    return OK


def _check(folder: Path) -> int:
    try:
        found = backups.check(folder)
    except FolderInUse:
        with tempfile.TemporaryDirectory(dir=folder) as beside:
            told = keep_backups.ask(folder, Path(beside) / REAL)
        print(f"A copy of the database in use is whole: {told}.")
        return OK
    for problem in found.problems:
        print(problem)
    if found.holding:
        print(f"{folder / REAL} holds {found.holding.sentence}.")
    if found.problems:
        print(
            "Put the newest backup in place: python -m patrolqr restore FILE. Where there is none: "
            "python -m patrolqr check --accept takes what can be read for all there is."
        )
        return FAILED
    if not found.holding:
        print(f"There is no database of your own in {folder}.")
    return OK


def _accept(folder: Path) -> int:
    done = backups.accept(folder)
    for each in done.put_aside:
        print(f"Kept: {each}")
    if not done.holding.tables:
        print("There is no database: the next start begins anew.")
        return OK
    print(f"{folder / REAL} holds {done.holding.sentence}. The app starts with that.")
    missing = done.acknowledged_before - done.holding.acknowledged
    if missing > 0:
        print(f"{missing:,} patrol logs that were acknowledged are not in it.")
    return OK


CHECK = Command(
    "check",
    "Read the whole database, or a backup, and say what was found; nothing is changed.",
    "\n\n  python -m patrolqr check\n  python -m patrolqr check /srv/backups/patrolqr.duckdb",
    _arguments,
    _run,
)
