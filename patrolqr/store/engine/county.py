"""A lake that several forces share (DuckLake): opened for one piece of work and let go again, so that
nobody who looks at it keeps another from publishing.

A lake whose catalogue is a file can be opened by one process at a time, one in PostgreSQL by many;
whoever meets another waits, and what two wrote at once is written again by the second.
"""

import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from patrolqr.core.errors import CountyUnreachable
from patrolqr.core.settings import LAKE, POSTGRES, County
from patrolqr.store.engine import extensions
from patrolqr.store.engine.quoting import quoted
from patrolqr.store.engine.statements import bind, dictionaries, statement

Answer = TypeVar("Answer")
Row = TypeVar("Row")

PATIENCE_S = 20.0
"""How long whoever meets another in the lake waits and tries again."""

TRIED_AFTER_S = 0.1

BUSY = (
    *("Could not set lock", "Unique file handle conflict", "already attached"),
    *("conflict", "already exists", "could not serialize", "deadlock detected"),
)
"""What DuckDB says where somebody else is there, or wrote first."""

NOT_THERE = "creating a new DuckLake is explicitly disabled"
"""What it says of a lake that nobody published to yet."""

UNREACHABLE = (
    "The lake that PATROLQR_COUNTY names cannot be used: {}. Nothing of it was changed. See that its "
    "database answers and that its folder of files can be read and written here, then do it again."
)

SECRET = re.compile(r"(password\s*=\s*)(?:'[^']*'|\S+)|(://[^\s:/@]*:)\S+(?=@)", re.IGNORECASE)
"""A password in an address, as `password=…` and as `postgresql://user:…@host`."""

_one_at_a_time = threading.RLock()
"""Within a process: two attachments of one file would meet each other."""

UPKEEP = (
    "CALL ducklake_expire_snapshots('lake', older_than => now())",
    "CALL ducklake_merge_adjacent_files('lake')",
    "CALL ducklake_expire_snapshots('lake', older_than => now())",
    "CALL ducklake_cleanup_old_files('lake', cleanup_all => true)",
)
"""What is done after a month was written: what it replaced goes, from the catalogue and the disk, and
small files become few.
"""


