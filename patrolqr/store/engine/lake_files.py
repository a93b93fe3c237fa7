"""A lake's Parquet files on the disk itself: DuckDB writes them, and lets the system keep them in memory.

Until they are on the disk PostgreSQL must not say that the lake has them, and forget the rows itself.
"""

import os
from contextlib import suppress
from pathlib import Path

from patrolqr.core.errors import LakeFailed
from patrolqr.store.engine import copies
from patrolqr.store.engine.lake_failures import FILES

ASIDE_S = 60.0
"""How much the clock of the disk's machine may be behind this one's."""


def settle(folder: Path, since: float) -> None:
    """Return once every file that was written since (Unix seconds), with its name, is on the disk
    itself; LakeFailed where that cannot be.

    The folder holds one for each schema, and that one for each table.
    """
    try:
        schemas = _folders(folder)
        tables = [each for schema in schemas for each in _folders(schema)]
        for each in (*tables, *schemas, folder):
            if each.stat().st_mtime > since - ASIDE_S:
                _settle(each, since - ASIDE_S)
    except OSError:
        raise LakeFailed(FILES) from None


def _settle(folder: Path, since: float) -> None:
    with os.scandir(folder) as found:
        files = [each for each in found if each.name.endswith(".parquet")]
    for each in files:
        with suppress(FileNotFoundError):  # a load beside this was rolled back
            if each.stat().st_mtime > since:
                copies.sync(Path(each.path))
    copies.sync(folder)


def _folders(folder: Path) -> list[Path]:
    with os.scandir(folder) as found:
        return [Path(each.path) for each in found if each.is_dir()]
