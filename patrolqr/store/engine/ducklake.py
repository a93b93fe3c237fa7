"""A DuckLake: the same tables, views and queries, with its catalogue in PostgreSQL and its rows in
Parquet files. One process writes, any number of others read and stand by.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from patrolqr.core import clock
from patrolqr.core.errors import DatabaseNewer, InputWrong, LakeFailed, PatrolError, StandingBy
from patrolqr.core.settings import LakeAt
from patrolqr.store.engine import extensions, lake_copies, lake_files, lake_upkeep, moving
from patrolqr.store.engine.database import Memory
from patrolqr.store.engine.duckdb_file import READS_END_WITHIN_S
from patrolqr.store.engine.lake_answers import Answering
from patrolqr.store.engine.lake_cursors import Cursors
from patrolqr.store.engine.lake_failures import (
    EMPTY,
    FILES,
    HOLDS,
    NO_FOLDER,
    NOT_KEPT,
    OLDER,
    STANDS_BY,
    expected,
    is_fenced,
    not_attached,
    unsure,
)
from patrolqr.store.engine.lease import BEAT_S, Lease
from patrolqr.store.engine.own_rows import Teams
from patrolqr.store.engine.quoting import quoted
from patrolqr.store.engine.schema import fit, migrate, newest_known, pending
from patrolqr.store.engine.statements import Bound, statement
from patrolqr.store.engine.writing import Writing

NAME = "lake"
"""What the lake is called within DuckDB."""

INLINED_ROWS = 1_000
"""Fewer rows than this are kept in PostgreSQL until the upkeep writes them into files."""

LOST = "THE LAKE'S LOCK WAS LOST: NOTHING IS TAKEN HERE UNTIL THIS PROCESS HAS IT AGAIN."
NOT_TAKEN = "The lake's lock was free, and the lake could not be opened ({}). It is tried again."
TAKES = "PatrolQR works on the lake now: what is entered here is kept."


class Lake(Answering):
    """One open lake. It writes while it holds the lease, else it stands by: it reads what the one that
    writes has committed, and refuses what is to be written.
    """

    def __init__(self, at: LakeAt) -> None:
        super().__init__(NAME)
        self.at = at
        self._lease = Lease(at.connection)
        self._writes = self._is_closed = False
        self._terms = self._number = self._seen = 0
        self._told = ""
        self._cursors = Cursors(NAME)
        self._stop = threading.Event()
        self._watcher: threading.Thread | None = None
        try:
            self._begin()
        except BaseException:
            self._lease.close()
            raise

    def _begin(self) -> None:
        if (number := self._lease.take()) is None:
            self._stand_by()
        else:
            self._take_over(number)

    def _stand_by(self) -> None:
        self._look()
        if not self._seen:
            raise LakeFailed(EMPTY)
        self._cursors.replace(self._connect(None))
        asked = self._run("SELECT coalesce(max(version), 0) FROM schema_versions")
        (found,) = asked.fetchone() or (0,)
        self._give_back(asked)
        if found > newest_known():
            raise DatabaseNewer(
                f"The lake was written by a newer PatrolQR (schema {found}, this one knows "
                f"{newest_known()}). Install the newer PatrolQR."
            )
        if found < newest_known():
            raise LakeFailed(OLDER.format(found, newest_known()))

    def _take_over(self, number: int) -> None:
        """Write from now on, under that number; what was known in memory is read anew."""
        with self._lock:
            self._number = number
            self._cursors.replace(self._connect(number))
            self._begin_anew()
            self._lease.put_up_fence()
            self._writes = True
            try:
                self._migrate()
            except BaseException:
                self._writes = False
                raise

    def _migrate(self) -> None:
        with self.writing() as written:
            versions = pending(written.cursor, "The lake")
        for version in versions:
            with self.writing() as written:
                migrate(written.cursor, version)
        with self.writing() as written:
            fit(written.cursor)
        if versions:
            with self._own_cursor() as cursor:
                lake_upkeep.leave_superseded(cursor, NAME, self._lease, self.at.files)

    def _connect(self, number: int | None) -> duckdb.DuckDBPyConnection:
        """Return a connection with the lake open: to write under that number, or to read alone."""
        self._find_files()
        connection = duckdb.connect(
            config={"memory_limit": "1GB", "preserve_insertion_order": False}
        )
        try:
            extensions.load(connection, "ducklake", "postgres_scanner")
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            connection.execute(self._attach(number))
            connection.execute(f"USE {NAME}")
        except duckdb.Error as problem:
            connection.close()
            # what it says holds the address, with its password
            raise not_attached(problem) from None
        except BaseException:
            connection.close()
            raise
        return connection

    def _find_files(self) -> None:
        """LakeFailed where the folder of the files is not there. It is made with the lake alone: else an
        empty one came in place of a disk that is not mounted.
        """
        folder = self.at.files
        try:
            if not self._lease.newest_snapshot():
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            is_there = folder.is_dir()
        except OSError as problem:
            raise LakeFailed(f"{FILES} ({problem.strerror})") from problem
        if not is_there:
            raise LakeFailed(NO_FOLDER.format(folder))

    def _attach(self, number: int | None, name: str = NAME, more: str = "") -> str:
        mode = "READ_ONLY" if number is None else f"DATA_INLINING_ROW_LIMIT {INLINED_ROWS}"
        address = quoted(f"ducklake:postgres:{self._lease.address(number)}")
        files = quoted(f"{self.at.files}/")
        return (
            f"ATTACH {address} AS {name} (DATA_PATH {files}, OVERRIDE_DATA_PATH true, {mode}{more})"
        )

    @property
    def is_active(self) -> bool:
        """Return whether this process holds the lease."""
        return self._writes and self._lease.is_held

    def need_active(self) -> None:
        """StandingBy where another process holds the lease."""
        if not self.is_active:
            raise StandingBy(STANDS_BY)

    @property
    def revision(self) -> int:
        """Return how often it was written here; standing by, the number of the lake's newest state, at
        most BEAT_S old, as a negative one.
        """
        return self._revision if self.is_active else -1 - self._seen

    def _look(self) -> None:
        """Look what others have written; what is known in memory is then read anew."""
        newest = self._lease.newest_snapshot()
        if newest != self._seen:
            self._seen, self._memory = newest, Memory()

    @property
    def problem(self) -> str:
        """Return nothing: where PostgreSQL does not answer, whoever reads is told."""
        return ""

    def watch(self, on_active: Callable[[], None]) -> None:
        """Keep the lease, or take it once it is free, and call `on_active` then; until it is closed."""
        self._watcher = threading.Thread(
            target=self._keep, args=(on_active,), name="lease", daemon=True
        )
        self._watcher.start()

    def _keep(self, on_active: Callable[[], None]) -> None:
        while not self._stop.wait(BEAT_S):
            try:
                self._look_after(on_active)
            except Exception as problem:  # whatever it is: nobody else could take the lake any more
                self._lease.close()
                self._tell(problem)
            else:
                self._told = ""

    def _look_after(self, on_active: Callable[[], None]) -> None:
        if self.is_active:
            return
        if self._writes:
            self._lose()
        if (number := self._lease.take()) is None:
            self._read_alone()
            self._look()
            return
        with self._lock:  # nobody writes before all is brought up to date
            self._take_over(number)
            on_active()
        print(TAKES, flush=True)

    def _lose(self) -> None:
        """Take nothing any more: whoever has the lock does. This one waits until it is free."""
        self._writes = False
        self._lease.close()
        self._begin_anew()
        print(LOST, file=sys.stderr, flush=True)

    def _read_alone(self) -> None:
        """Read through connections of one that stands by: who takes over ends those that write."""
        if self._number:
            self._cursors.replace(self._connect(None))
            self._number = 0

    def _tell(self, problem: Exception) -> None:
        """Say why the lake cannot be taken, where that is new."""
        told = NOT_TAKEN.format(type(problem).__name__)
        if isinstance(problem, PatrolError):
            told = problem.sentence
        if told != self._told:
            print(told, file=sys.stderr, flush=True)
        self._told = told

    def _begin_anew(self) -> None:
        """Let revisions begin anew: what others wrote meanwhile was not counted here."""
        self._terms += 1
        self.name = f"{NAME} {self._terms}"
        self._memory = Memory()

    def close(self) -> None:
        """Let the lake and the lease go; all that was acknowledged is kept already."""
        if self._is_closed:
            return
        self._is_closed = True
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join()
        with self._lock:
            self._writes = False
            self._lease.close()
            self._cursors.replace(None)

    def rewrite(self, *, patience_s: float | None = None) -> None:
        """Leave nothing in the lake's files and in PostgreSQL's tables but the rows there are; earlier
        states of the lake go too.

        Writes and reads wait meanwhile. LoadRunning and DatabaseBusy say that it was left as it was,
        StandingBy that another process writes.
        """
        with self._no_load(patience_s), self._lock, self._gate.alone(patience_s=READS_END_WITHIN_S):
            self.need_active()
            with self._own_cursor() as cursor:
                lake_upkeep.forget(cursor, NAME, self._lease, self.at.files)
            self._cursors.replace(self._connect(self._number))
            self._revision += 1

    def tidy(self) -> lake_upkeep.Kept:
        """Do the lake's upkeep: new rows into files, small files together, old states away.

        LoadRunning where a file is being loaded, StandingBy where another process writes.
        """
        with self._no_load(0), self._own_cursor() as cursor:
            return lake_upkeep.tidy(cursor, NAME, self._lease, self.at.files, self._alone)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock:
            self.need_active()
            yield

    def copy_to(self, target: Path) -> int:
        """Copy the lake as it is at one moment into a new database file; nobody waits for it.

        Returns how many logs it holds that were acknowledged one by one.
        """
        with self._gate.within(), self._own_cursor() as cursor:
            return lake_copies.copy(cursor, NAME, target, lake=NAME)

    def copy_then_to(self, target: Path, at: datetime) -> int:
        """Do the same as the lake was at an earlier moment; InputWrong where that is not kept."""
        moment = at.astimezone(UTC).isoformat(sep=" ")
        with self._gate.within(), self._own_cursor() as cursor:
            try:
                cursor.execute(self._attach(None, "earlier", f", SNAPSHOT_TIME '{moment}'"))
            except duckdb.InvalidInputException:
                raise InputWrong(NOT_KEPT.format(clock.instant_text(at))) from None
            try:
                lake_copies.check(cursor, "earlier", at)
                return lake_copies.copy(cursor, "earlier", target, lake=NAME)
            finally:
                cursor.execute("DETACH earlier")

    def take_in(self, file: Path) -> dict[str, int]:
        """Put all rows of a database file, which nobody has open, into the lake; return table → rows.

        InputWrong where the lake holds something already: then nothing is changed.
        """
        with self._own_cursor() as cursor:
            cursor.execute(f"ATTACH {quoted(file)} AS brought (READ_ONLY)")
            try:
                with self.writing_alone() as written:
                    holds = written.cursor.execute(statement("whole_file/holds_anything"))
                    if (holds.fetchone() or (False,))[0]:
                        raise InputWrong(HOLDS)
                    moved = moving.copy(written.cursor, "brought", NAME)
            finally:
                cursor.execute("DETACH brought")
        self._begin_anew()
        return moved

    @contextmanager
    def _own_cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._run("SELECT 1")
        try:
            yield cursor
        except duckdb.Error as problem:
            if told := self._expected(problem):
                raise told from None  # what it says may hold words
            raise
        finally:
            self._give_back(cursor)

    def _run(self, code: str, bound: Bound = None, own: Teams = None) -> duckdb.DuckDBPyConnection:
        cursor = None
        try:
            cursor = self._cursors.take(own)
            cursor.execute(code, bound)
        except BaseException as problem:
            if cursor is not None:
                self._give_back(cursor)
            if isinstance(problem, duckdb.Error) and (told := self._expected(problem)):
                raise told from None  # what it says may hold words
            raise
        return cursor

    def _give_back(self, cursor: duckdb.DuckDBPyConnection, *, is_clean: bool = True) -> None:
        self._cursors.give_back(cursor, is_clean=is_clean)

    def _commit(self, written: Writing) -> None:
        """Commit, where this process still holds the lease: PostgreSQL itself compares that."""
        self.need_active()
        lake_files.settle(self.at.files, written.begun)
        try:
            written.cursor.execute("COMMIT")
        except duckdb.Error as problem:
            if isinstance(self._expected(problem), LakeFailed):
                raise unsure(problem) from None
            raise

    def _expected(self, problem: duckdb.Error) -> PatrolError | None:
        if not is_fenced(problem):
            return expected(problem)
        with suppress(PatrolError):  # of a PostgreSQL that is away the beats tell
            if self._lease.number_in_force() != self._number:
                self._lease.close()  # the lock went before the process noticed
        return StandingBy(STANDS_BY)

    def _note(self, acknowledged: int = 0) -> None:
        """Note nothing beside it: PostgreSQL says what was committed."""
