"""The schema moves forward only: migrations, columns of the form's questions, views."""

from datetime import timedelta
from pathlib import Path

import duckdb

from patrolqr.core import clock
from patrolqr.core.errors import DatabaseNewer
from patrolqr.core.presence import LONGEST_STAY
from patrolqr.store.engine import form_columns

SQL = Path(__file__).parents[1] / "sql"
SCHEMA = SQL / "schema"


def bring_up_to_date(cursor: duckdb.DuckDBPyConnection, file_name: str) -> None:
    """Run the migrations the file has not had, add columns of new questions, renew the views.

    DatabaseNewer where a newer PatrolQR wrote the file, QuestionChanged where a question has
    another kind than the answers in it.
    """
    _migrate(cursor, file_name)
    form_columns.add_columns(cursor)
    longest_us = LONGEST_STAY // timedelta(microseconds=1)
    cursor.execute(f"CREATE OR REPLACE MACRO longest_stay_us() AS {longest_us}")
    for file in sorted((SCHEMA / "views").glob("*.sql")):
        cursor.execute(form_columns.fill(file.read_text("utf-8")))


def _migrate(cursor: duckdb.DuckDBPyConnection, file_name: str) -> None:
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER, migrated_at TIMESTAMPTZ)"
    )
    newest = "SELECT coalesce(max(version), 0) FROM schema_versions"
    (found,) = cursor.execute(newest).fetchone() or (0,)
    files = {int(file.name[:4]): file for file in (SCHEMA / "migrations").glob("*.sql")}
    if found > max(files):
        raise DatabaseNewer(
            f"{file_name} was written by a newer PatrolQR (schema {found}, this one knows "
            f"{max(files)}). Install the newer PatrolQR again."
        )
    for version in sorted(files):
        if version > found:
            cursor.execute(files[version].read_text("utf-8"))
            cursor.execute(
                "INSERT INTO schema_versions (version, migrated_at) VALUES (?, ?)",
                [version, clock.now()],
            )
