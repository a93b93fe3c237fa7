"""All rows of one database put in place of those of another, counted and compared, or nothing at all."""

import duckdb

from patrolqr.core.errors import DatabaseDamaged

TABLES = """
SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal ORDER BY table_name
"""

COLUMNS = """
SELECT column_name, data_type FROM duckdb_columns()
WHERE database_name = ? AND table_name = ? ORDER BY column_index
"""

LEFT_OUT = ("schema_versions",)
"""Tables in which each database says by itself how it was made."""


def tables(cursor: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """Return the names of its tables."""
    found = cursor.execute(TABLES, [database]).fetchall()
    return [name for (name,) in found if name not in LEFT_OUT]


def columns(cursor: duckdb.DuckDBPyConnection, database: str, table: str) -> dict[str, str]:
    """Return the columns of a table, each with its type."""
    return dict(cursor.execute(COLUMNS, [database, table]).fetchall())


def copy(cursor: duckdb.DuckDBPyConnection, source: str, target: str) -> dict[str, int]:
    """Put the rows of one open database in place of those of another, within the transaction that
    goes on; return table → rows. DatabaseDamaged where the target then holds something else.

    The columns of questions that are asked no more go along.
    """
    names = tables(cursor, source)
    found = {name: columns(cursor, source, name) for name in names}
    for name in names:
        for column in found[name].keys() - columns(cursor, target, name).keys():
            kind = found[name][column]
            cursor.execute(f'ALTER TABLE {target}."{name}" ADD COLUMN "{column}" {kind}')
    return {name: _copy(cursor, source, target, name, list(found[name])) for name in names}


def _copy(
    cursor: duckdb.DuckDBPyConnection, source: str, target: str, table: str, named: list[str]
) -> int:
    listed = ", ".join(f'"{each}"' for each in named)
    cursor.execute(f'DELETE FROM {target}."{table}"')  # noqa: S608  our own
    insert = f'INSERT INTO {target}."{table}" ({listed}) SELECT {listed} FROM {source}."{table}"'  # noqa: S608
    cursor.execute(insert)
    digest = f'SELECT count(*), bit_xor(hash({listed})) FROM {{}}."{table}"'  # noqa: S608  our own
    before = cursor.execute(digest.format(source)).fetchone() or (0,)
    after = cursor.execute(digest.format(target)).fetchone()
    if before != after:
        raise DatabaseDamaged(
            f"The copy does not hold what was there before ({table}), so nothing was moved."
        )
    return int(before[0])
