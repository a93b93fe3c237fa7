"""All rows of one database put in place of those of another, counted and compared, or nothing at all."""

import duckdb

from patrolqr.core.errors import DatabaseDamaged

COLUMNS = """
SELECT table_name, column_name, data_type FROM duckdb_columns()
JOIN duckdb_tables() USING (database_name, schema_name, table_name)
WHERE database_name = ? AND NOT duckdb_columns.internal ORDER BY table_name, column_index
"""

LEFT_OUT = ("schema_versions",)
"""Tables in which each database says by itself how it was made."""

Columns = dict[str, dict[str, str]]
"""Table → its columns, each with its type."""


def columns(cursor: duckdb.DuckDBPyConnection, database: str) -> Columns:
    """Return the tables of an open database with their columns; views have none here."""
    found: Columns = {}
    for table, column, kind in cursor.execute(COLUMNS, [database]).fetchall():
        if table not in LEFT_OUT:
            found.setdefault(table, {})[column] = kind
    return found


def copy(cursor: duckdb.DuckDBPyConnection, source: str, target: str) -> dict[str, int]:
    """Put the rows of one open database in place of those of another, within the transaction that
    goes on; return table → rows. DatabaseDamaged where the target then holds something else.

    The columns of questions that are asked no more go along.
    """
    found, there = columns(cursor, source), columns(cursor, target)
    for table in found:
        for name in found[table].keys() - there[table].keys():
            kind = found[table][name]
            cursor.execute(f'ALTER TABLE {target}."{table}" ADD COLUMN "{name}" {kind}')
    return {table: _copy(cursor, source, target, table, list(found[table])) for table in found}


def _copy(
    cursor: duckdb.DuckDBPyConnection, source: str, target: str, table: str, named: list[str]
) -> int:
    listed = ", ".join(f'"{each}"' for each in named)
    digest = f'SELECT count(*), bit_xor(hash({listed})) FROM {{}}."{table}"'  # noqa: S608  our own
    before = cursor.execute(digest.format(source)).fetchone()
    if before == cursor.execute(digest.format(target)).fetchone():
        return before[0] if before else 0  # nothing in either, mostly
    cursor.execute(f'DELETE FROM {target}."{table}"')  # noqa: S608  our own
    insert = f'INSERT INTO {target}."{table}" ({listed}) SELECT {listed} FROM {source}."{table}"'  # noqa: S608
    cursor.execute(insert)
    if before is None or before != cursor.execute(digest.format(target)).fetchone():
        raise DatabaseDamaged(
            f"The copy does not hold what was there before ({table}), so nothing was moved."
        )
    return int(before[0])
