"""A database file written whole from frames: complete, or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from patrolqr.store import covered
from patrolqr.store.engine.duckdb_file import Database

ABOUT = {"kind": "demo", "name": "Ashbrook"}
"""What the file says of itself."""


def write_whole(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the frames, named like their tables, into a new database at path.

    The file appears there only when it is complete.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    _remove(unfinished)
    try:
        _write(unfinished, tables)
        os.replace(unfinished, path)
    finally:
        _remove(unfinished)


def _write(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    database = Database(path)
    try:
        with database.writing() as written:
            for table, rows in tables.items():
                written.insert(table, rows)
            covered.keep_of_all(written)
            for name, value in ABOUT.items():
                written.change("whole_file/insert_about", name=name, value=value)
    finally:
        database.close()


def _remove(path: Path) -> None:
    """Remove a database and its journal, as a build that was killed leaves them."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
