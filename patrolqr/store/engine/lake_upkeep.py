"""What keeps a lake small and quick, and what leaves nothing in it of rows that are gone."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import duckdb
from psycopg import sql

from patrolqr.store.engine import lake_files
from patrolqr.store.engine.lease import Lease

SNAPSHOTS_KEPT = "35 days"
"""How long the lake can be opened as it was: a month's meeting looks back on the month before."""

FILES_KEPT = "1 day"
"""How long files stay that no state of the lake needs any more: somebody may still be reading them."""

HELD = """
SELECT tablename FROM pg_tables
WHERE schemaname = current_schema() AND (tablename LIKE 'ducklake_inlined%' OR tablename LIKE '%stats')
"""
"""Tables of PostgreSQL that hold rows, or the least and greatest of them."""


INLINED = """
SELECT ducklake_table.table_name, inlined.table_name
FROM ducklake_inlined_data_tables AS inlined
JOIN ducklake_table USING (table_id)
WHERE ducklake_table.end_snapshot IS NULL
"""

SUPERSEDED = """
SELECT ducklake_table.table_name
FROM ducklake_table JOIN ducklake_inlined_data_tables AS inlined USING (table_id)
WHERE ducklake_table.end_snapshot IS NULL
GROUP BY ducklake_table.table_name HAVING count(*) > 1 ORDER BY ducklake_table.table_name
"""
"""Tables whose new rows PostgreSQL keeps in several tables of its own: one for each time that they got a
column. Each of them is asked by every statement; all but the newest go when the table is flushed.
"""

IN_PIECES = """
SELECT table_name FROM ducklake_table JOIN ducklake_data_file USING (table_id)
WHERE ducklake_table.end_snapshot IS NULL AND ducklake_data_file.end_snapshot IS NULL
GROUP BY table_name HAVING count(*) > 1 ORDER BY table_name
"""

NO_BOUNDS = """
UPDATE ducklake_table_column_stats SET min_value = NULL, max_value = NULL
WHERE (table_id, column_id) IN (SELECT table_id, column_id FROM ducklake_column WHERE column_type = 'varchar')
"""
"""DuckLake keeps the least and greatest text that a table ever held; NULL says that they are unknown."""


@dataclass(frozen=True)
class Kept:
    """What an upkeep did: tables whose new rows went into files, files that were put together, states
    of the lake that went, files that were removed.
    """

    flushed: int
    merged: int
    expired: int
    removed: int


def tidy(
    cursor: duckdb.DuckDBPyConnection,
    lake: str,
    lease: Lease,
    files: Path,
    alone: Callable[[], AbstractContextManager[None]],
) -> Kept:
    """Write new rows into files, put small files together, and let old states and their files go.

    Each table for itself within `alone`, so that nobody waits for more than one of them.
    """
    flushed = merged = 0
    for table in sorted({*_with_new_rows(lease), *_names(lease, SUPERSEDED)}):
        with alone():
            flushed += bool(_flush(cursor, lake, files, table))
    for table in _names(lease, IN_PIECES):
        with alone(), _durably(cursor, files):
            merged += _call(cursor, "merge_adjacent_files", lake, table=table)
    with alone():
        expired = _call(
            cursor, "expire_snapshots", lake, f"older_than => now() - INTERVAL '{SNAPSHOTS_KEPT}'"
        )
        removed = _call(
            cursor, "cleanup_old_files", lake, f"older_than => now() - INTERVAL '{FILES_KEPT}'"
        )
    return Kept(flushed, merged, expired, removed)


def leave_superseded(
    cursor: duckdb.DuckDBPyConnection, lake: str, lease: Lease, files: Path
) -> None:
    """Leave the tables in which PostgreSQL keeps nothing any more, of columns as they were before a
    migration; those that hold rows go with the next upkeep. Nobody writes meanwhile.
    """
    for table in sorted({*_names(lease, SUPERSEDED)} - {*_with_new_rows(lease)}):
        _flush(cursor, lake, files, table)


def _flush(cursor: duckdb.DuckDBPyConnection, lake: str, files: Path, table: str) -> int:
    """Write the new rows of a table into a file; return how many such tables there were."""
    with _durably(cursor, files):
        return _call(cursor, "flush_inlined_data", lake, f"table_name => '{table}'")


def forget(cursor: duckdb.DuckDBPyConnection, lake: str, lease: Lease, files: Path) -> None:
    """Leave nothing but the rows there are, neither in files nor in PostgreSQL's tables.

    Nobody may read or write meanwhile, and the lake is to be opened anew: DuckLake writes what it
    remembers of texts back. PostgreSQL's own log, and copies, hold what was there longer.
    DatabaseBusy where somebody reads PostgreSQL's tables for long.
    """
    begun = lease.now().isoformat()
    with _durably(cursor, files):
        _call(cursor, "flush_inlined_data", lake)
    with _durably(cursor, files):
        _call(cursor, "rewrite_data_files", lake, "delete_threshold => 0")
    _call(cursor, "expire_snapshots", lake, "older_than => now()")
    _call(cursor, "cleanup_old_files", lake, "cleanup_all => true")
    # younger ones may be another process's that has taken over meanwhile and has not committed yet
    _call(cursor, "delete_orphaned_files", lake, f"older_than => TIMESTAMPTZ '{begun}'")
    lease.run(sql.SQL(NO_BOUNDS))
    for table in _names(lease, HELD):
        lease.run(sql.SQL("VACUUM FULL {}").format(sql.Identifier(table)))


@contextmanager
def _durably(cursor: duckdb.DuckDBPyConnection, files: Path) -> Iterator[None]:
    """Let PostgreSQL take what is done within once all files that it writes are on the disk itself."""
    since = time.time()
    cursor.execute("BEGIN")
    try:
        yield
        lake_files.settle(files, since)
        cursor.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # what went wrong first is told
            cursor.execute("ROLLBACK")
        raise


def _names(lease: Lease, code: LiteralString) -> list[str]:
    return [str(name) for (name,) in lease.run(sql.SQL(code))]


def _with_new_rows(lease: Lease) -> list[str]:
    """Return the tables of which PostgreSQL itself holds rows."""
    looked = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(
            sql.Literal(str(table)), sql.Identifier(str(inlined))
        )
        for table, inlined in lease.run(sql.SQL(INLINED))
    ]
    found = lease.run(sql.SQL(" UNION ").join(looked)) if looked else []
    return sorted(str(name) for (name,) in found)


def _call(
    cursor: duckdb.DuckDBPyConnection, act: str, lake: str, *told: str, table: str = ""
) -> int:
    """Do one thing of DuckLake's own; return how many things it did, as it lists them.

    It does nothing before its list is read; as a frame that needs no time zones of Python's.
    """
    given = ", ".join([f"'{lake}'", *([f"'{table}'"] if table else []), *told])
    return len(cursor.execute(f"CALL ducklake_{act}({given})").df())
