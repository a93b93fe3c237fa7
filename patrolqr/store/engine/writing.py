"""What happens within one transaction: named statements, frames as tables, rows counted as written."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from patrolqr.store.engine.statements import bind, count_of, dictionaries, statement

Row = TypeVar("Row")

OWN_TABLE = "CREATE TEMP TABLE"

ROWS_A_PIECE = 60_000
"""Rows of each piece of a table, so that several threads can read it."""


def in_pieces(rows: pa.Table) -> pa.Table:
    """Return the same table in pieces: a column in one takes DuckDB nearly twice as long to store."""
    return pa.Table.from_batches(rows.to_batches(max_chunksize=ROWS_A_PIECE), rows.schema)


class Writing:
    """One transaction on the file. The cursor stays inside the engine.

    `acknowledged` is how many logs its commit lets be acknowledged, `begun` when it began (Unix seconds).
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.cursor = cursor
        self.begun = time.time()
        self.written: Counter[str] = Counter()
        """Statement (or table) → rows it wrote, for the audit trail."""
        self.acknowledged = 0
        self.subjects: dict[str, None] = {}
        """Whom or which log it concerns, for the audit trail, in the order they were named."""
        self.has_own_tables = False
        """Whether it made tables that stay with its cursor."""
        self.check: Callable[[Mapping[str, object]], None] | None = None
        """What looks at the parameters of each statement before it runs, and raises where whoever asks
        may not touch what they name.
        """

    def concerns(self, *subjects: str) -> None:
        """Note whom or which log the transaction concerns: a collar number, a name, "log" and its id."""
        self.subjects.update(dict.fromkeys(filter(None, subjects)))

    def rows(self, row: type[Row], query: str, **parameters: object) -> list[Row]:
        """Return the rows of the query as the transaction sees them."""
        return dictionaries(row, self._execute(query, parameters))

    def frame(self, row: type[object], query: str, **parameters: object) -> pd.DataFrame:
        """Return the rows of the query as a frame, as the transaction sees them."""
        return self._execute(query, parameters).df()

    def change(self, query: str, **parameters: object) -> int:
        """Run the statement and return how many rows it wrote."""
        return self._note(query, count_of(self._execute(query, parameters)))

    def change_over(
        self,
        query: str,
        batch: pa.Table | pd.DataFrame,
        known: pa.Table | None = None,
        **parameters: object,
    ) -> int:
        """Run the statement, which reads `batch` (and `known`) as tables; return the rows written."""
        return self._note(query, count_of(self._execute_over(query, batch, known, parameters)))

    def table_over(
        self,
        query: str,
        batch: pa.Table | pd.DataFrame,
        known: pa.Table | None = None,
        **parameters: object,
    ) -> pa.Table:
        """Return what the query makes of `batch` (and `known`), in pieces that threads can share."""
        result = self._execute_over(query, batch, known, parameters)
        return result.to_arrow_table(ROWS_A_PIECE)

    def insert(self, table: str, batch: pa.Table | pd.DataFrame) -> int:
        """Insert the rows of `batch` into the table, column by column name; return their number."""
        names = batch.column_names if isinstance(batch, pa.Table) else batch.columns
        columns = ", ".join(f'"{name}"' for name in names)
        if self.check:
            self.check(_columns_of(batch))
        insert = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM batch"  # noqa: S608
        return self._note(table, count_of(self.cursor.execute(insert)))

    def _note(self, what: str, rows: int) -> int:
        self.written[what] += rows
        return rows

    def _execute(self, query: str, parameters: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
        if self.check:
            self.check(parameters)
        code = statement(query)
        self.has_own_tables |= OWN_TABLE in code
        return self.cursor.execute(code, bind(parameters))

    def _execute_over(
        self,
        query: str,
        batch: pa.Table | pd.DataFrame,
        known: pa.Table | None,
        parameters: Mapping[str, object],
    ) -> duckdb.DuckDBPyConnection:
        """Execute a statement that names `batch` and `known`.

        DuckDB finds both by their names here. Registering them would keep each in memory until the
        transaction ends.
        """
        if self.check:
            self.check({**_columns_of(batch), **parameters})
        return self.cursor.execute(statement(query), bind(parameters))


def _columns_of(batch: pa.Table | pd.DataFrame) -> dict[str, object]:
    """Return the values of each column, as parameters of its name."""
    if isinstance(batch, pa.Table):
        return {name: batch[name].to_pylist() for name in batch.column_names}
    return {str(name): batch[name].tolist() for name in batch.columns}
