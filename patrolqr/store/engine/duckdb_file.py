"""One DuckDB file: opening, migrations, reading by named queries, writing under one lock."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import DatabaseNewer, FolderInUse
from patrolqr.core.form.question import SQL_TYPES
from patrolqr.core.form.questions import COLUMNS

SQL = Path(__file__).parents[1] / "sql"
SCHEMA = SQL / "schema"

log = logging.getLogger(__name__)


class Database:
    """One open DuckDB file. Reads take a cursor each; writes go through `writing`, one at a time.

    `revision` grows with every committed write, so that a cache keyed on it is never stale.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.revision = 0
        self._lock = threading.RLock()
        try:
            self._connection = duckdb.connect(
                str(path), config={"memory_limit": "1GB", "preserve_insertion_order": False}
            )
        except duckdb.IOException as problem:
            raise FolderInUse(f"The database {path.name} cannot be opened: {problem}") from problem
        self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
        self._migrate()

    def frame(self, query: str, **parameters: object) -> pd.DataFrame:
        """Return the rows of the named query (sql/<noun>/<query>.sql) as a frame."""
        with self._reading(query, parameters) as result:
            return result.df()

    def rows(self, query: str, **parameters: object) -> list[dict[str, Any]]:
        """Return the rows of the named query as dictionaries of plain Python values."""
        with self._reading(query, parameters) as result:
            names = [column[0] for column in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def one(self, query: str, **parameters: object) -> dict[str, Any] | None:
        """Return the first row of the named query, or None where there is none."""
        return next(iter(self.rows(query, **parameters)), None)

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor inside a transaction: committed at the end, rolled back if anything is
        raised.
        """
        with self._lock:
            cursor = self._connection.cursor()
            cursor.execute("BEGIN")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.close()
            self.revision += 1

    def close(self) -> None:
        """Write everything into the file and let it go."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _reading(
        self, query: str, parameters: dict[str, object]
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        _check(parameters)
        cursor = self._connection.cursor()
        try:
            yield cursor.execute(statement(query), parameters or None)
        finally:
            cursor.close()

    def _migrate(self) -> None:
        with self.writing() as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER, migrated_at TIMESTAMPTZ)"
            )
            (found,) = cursor.execute(
                "SELECT coalesce(max(version), 0) FROM schema_versions"
            ).fetchone() or (0,)
            migrations = {
                int(file.name[:4]): file for file in sorted((SCHEMA / "migrations").glob("*.sql"))
            }
            if found > max(migrations):
                raise DatabaseNewer(
                    f"{self.path.name} was written by a newer PatrolQR (schema {found}, this one knows "
                    f"{max(migrations)}). Install the newer PatrolQR again."
                )
            for version, file in migrations.items():
                if version > found:
                    cursor.execute(file.read_text("utf-8"))
                    cursor.execute(
                        "INSERT INTO schema_versions VALUES (?, ?)", [version, clock.now()]
                    )
            for table, fields in COLUMNS.items():
                for field in fields:
                    kind = SQL_TYPES[field.kind]
                    cursor.execute(
                        f'ALTER TABLE {table} ADD COLUMN IF NOT EXISTS "{field.name}" {kind}'
                    )
            for file in sorted((SCHEMA / "views").glob("*.sql")):
                cursor.execute(file.read_text("utf-8"))


def run(
    cursor: duckdb.DuckDBPyConnection, query: str, **parameters: object
) -> duckdb.DuckDBPyConnection:
    """Return the cursor after executing the named statement, for use inside `writing`."""
    _check(parameters)
    return cursor.execute(statement(query), parameters or None)


@cache
def statement(query: str) -> str:
    """Return the text of a named query."""
    (file,) = SQL.glob(f"*/{query}.sql")
    return file.read_text("utf-8")


def _check(parameters: dict[str, object]) -> None:
    """Refuse naive datetimes: DuckDB would read them as UTC without a word."""
    for name, value in parameters.items():
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(f"{name} has no time zone")
