"""A lake, or one as it was, copied into a database file."""

from contextlib import suppress
from pathlib import Path

import duckdb

from patrolqr.store.engine import copies, moving
from patrolqr.store.engine.duckdb_file import Database
from patrolqr.store.engine.quoting import quoted


def copy(cursor: duckdb.DuckDBPyConnection, source: str, target: Path, *, lake: str) -> int:
    """Copy what is open as `source` into a new file; `lake` is what the cursor uses before and after.

    Returns how many logs it holds that were acknowledged one by one.
    """
    copies.remove(target)
    Database(target).close()  # today's tables and views
    cursor.execute(f"ATTACH {quoted(target)} AS copied")
    try:
        cursor.execute("BEGIN")
        moving.copy(cursor, source, "copied")
        cursor.execute("COMMIT")
        cursor.execute("CHECKPOINT copied")
        cursor.execute("USE copied")
        return copies.acknowledged(cursor)
    finally:
        with suppress(duckdb.Error):  # what went wrong first is told
            cursor.execute("ROLLBACK")
        cursor.execute(f"USE {lake}")
        cursor.execute("DETACH copied")
