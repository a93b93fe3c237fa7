"""The schema moves forward only: migrations, columns of the form's questions, views."""

import hashlib
import re
from pathlib import Path

import duckdb

from patrolqr.core import clock, settings
from patrolqr.core.errors import DatabaseNewer
from patrolqr.store.engine import form_columns

SQL = Path(__file__).parents[1] / "sql"
SCHEMA = SQL / "schema"

CREATED = re.compile(r"^CREATE OR REPLACE VIEW (\w+)", re.M)
"""The views that a statement makes."""


def pending(cursor: duckdb.DuckDBPyConnection, file_name: str) -> list[int]:
    """Return the migrations the file has not had, in order.

    DatabaseNewer where a newer PatrolQR wrote the file.
    """
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER, migrated_at TIMESTAMPTZ)"
    )
    newest = "SELECT coalesce(max(version), 0) FROM schema_versions"
    (found,) = cursor.execute(newest).fetchone() or (0,)
    if found > newest_known():
        raise DatabaseNewer(
            f"{file_name} was written by a newer PatrolQR (schema {found}, this one knows "
            f"{newest_known()}). Install the newer PatrolQR again."
        )
    return [version for version in sorted(_files()) if version > found]


def newest_known() -> int:
    """Return the number of the last migration there is."""
    return max(_files())


def migrate(cursor: duckdb.DuckDBPyConnection, version: int) -> None:
    """Run one migration and note that it ran.

    Each is a transaction of its own: DuckDB cannot alter a table whose rows the same one changed.
    """
    cursor.execute(_files()[version].read_text("utf-8"))
    cursor.execute(
        "INSERT INTO schema_versions (version, migrated_at) VALUES (?, ?)", [version, clock.now()]
    )


def fit(cursor: duckdb.DuckDBPyConnection) -> None:
    """Add columns of new questions and renew the views; nothing where the file already has them so.

    QuestionChanged where a question has another kind than the answers in it.
    """
    statements = fitted()
    named = CREATED.findall("\n".join(statements))
    fingerprint = _fingerprint(statements)
    if set(named) <= _fitted_to(cursor, fingerprint):
        return
    form_columns.add_columns(cursor)
    for statement in statements:
        cursor.execute(statement)
    for view in named:
        cursor.execute(f"COMMENT ON VIEW {view} IS '{fingerprint}'")


def fitted() -> list[str]:
    """Return the statements that make the views, as the settings and the form's questions have them."""
    longest_s = settings.current().longest_stay_minutes * 60
    return [f"CREATE OR REPLACE MACRO longest_stay_s() AS {longest_s}", *_view_texts()]


def _view_texts() -> list[str]:
    files = sorted((SCHEMA / "views").glob("*.sql"))
    return form_columns.fill(file.read_text("utf-8") for file in files)


def _fingerprint(statements: list[str]) -> str:
    """Return a hash of all that views are made from: DuckDB, migrations, columns, statements."""
    columns = form_columns.typed_columns()
    made_from = (duckdb.__version__, sorted(_files()), columns, statements)
    return hashlib.sha256(repr(made_from).encode()).hexdigest()[:16]


def _fitted_to(cursor: duckdb.DuckDBPyConnection, fingerprint: str) -> set[str]:
    """Return the views that bear the fingerprint.

    It stands in each view's comment, which goes with the view: one that is missing, or that another
    version of PatrolQR made anew, bears none.
    """
    found = cursor.execute("SELECT view_name FROM duckdb_views() WHERE comment = ?", [fingerprint])
    return {name for (name,) in found.fetchall()}


def _files() -> dict[int, Path]:
    return {int(file.name[:4]): file for file in (SCHEMA / "migrations").glob("*.sql")}
