"""Named statements that read Arrow tables and frames as if they were tables of the database."""

import duckdb
import pandas as pd
import pyarrow as pa

from patrolqr.store.engine.duckdb_file import statement

ROWS_A_PIECE = 60_000
"""Rows of each piece of a table, so that several threads can read it."""


def over(
    cursor: duckdb.DuckDBPyConnection,
    query: str,
    batch: pa.Table | pd.DataFrame,
    known: pa.Table | None = None,
    **parameters: object,
) -> duckdb.DuckDBPyConnection:
    """Return the cursor after executing the named statement, which reads `batch`, and `known` where
    it says so.

    DuckDB finds both by their names here. Registering them would keep each in memory until the
    transaction ends.
    """
    return cursor.execute(statement(query), parameters or None)


def table(result: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return all rows of a result as an Arrow table."""
    return result.to_arrow_table(ROWS_A_PIECE)


def changed(result: duckdb.DuckDBPyConnection) -> int:
    """Return how many rows a statement wrote."""
    (count,) = result.fetchone() or (0,)
    return int(count)
