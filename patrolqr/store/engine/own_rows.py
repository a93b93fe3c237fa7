"""What somebody sees who is limited to some teams: another database beside the real one, in memory,
with a view in place of each table and with the same views over those.

Their statements run there, so none can read what it may not; those of everybody else run in the
database itself and pay nothing. It is made where somebody who is limited asks first.
"""

import threading
from weakref import WeakSet

import duckdb

from patrolqr.store.engine import schema
from patrolqr.store.engine.quoting import quoted

NAME = "own"

VARIABLE = "own_teams"
"""The connection's teams, which the views in there ask for; not set, nothing is seen."""

Teams = frozenset[str] | None
"""The ids of the teams that may be seen, None for all."""

_making = threading.Lock()
_have_it: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()


def need(connection: duckdb.DuckDBPyConnection, whole: str = "") -> None:
    """Make it beside the database of that name (the connection's own), once for each connection that is
    opened.
    """
    with _making:
        if connection not in _have_it:
            cursor = connection.cursor()
            try:
                _make(cursor, whole)
            finally:
                cursor.close()
            _have_it.add(connection)


def _make(cursor: duckdb.DuckDBPyConnection, whole: str) -> None:
    if not whole:
        (whole,) = cursor.execute("SELECT current_database()").fetchone() or ("",)
    cursor.execute(f"ATTACH IF NOT EXISTS ':memory:' AS {NAME}")
    cursor.execute(f"USE {NAME}")
    cursor.execute("BEGIN")
    text = (schema.SCHEMA / "own_rows.sql").read_text("utf-8")
    cursor.execute(text.replace("{whole}", f'"{whole}".main'))
    for statement in schema.fitted():
        cursor.execute(statement)
    cursor.execute("COMMIT")


def enter(cursor: duckdb.DuckDBPyConnection, teams: frozenset[str]) -> None:
    """Let the cursor see the rows of these teams alone."""
    listed = ", ".join(map(quoted, sorted(teams)))
    cursor.execute(f"SET VARIABLE {VARIABLE} = [{listed}]::VARCHAR[]; USE {NAME}")


def leave(cursor: duckdb.DuckDBPyConnection, whole: str) -> None:
    """Let the cursor see all again."""
    cursor.execute(f'RESET VARIABLE {VARIABLE}; USE "{whole}"')
