"""What a database is, wherever its rows lie: reading by named queries, writing under one lock, and
loads beside it.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from patrolqr.core.errors import LoadRunning, PatrolError
from patrolqr.store.engine.gate import Gate
from patrolqr.store.engine.own_rows import Teams
from patrolqr.store.engine.statements import Bound, bind, dictionaries, statement
from patrolqr.store.engine.writing import Writing

Row = TypeVar("Row")

BUSY = "A file is being loaded at this moment, so nothing was changed. Do this again when it is loaded."


class Memory:
    """What the process keeps in its memory of what is stored hangs on one of these: another one says
    that another process may have written since, so that all of it is read anew.
    """


class AnyDatabase(ABC):
    """An open database. Reads take a cursor each; writes go through `writing`, one at a time.

    What takes long goes through `loading`, also one at a time, and keeps no other write waiting.
    `revision` grows with every committed write, so that a cache keyed on it and on `name` is never
    stale. `copied_before` is the copy that was made before a migration.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.copied_before: Path | None = None
        self._revision = 0
        self._memory = Memory()
        self._lock = threading.RLock()
        self._load_lock = threading.RLock()
        self._gate = Gate()

    @property
    def revision(self) -> int:
        """Return how often it was written."""
        return self._revision

    @property
    def memory(self) -> Memory:
        """Return what hangs together with all that is known of it in memory."""
        return self._memory

    @property
    def is_active(self) -> bool:
        """Return whether this process is the one that writes."""
        return True

    @property
    @abstractmethod
    def problem(self) -> str:
        """Return what is wrong with how it is kept, "" where nothing is."""

    @abstractmethod
    def need_active(self) -> None:
        """StandingBy where another process is the one that writes: nothing is changed here."""

    @abstractmethod
    def watch(self, on_active: Callable[[], None]) -> None:
        """Call `on_active` whenever this process becomes the one that writes, until it is closed."""

    @abstractmethod
    def close(self) -> None:
        """Write everything and let it go."""

    @abstractmethod
    def rewrite(self, *, patience_s: float | None = None) -> None:
        """Keep nothing but the rows there are: no bytes of what was deleted or changed.

        Writes wait meanwhile. LoadRunning and DatabaseBusy say that it was left as it was.
        """

    @abstractmethod
    def copy_to(self, target: Path) -> int:
        """Copy all that was committed into a database file; writes wait for as long as they must.

        Returns how many logs it holds that were acknowledged one by one.
        """

    def rows(
        self, row: type[Row], query: str, own: Teams = None, /, **parameters: object
    ) -> list[Row]:
        """Return the rows of the query (sql/<query>.sql), each a dictionary with the keys of `row`: of
        these teams alone where some are named.
        """
        with self._reading(query, parameters, own) as result:
            return dictionaries(row, result)

    def frame(
        self, row: type[object], query: str, own: Teams = None, /, **parameters: object
    ) -> pd.DataFrame:
        """Return the rows of the query as a frame with the columns of `row`, in the same way."""
        with self._reading(query, parameters, own) as result:
            return result.df()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Give a transaction: committed at the end, rolled back if anything is raised."""
        with self._lock, self._transaction() as written:
            yield written

    @contextmanager
    def loading(self, *, patience_s: float | None = None) -> Iterator[Writing]:
        """Give a long transaction beside those of `writing`, which wait for its commit alone.

        Two transactions may not change the same rows: whatever changes rows that a load may change
        goes through here. LoadRunning where another load does not end within the patience (None:
        waits for it).
        """
        with self._no_load(patience_s), self._transaction() as written:
            yield written

    @contextmanager
    def writing_alone(self, *, patience_s: float | None = None) -> Iterator[Writing]:
        """Give a transaction that may change any row: no load runs beside it and all others wait."""
        with self._no_load(patience_s), self.writing() as written:
            yield written

    @contextmanager
    def _no_load(self, patience_s: float | None) -> Iterator[None]:
        if not self._load_lock.acquire(timeout=-1 if patience_s is None else patience_s):
            raise LoadRunning(BUSY)
        try:
            yield
        finally:
            self._load_lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[Writing]:
        self.need_active()
        cursor = self._run("BEGIN")
        written = Writing(cursor)
        try:
            yield written
            with self._lock:
                self._commit_counted(written)
                self._note(written.acknowledged)
        except BaseException as problem:
            with suppress(duckdb.Error):  # what went wrong first is told, not what follows from it
                cursor.execute("ROLLBACK")
            if isinstance(problem, duckdb.Error) and (expected := self._expected(problem)):
                raise expected from None  # what it says may hold words
            raise
        finally:
            self._give_back(cursor, is_clean=not written.has_own_tables)

    def _commit_counted(self, written: Writing) -> None:
        try:
            self._commit(written)
        finally:
            self._revision += 1  # who is told that it failed may find it kept all the same

    @contextmanager
    def _reading(
        self, query: str, parameters: dict[str, object], own: Teams
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._gate.within():
            cursor = self._run(statement(query), bind(parameters), own)
            try:
                yield cursor
            except duckdb.Error as problem:  # rows are read as they are fetched
                if expected := self._expected(problem):
                    raise expected from None  # what it says may hold words
                raise
            finally:
                self._give_back(cursor)

    @abstractmethod
    def _run(self, code: str, bound: Bound = None, own: Teams = None) -> duckdb.DuckDBPyConnection:
        """Return a cursor that ran the statement, as somebody sees it who is limited to these teams, or
        as everybody else does; an expected problem where it cannot be run.
        """

    def _give_back(self, cursor: duckdb.DuckDBPyConnection, *, is_clean: bool = True) -> None:
        """Take a cursor back that is not needed any more; one that is not clean has tables of its own."""
        cursor.close()

    @abstractmethod
    def _commit(self, written: Writing) -> None:
        """Commit; what was committed is kept, whatever is raised after it."""

    @abstractmethod
    def _expected(self, problem: duckdb.Error) -> PatrolError | None:
        """Return what DuckDB says as a problem that we expect, None where it is a bug."""

    @abstractmethod
    def _note(self, acknowledged: int = 0) -> None:
        """Note what a commit has to keep from now on, with so many more logs to be acknowledged."""
