"""The database's file written anew, so that it holds nothing but the rows there are.

What is deleted or changed stays in DuckDB's file, as bytes that anybody can find, until every row is
copied into a new file and that takes the old one's place.
"""

import os
from pathlib import Path

import duckdb

from patrolqr.core.errors import DatabaseDamaged
from patrolqr.store.engine import copies, kept
from patrolqr.store.engine.quoting import quoted

DIGESTS = "SELECT count(*), bit_xor(hash(every)) FROM {} AS every"
"""What tells whether two tables hold the same rows, in whatever order."""


def fresh_of(database: Path) -> Path:
    """Return where the new file is written."""
    return database.with_name(f"{database.name}.rewriting")


def write(connection: duckdb.DuckDBPyConnection, database: Path) -> Path:
    """Copy every row that an open database holds into a new file, compare both, and return where it
    is. DatabaseDamaged where they are not the same.

    Nothing may be written meanwhile.
    """
    fresh = fresh_of(database)
    copies.remove(fresh)
    cursor = connection.cursor()
    try:
        (name,) = cursor.execute("SELECT current_database()").fetchone() or ("",)
        cursor.execute(f"ATTACH {quoted(fresh)} AS fresh")
        try:
            cursor.execute(f'COPY FROM DATABASE "{name}" TO fresh')
            different = _different(cursor, name)
        finally:
            cursor.execute("DETACH fresh")
    except BaseException:
        copies.remove(fresh)
        raise
    finally:
        cursor.close()
    if different:
        copies.remove(fresh)
        raise DatabaseDamaged(
            f"The new file of {database.name} does not hold what the old one does ({', '.join(different)}), "
            "so the old one stays in place."
        )
    fresh.chmod(0o600)
    copies.read_whole(fresh)
    copies.sync(fresh)
    return fresh


def swap(fresh: Path, database: Path) -> None:
    """Put the new file in place of one that nobody has open any more, in one step."""
    if kept.size_of(kept.journal_of(database)):
        raise DatabaseDamaged(
            f"{database.name} still has a journal, so the new file was not put in its place."
        )
    os.replace(fresh, database)
    copies.sync(database.parent)


def clear(database: Path) -> None:
    """Remove a new file that was not put in place: PatrolQR was stopped before that."""
    copies.remove(fresh_of(database))


def _different(cursor: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Return the tables that are not the same in both, by name."""
    tables = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal", [name]
    ).fetchall()
    return [
        table
        for (table,) in tables
        if _digest(cursor, name, table) != _digest(cursor, "fresh", table)
    ]


def _digest(cursor: duckdb.DuckDBPyConnection, database: str, table: str) -> object:
    return cursor.execute(DIGESTS.format(f'"{database}"."{table}"')).fetchone()
