"""One DuckDB file: opening, migrations, commits that are noted beside it, writing it anew."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import duckdb

from patrolqr.core.errors import DatabaseDamaged, PatrolError
from patrolqr.store.engine import copies, kept, own_rows, rewriting
from patrolqr.store.engine.database import AnyDatabase
from patrolqr.store.engine.failures import is_durable, is_of_disk, not_opened, not_written
from patrolqr.store.engine.own_rows import Teams
from patrolqr.store.engine.schema import fit, migrate, pending
from patrolqr.store.engine.statements import Bound, run_on
from patrolqr.store.engine.writing import Writing

DISK = (duckdb.IOException, duckdb.FatalException)
"""What DuckDB raises where its file cannot be written or read."""

GIVEN_UP = (duckdb.FatalException, duckdb.ConnectionException)
"""What it raises once it has given a database up, until that is opened anew."""

READS_END_WITHIN_S = 60.0
"""How long a file that was written anew waits for those who still read the old one."""

LOADS_END_WITHIN_S = 10.0
"""How long a stop waits for a load: one that goes on is not kept, and is told at the next start."""


class Database(AnyDatabase):
    """One open DuckDB file.

    Guarded, it is opened only where its files are as they were left, and each commit notes how. What
    DuckDB gave up is opened anew; where that finds it damaged, which no page can heal, `on_lost` is
    told.
    """

    def __init__(
        self,
        path: Path,
        *,
        guarded: bool = False,
        on_lost: Callable[[DatabaseDamaged], None] | None = None,
    ) -> None:
        super().__init__(path.name)
        self.path = path
        self._on_lost = on_lost
        self._is_closed = False
        self._keeper: kept.Keeper | None = None
        if guarded:
            kept.check_files(path)
        rewriting.clear(path)
        self._connection = self._connect()
        try:
            self._migrate(guarded)
            if guarded:
                self._guard()
        except BaseException:
            self._connection.close()
            raise

    def _connect(self) -> duckdb.DuckDBPyConnection:
        try:
            connection = duckdb.connect(
                str(self.path), config={"memory_limit": "1GB", "preserve_insertion_order": False}
            )
        except duckdb.Error as problem:
            raise not_opened(self.path, problem) from problem
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        return connection

    def _guard(self) -> None:
        found = self._count()
        kept.check_count(self.path, found)
        self._keeper = kept.Keeper(self.path, found)

    def _count(self) -> int:
        with self.writing() as written:
            return copies.acknowledged(written.cursor)

    def _commit(self, written: Writing) -> None:
        """Commit; what is in the journal is kept, also where the checkpoint after it failed."""
        try:
            written.cursor.execute("COMMIT")
        except duckdb.Error as problem:
            if not is_durable(problem):
                raise  # else whoever asks next opens the file anew

    def _run(self, code: str, bound: Bound = None, own: Teams = None) -> duckdb.DuckDBPyConnection:
        """Return a cursor that ran the statement; DiskFailed where the file cannot be used.

        DuckDB gives a database up after a fatal error (a disk that was full): then the file is opened
        anew, so that all goes on once there is room again.
        """
        connection = self._connection
        try:
            try:
                return self._run_on(connection, code, bound, own)
            except GIVEN_UP:
                self._open_anew(connection)
                return self._run_on(self._connection, code, bound, own)
        except DISK as problem:
            raise not_written(self.path, problem) from problem

    def _run_on(
        self,
        connection: duckdb.DuckDBPyConnection,
        code: str,
        bound: Bound,
        own: Teams,
    ) -> duckdb.DuckDBPyConnection:
        if own is None:
            return run_on(connection, code, bound)
        own_rows.need(connection)
        return run_on(connection, code, bound, partial(own_rows.enter, teams=own))

    def _open_anew(self, given_up: duckdb.DuckDBPyConnection) -> None:
        with self._lock:
            # not where somebody else did it meanwhile, and never once the folder was let go
            if self._connection is given_up and not self._is_closed:
                given_up.close()
                try:
                    self._connection = self._connect()
                except DatabaseDamaged as problem:
                    if self._on_lost:
                        self._on_lost(problem)
                    raise
                self._revision += 1

    def need_active(self) -> None:
        """Let whoever asks write: no other process has the file open."""

    def watch(self, on_active: Callable[[], None]) -> None:
        """Never call it: this process writes from the file's opening to its closing."""

    @property
    def problem(self) -> str:
        """Return what could not be noted beside the database after its last commit, "" where all was."""
        return self._keeper.problem if self._keeper else ""

    def close(self) -> None:
        """Write everything into the file and let it go.

        Where a load does not end soon, or there is no room, what was committed stays in the journal,
        which the next start reads.
        """
        if self._is_closed:
            return
        has_no_load = self._load_lock.acquire(timeout=LOADS_END_WITHIN_S)
        try:
            with self._lock:
                self._is_closed = True
                self._let_go()
        finally:
            if has_no_load:
                self._load_lock.release()

    def _let_go(self) -> None:
        try:
            self._connection.execute("CHECKPOINT")
        except duckdb.TransactionException:
            pass  # a load goes on: the journal keeps what was committed
        except duckdb.ConnectionException:
            pass  # it was given up, and could not be opened anew: nothing can be written
        except DISK as problem:
            raise not_written(self.path, problem) from problem
        finally:
            self._connection.close()
            self._note()

    def rewrite(self, *, patience_s: float | None = None) -> None:
        """Write all rows into a new file and put that in place of the old one, of which nothing is
        left: no bytes of what was deleted or changed, and no journal.

        Writes wait meanwhile, reads only for the moment of the change. LoadRunning and DatabaseBusy
        say that it was left as it was; killed at any moment, one of the two files is there, whole.
        """
        with self._no_load(patience_s), self._lock:
            try:
                fresh = rewriting.write(self._connection, self.path)
                with self._gate.alone(patience_s=READS_END_WITHIN_S):
                    self._put_in_place(fresh)
            except duckdb.Error as problem:
                if is_of_disk(problem):
                    raise not_written(self.path, problem) from problem
                raise
            except OSError as problem:
                raise copies.no_room(self.path, problem) from problem
            finally:
                rewriting.clear(self.path)
            self._revision += 1

    def _put_in_place(self, fresh: Path) -> None:
        self._checkpoint()  # the old file is whole without its journal, whichever of the two is left
        self._note()
        self._connection.close()
        try:
            rewriting.swap(fresh, self.path)
        finally:
            self._connection = self._connect()
            if self._keeper:
                self._keeper = kept.Keeper(self.path, self._keeper.logs)

    def copy_to(self, target: Path) -> int:
        """Copy the file as it is after all that was committed, with its journal where a load runs.

        Writes wait for it. Returns how many logs it holds that were acknowledged one by one.
        """
        keeper = self._keeper
        if keeper is None:
            raise ValueError(f"{self.path} is not guarded: its file is not at hand")
        with self._lock:
            with suppress(duckdb.TransactionException):  # where a load runs its journal goes along
                self._checkpoint()
            self._note()
            copies.remove(target)
            copies.write_out(keeper.database, target)
            copies.copy_file(kept.journal_of(self.path), kept.journal_of(target))
            return keeper.logs

    def _checkpoint(self) -> None:
        self._run("CHECKPOINT").close()

    def _note(self, acknowledged: int = 0) -> None:
        if self._keeper:
            self._keeper.note(acknowledged)

    def _expected(self, problem: duckdb.Error) -> PatrolError | None:
        return not_written(self.path, problem) if is_of_disk(problem) else None

    def _migrate(self, guarded: bool) -> None:
        with self.writing() as written:
            versions = pending(written.cursor, self.path.name)
        if guarded and versions and versions[0] > 1:
            self._copy_before(versions[0] - 1)
        for version in versions:
            with self.writing() as written:
                migrate(written.cursor, version)
        with self.writing() as written:
            fit(written.cursor)

    def _copy_before(self, schema: int) -> None:
        """Keep a copy of the database as an earlier version left it."""
        target = copies.before_migration(self.path, schema)
        self._keeper = kept.Keeper(self.path, self._count())
        copies.write(self, target)
        self.copied_before = target