class Reading:
    """The lake as it is at one moment."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def read(self, row: type[Row], query: str, **parameters: object) -> list[Row]:
        """Return the rows of the query (sql/<query>.sql), each with the keys of `row`."""
        return dictionaries(row, self._cursor.execute(statement(query), bind(parameters)))

    def read_frame(self, row: type[object], query: str, **parameters: object) -> pd.DataFrame:
        """Return the rows of the query as a frame with the columns of `row`."""
        return self._cursor.execute(statement(query), bind(parameters)).df()


class Publishing(Reading):
    """One transaction on the lake."""

    def put(self, query: str, **parameters: object) -> None:
        """Run a statement that changes rows."""
        self._cursor.execute(statement(query), bind(parameters))

    def add(self, table: str, batch: pd.DataFrame) -> None:
        """Insert the rows of a frame into the table, column by column name."""
        columns = ", ".join(f'"{name}"' for name in batch.columns)
        self._cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM batch")  # noqa: S608


def read(county: County, look: Callable[[Reading], Answer], *, nothing: Answer) -> Answer:
    """Return what a look at the lake answers, `nothing` where nobody published to it yet.

    CountyUnreachable where it cannot be opened or read.
    """

    def once() -> Answer:
        if not _may_be_there(county):
            return nothing
        try:
            with _attached(county, read_only=True) as cursor:
                return look(Reading(cursor))
        except duckdb.InvalidInputException as problem:
            if NOT_THERE in str(problem):
                return nothing
            raise

    return _patiently(once)


def publish(county: County, work: Callable[[Publishing], bool]) -> bool:
    """Do a piece of work in one transaction, again from its beginning where another was quicker; return
    whether it says that it changed anything.

    The lake is made where there is none. Afterwards it holds the newest state alone.
    """

    def once() -> bool:
        with _attached(county, read_only=False) as cursor:
            _make_tables(cursor)
            cursor.execute("BEGIN")
            try:
                is_changed = work(Publishing(cursor))
                cursor.execute("COMMIT" if is_changed else "ROLLBACK")
            except BaseException:
                with suppress(duckdb.Error):  # what went wrong first is told
                    cursor.execute("ROLLBACK")
                raise
            if is_changed:
                _keep_up(cursor)
            return is_changed

    return _patiently(once)


def _make_tables(cursor: duckdb.DuckDBPyConnection) -> None:
    (known,) = cursor.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake' AND table_name = 'done'"
    ).fetchone() or (0,)
    if not known:
        cursor.execute("BEGIN")
        cursor.execute(statement("county/lake/tables"))
        cursor.execute("COMMIT")


def _keep_up(cursor: duckdb.DuckDBPyConnection) -> None:
    """Let go of what was replaced; where another publishes meanwhile, whoever is last does it."""
    for each in UPKEEP:
        try:
            cursor.execute(each).df()
        except duckdb.Error as problem:
            if not _is_busy(problem):  # the month is published all the same
                told = f"What was published before is still in the lake's files. {_told(problem)}."
                print(told, file=sys.stderr, flush=True)
            return


def _may_be_there(county: County) -> bool:
    where = county.address.removeprefix(LAKE)
    return where.startswith(POSTGRES) or Path(where).exists()


@contextmanager
def _attached(county: County, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor that has the lake open, as nobody else has in this process."""
    options = ["READ_ONLY"] if read_only else []
    # rows in the catalogue would leave their bytes there once they are replaced: files are removed whole
    options += [f"DATA_PATH {quoted(county.files)}", "DATA_INLINING_ROW_LIMIT 0"]
    is_postgres = county.address.removeprefix(LAKE).startswith(POSTGRES)
    with _one_at_a_time:
        if not read_only:
            _make_folder(county.files)
            if not is_postgres:
                _make_folder(Path(county.address.removeprefix(LAKE)).parent)
        cursor = _ready("postgres_scanner" if is_postgres else "ducklake").cursor()
        try:
            cursor.execute(f"ATTACH {quoted(county.address)} AS lake ({', '.join(options)})")
            try:
                yield cursor.execute("USE lake")
            finally:
                with suppress(duckdb.Error):  # nothing that is open may keep it attached
                    cursor.execute("ROLLBACK")
                cursor.execute("USE memory; DETACH lake")
        finally:
            cursor.close()


@cache
def _ready(needed: str) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that lakes are attached to: loading extensions takes most of a look's
    time, so it is done once.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("SET GLOBAL TimeZone = 'UTC'; SET enable_progress_bar = false")
    extensions.load(connection, *dict.fromkeys(("ducklake", needed)))
    return connection


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as problem:
        raise CountyUnreachable(UNREACHABLE.format(f"{folder}: {problem.strerror}")) from problem


def _patiently(work: Callable[[], Answer]) -> Answer:
    """Return what the work answers; done again where somebody else was there, as long as patience
    lasts.
    """
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return work()
        except duckdb.Error as problem:
            if not _is_busy(problem) or time.monotonic() > end:
                raise CountyUnreachable(UNREACHABLE.format(_told(problem))) from None
        time.sleep(TRIED_AFTER_S)


def _is_busy(problem: duckdb.Error) -> bool:
    """Return whether somebody else is there or was quicker: a file that was looked for may be replaced."""
    is_gone = isinstance(problem, duckdb.IOException) and ".parquet" in str(problem)
    return is_gone or any(word in str(problem) for word in BUSY)


def _told(problem: duckdb.Error) -> str:
    """Return what DuckDB says, on one line, without the password of the address."""
    return SECRET.sub(r"\1\2…", " ".join(str(problem).split()))[:400].rstrip(". ")
