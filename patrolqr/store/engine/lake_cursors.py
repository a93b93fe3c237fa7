"""Cursors of an open lake, kept for the next who asks: a new one takes 15 ms, since DuckLake reads its
catalogue for it.
"""

import threading

import duckdb

from patrolqr.store.engine import own_rows
from patrolqr.store.engine.own_rows import Teams

IDLE_KEPT = 16
"""Cursors that are kept at most."""


class Cursors:
    """The cursors of the connection in use; each is one person's until it is given back."""

    def __init__(self, lake: str) -> None:
        self._lake = lake
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = threading.Lock()
        self._idle: list[duckdb.DuckDBPyConnection] = []
        self._lent: dict[int, duckdb.DuckDBPyConnection] = {}
        self._limited: set[int] = set()

    def replace(self, connection: duckdb.DuckDBPyConnection | None) -> None:
        """Give cursors of another connection from now on, or none; the old one ends with those of its
        cursors that are still in use.
        """
        with self._lock:
            idle, self._idle = self._idle, []
            self._connection = connection
        for each in idle:
            each.close()

    def take(self, own: Teams = None) -> duckdb.DuckDBPyConnection:
        """Return a cursor that nobody else has, which sees these teams alone where some are named;
        duckdb.ConnectionException where it is closed.
        """
        with self._lock:
            cursor = self._idle.pop() if self._idle else None
            connection = self._connection
        if connection is None:
            raise duckdb.ConnectionException("The lake is closed.")
        if cursor is None:
            cursor = connection.cursor()
            cursor.execute(f"USE {self._lake}")
        with self._lock:
            self._lent[id(cursor)] = connection
        if own is not None:
            self._limit(connection, cursor, own)
        return cursor

    def _limit(
        self,
        connection: duckdb.DuckDBPyConnection,
        cursor: duckdb.DuckDBPyConnection,
        own: frozenset[str],
    ) -> None:
        with self._lock:
            self._limited.add(id(cursor))
        try:
            own_rows.need(connection, self._lake)
            own_rows.enter(cursor, own)
        except BaseException:
            self.give_back(cursor, is_clean=False)
            raise

    def give_back(self, cursor: duckdb.DuckDBPyConnection, *, is_clean: bool) -> None:
        """Keep the cursor for the next who asks, unless it has tables of its own, or another connection
        is in use by now.
        """
        with self._lock:
            is_limited = id(cursor) in self._limited
            self._limited.discard(id(cursor))
        if is_clean and is_limited:
            is_clean = self._see_all(cursor)
        with self._lock:
            of = self._lent.pop(id(cursor))
            if is_clean and of is self._connection and len(self._idle) < IDLE_KEPT:
                self._idle.append(cursor)
                return
        cursor.close()

    def _see_all(self, cursor: duckdb.DuckDBPyConnection) -> bool:
        """Let a cursor see all teams again, for whoever asks next; return whether it does."""
        try:
            own_rows.leave(cursor, self._lake)
        except duckdb.Error:
            return False
        return True
