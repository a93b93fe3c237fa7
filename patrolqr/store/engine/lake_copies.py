"""A lake, or one as it was, copied into a database file."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import duckdb

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.engine import copies, moving
from patrolqr.store.engine.duckdb_file import Database
from patrolqr.store.engine.quoting import quoted
from patrolqr.store.engine.schema import newest_known

BEFORE_UPDATE = (
    "On {} the lake was that of another version of PatrolQR (schema {}, this one knows {}), so it cannot be "
    "copied as it was then. Name a moment after the update."
)


def check(cursor: duckdb.DuckDBPyConnection, source: str, at: datetime) -> None:
    """InputWrong where what is open as `source`, the lake as it was then, has not today's schema."""
    try:
        asked = cursor.execute(f"SELECT coalesce(max(version), 0) FROM {source}.schema_versions")  # noqa: S608
        (found,) = asked.fetchone() or (0,)
    except duckdb.CatalogException:  # it was being set up
        found = 0
    if found != newest_known():
        raise InputWrong(BEFORE_UPDATE.format(clock.instant_text(at), found, newest_known()))


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
