"""A database file made whole: complete, or not at all."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from patrolqr.core.actor import SYSTEM
from patrolqr.store.engine.folder import REAL
from patrolqr.store.opened import Store
from patrolqr.store.session import Session

COUNTED = {
    "teams": "kept_at",
    "picks": "decided_at",
    "coin_tosses": "tossed_at",
    "briefings": "made_at",
    "missed_reasons": "given_at",
    "log_reviews": "decided_at",
    "promises_kept": "decided_at",
}
"""Tables whose newest row goes by a counter (serial), so far as a town comes with rows of them, and
the time by which a town's are counted.
"""

HELD = 1
"""Rows that a new database has in one of them at most: the team that it begins with."""

ABOUT = {"kind": "demo", "name": "Ashbrook"}
"""What the file says of itself."""


def write_whole(path: Path, fill: Callable[[Session], None]) -> None:
    """Make a new database, let `fill` fill it as a force fills its own, and put it at path.

    The file appears there only when it is complete.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    _remove(unfinished)
    try:
        _make(unfinished, fill)
        os.replace(unfinished / REAL, path)
    finally:
        _remove(unfinished)


def insert_tables(session: Session, tables: Mapping[str, pd.DataFrame]) -> None:
    """Store the frames, named like their tables, all or none."""
    with session.writing("set up") as written:
        for table, rows in tables.items():
            written.insert(table, _counted(rows, COUNTED[table]) if table in COUNTED else rows)


def _counted(rows: pd.DataFrame, at: str) -> pd.DataFrame:
    serial = range(HELD + 1, HELD + 1 + len(rows))
    return rows.sort_values(at, kind="stable").assign(serial=serial)


def _make(folder: Path, fill: Callable[[Session], None]) -> None:
    opened = Store(folder, real=True)
    session = Session(opened, SYSTEM)
    try:
        fill(session)
        with session.writing("keep house") as written:
            for name, value in ABOUT.items():
                written.change("whole_file/insert_about", name=name, value=value)
    finally:
        opened.close()


def _remove(unfinished: Path) -> None:
    """Remove what a build that was killed leaves; one of version 0.1 was a file and its journal."""
    if unfinished.is_dir():
        shutil.rmtree(unfinished)
    for left in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
        left.unlink(missing_ok=True)
