"""The data folder: one process owns it.

It holds the demo's database or the force's own, never both in one; or the force's own is a lake.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock, Timeout

from patrolqr.core.errors import DatabaseDamaged, FolderEmpty, FolderInUse, SettingWrong
from patrolqr.core.settings import LakeAt
from patrolqr.core.tally import Tally
from patrolqr.store.engine import extensions, kept
from patrolqr.store.engine.database import AnyDatabase
from patrolqr.store.engine.duckdb_file import Database
from patrolqr.store.engine.trail import Trail

REAL = "patrolqr.duckdb"
DEMO = "demo.duckdb"


class Folder:
    """The folder's open database.

    `start_real` swaps the demo for an empty database of one's own, `give_back` swaps back while that
    one is still empty. Where the open database is found damaged while it is used, `on_lost` is told.
    A `lake` is the force's own data from the start. `jobs` are the loads that this process was asked for.
    """

    on_lost: Callable[[DatabaseDamaged], None] | None = None

    def __init__(self, folder: Path, *, real: bool = False, lake: LakeAt | None = None) -> None:
        self.folder = folder
        self.lake = lake
        self.tally = Tally()
        self.jobs: set[str] = set()
        self._lock = _claimed(folder)
        try:
            self.database: AnyDatabase = self._open(real)
            self.trail = Trail(folder)
        except BaseException:
            _let_go(self._lock, folder)
            raise

    @property
    def is_demo(self) -> bool:
        """Whether what is open is the fictional town."""
        return self.database.name == DEMO

    @property
    def revision(self) -> tuple[str, int]:
        """Return what a cache is keyed on: which database, and how often it was written."""
        database = self.database
        return database.name, database.revision

    def start_real(self) -> None:
        """Open the force's own database, empty if it is new, and leave the demo's behind untouched."""
        if self.is_demo:
            # the demo's closes by itself once whoever still reads it is done
            self.database = Database(self.folder / REAL, guarded=True, on_lost=self._lose)

    def give_back(self) -> None:
        """Open the demo again, whose place was taken for nothing."""
        # the other one closes by itself once whoever still reads it is done
        self.database = Database(self.folder / DEMO, on_lost=self._lose)

    def close(self) -> None:
        """Close the database and let the folder go."""
        try:
            self.database.close()
        finally:
            _let_go(self._lock, self.folder)

    def _open(self, real: bool) -> AnyDatabase:
        if self.lake is not None:
            return _opened(self.lake)
        if real or had_real(self.folder):
            return Database(self.folder / REAL, guarded=True, on_lost=self._lose)
        if not (self.folder / DEMO).exists():
            raise FolderEmpty(
                f"There is no data in {self.folder} yet. Load files with `python -m patrolqr load FILE…`, "
                "or make the fictional town with `python -m patrolqr demo`."
            )
        return Database(self.folder / DEMO, on_lost=self._lose)

    def _lose(self, problem: DatabaseDamaged) -> None:
        if self.on_lost is not None:
            self.on_lost(problem)


def _opened(lake: LakeAt) -> AnyDatabase:
    """Return the lake, open; SettingWrong where what it needs is not installed."""
    if find_spec("psycopg") is None:
        raise SettingWrong(extensions.MISSING.format(name="psycopg"))
    from patrolqr.store.engine.ducklake import Lake  # only a lake needs what it imports

    return Lake(lake)


def has_data(folder: Path) -> bool:
    """Return whether the folder holds a database, the demo's or the force's own, or held that."""
    return had_real(folder) or (folder / DEMO).exists()


def had_real(folder: Path) -> bool:
    """Return whether the force's own database is in the folder, or was: then no demo takes its place."""
    real = folder / REAL
    return real.exists() or kept.beside(real).exists() or kept.journal_of(real).exists()


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Own the folder for a while, making it where it is missing; FolderInUse says who has it."""
    lock = _claimed(folder)
    try:
        yield
    finally:
        _let_go(lock, folder)


def _claimed(folder: Path) -> FileLock:
    """Return the folder's lock, taken; FolderInUse says who has it, SettingWrong that there can be
    no such folder.
    """
    lock = FileLock(folder / "in-use.lock", thread_local=False)
    owner = folder / "in-use.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # others are shown nothing in it
        lock.acquire(timeout=0)
    except Timeout as problem:
        who = owner.read_text("utf-8").strip() if owner.exists() else "another process"
        raise FolderInUse(
            f"PatrolQR is already running on {folder} ({who}) and owns the database. "
            "Use its pages, or stop it first and try again."
        ) from problem
    except OSError as problem:
        raise SettingWrong(
            f"{folder} cannot be used as the folder of the data: {problem.strerror}. "
            "Set PATROLQR_DATA to a folder that this user may write in."
        ) from problem
    owner.write_text(f"process {os.getpid()}\n", "utf-8")
    return lock


def _let_go(lock: FileLock, folder: Path) -> None:
    (folder / "in-use.txt").unlink(missing_ok=True)
    lock.release()
