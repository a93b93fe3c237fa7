"""The schema moves forward only: migrations, columns of the form's questions, views."""

from pathlib import Path

import duckdb

from patrolqr.core import clock, settings
from patrolqr.core.errors import DatabaseNewer
from patrolqr.store.engine import form_columns

SQL = Path(__file__).parents[1] / "sql"
SCHEMA = SQL / "schema"


def pending(cursor: duckdb.DuckDBPyConnection, file_name: str) -> list[int]:
    """Return the migrations the file has not had, in order.

    DatabaseNewer where a newer PatrolQR wrote the file.
    """
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER, migrated_at TIMESTAMPTZ)"
    )
    newest = "SELECT coalesce(max(version), 0) FROM schema_versions"
    (found,) = cursor.execute(newest).fetchone() or (0,)
    known = sorted(_files())
    if found > known[-1]:
        raise DatabaseNewer(
            f"{file_name} was written by a newer PatrolQR (schema {found}, this one knows "
            f"{known[-1]}). Install the newer PatrolQR again."
        )
    return [version for version in known if version > found]


def migrate(cursor: duckdb.DuckDBPyConnection, version: int) -> None:
    """Run one migration and note that it ran.

    Each is a transaction of its own: DuckDB cannot alter a table whose rows the same one changed.
    """
    cursor.execute(_files()[version].read_text("utf-8"))
    cursor.execute(
        "INSERT INTO schema_versions (version, migrated_at) VALUES (?, ?)", [version, clock.now()]
    )


def fit(cursor: duckdb.DuckDBPyConnection) -> None:
    """Add columns of new questions and renew the views.

    QuestionChanged where a question has another kind than the answers in it.
    """
    form_columns.add_columns(cursor)
    longest_s = settings.current().longest_stay_minutes * 60
    cursor.execute(f"CREATE OR REPLACE MACRO longest_stay_s() AS {longest_s}")
    for file in sorted((SCHEMA / "views").glob("*.sql")):
        cursor.execute(form_columns.fill(file.read_text("utf-8")))


def _files() -> dict[int, Path]:
    return {int(file.name[:4]): file for file in (SCHEMA / "migrations").glob("*.sql")}
