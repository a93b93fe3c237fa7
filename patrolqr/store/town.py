"""Writes the demo town into a database of its own: complete, or not at all."""

import os
from pathlib import Path

from patrolqr.demo import Town
from patrolqr.store.database import Database, run


def build(path: Path, town: Town) -> None:
    """Write the town into a new database at path, which appears there only when it is complete."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    _remove(unfinished)
    try:
        _write(unfinished, town)
        os.replace(unfinished, path)
    finally:
        _remove(unfinished)


def _write(path: Path, town: Town) -> None:
    database = Database(path)
    try:
        with database.writing() as cursor:
            for table, rows in vars(town).items():
                cursor.register(f"town_{table}", rows)
            run(cursor, "insert_town")
    finally:
        database.close()


def _remove(path: Path) -> None:
    """Remove a database and its journal, as a build that was killed leaves them."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
