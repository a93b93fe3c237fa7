"""Copies of the database: made under its lock, read whole before they count, never half-written."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import duckdb

from patrolqr.core import clock
from patrolqr.core.errors import DatabaseDamaged, DatabaseNewer, DiskFailed
from patrolqr.store.engine import failures, kept
from patrolqr.store.engine.schema import newest_known

COUNTED = {
    "patrol_logs": ("patrol log", "patrol logs"),
    "briefings": ("version of a briefing", "versions of briefings"),
    "incidents": ("incident or call", "incidents and calls"),
}
"""Tables whose rows a sentence about a copy tells."""

ONE_BY_ONE = "SELECT count(*) FROM patrol_logs WHERE load_id IS NULL"
"""Logs that were acknowledged one by one: those of files can be taken back and loaded again."""

PIECE = 1 << 24
"""Bytes that are copied at once."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Live(Protocol):
    """A database that is open."""

    def copy_to(self, target: Path) -> int:
        """Copy it into a file, with its journal where there is one; return how many logs it held."""
        ...


@dataclass(frozen=True)
class Holding:
    """What a database holds: rows of each table, its schema, when its newest log came, its bytes;
    `acknowledged` counts the logs that did not come from a file.
    """

    tables: dict[str, int]
    schema: int
    newest_log_at: datetime | None
    size: int
    acknowledged: int

    @property
    def sentence(self) -> str:
        """Return what it holds, in words."""
        told = [
            f"{count:,} {one if count == 1 else many}"
            for table, (one, many) in COUNTED.items()
            if (count := self.tables.get(table)) is not None
        ]
        newest = (
            f"; the newest log came {clock.instant_text(self.newest_log_at)}"
            if self.newest_log_at
            else ""
        )
        return f"{', '.join(told)}{newest}; {self.size / 1e6:,.1f} MB, every row read"


def write(database: Live, target: Path) -> Holding:
    """Copy an open database to target, which appears there only when the copy was read whole.

    DiskFailed where it cannot be written, DatabaseDamaged where the copy does not hold what the
    database does.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        held = database.copy_to(unfinished)
        holding = finish(unfinished, target)
    except OSError as problem:
        raise no_room(target, problem) from problem
    finally:
        remove(unfinished)
    if holding.acknowledged < held:
        target.unlink()
        raise DatabaseDamaged(
            f"The copy {target} holds {holding.acknowledged:,} logs and the database {held:,}: it was "
            "not kept."
        )
    return holding


def no_room(target: Path, problem: OSError) -> DiskFailed:
    """Return the problem of a copy that could not be written."""
    return DiskFailed(
        f"The copy {target} could not be written: {problem.strerror}. Nothing of it is kept. Make room "
        "there, or name another place."
    )


def before_migration(database: Path, schema: int) -> Path:
    """Return where a copy of the database goes before it is migrated from that schema."""
    stamp = f"{clock.now():%Y%m%dT%H%M%SZ}"
    return database.with_name(f"{database.stem}.before-migration.schema-{schema}.{stamp}.duckdb")


def finish(unfinished: Path, target: Path) -> Holding:
    """Read a copy whole, write its journal into it, and put it at target in one step."""
    holding = read_whole(unfinished, named=target)
    sync(unfinished)
    os.replace(unfinished, target)
    sync(target.parent)
    return holding


def read_whole(path: Path, *, read_only: bool = False, named: Path | None = None) -> Holding:
    """Return what a database file holds, having read every row; its journal is written into it.

    DatabaseDamaged where it cannot be read or is none of ours, DatabaseNewer where a newer PatrolQR
    wrote it. Read only, nothing of it is changed. `named` is what sentences call it.
    """
    named = named or path
    if kept.size_of(path) == 0:
        raise DatabaseDamaged(f"{named} is missing or empty.")
    try:
        with duckdb.connect(
            str(path), read_only=read_only, config={"memory_limit": "1GB", "threads": 1}
        ) as opened:
            holding = _read(opened, path, named)
            if not read_only:
                opened.execute("CHECKPOINT")
    except duckdb.Error as problem:
        if failures.is_no_room(problem):
            raise failures.not_written(named, problem) from problem
        raise DatabaseDamaged(f"{named} cannot be read whole: {_first_line(problem)}") from problem
    if holding.schema > newest_known():
        raise DatabaseNewer(
            f"{named} was written by a newer PatrolQR (schema {holding.schema}, this one knows "
            f"{newest_known()}). Install the newer PatrolQR."
        )
    return holding


def _read(opened: duckdb.DuckDBPyConnection, path: Path, named: Path) -> Holding:
    names = opened.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
    ).fetchall()
    tables = {name: _rows(opened, name) for (name,) in names}
    try:
        (schema,) = opened.execute("SELECT max(version) FROM schema_versions").fetchone() or (0,)
    except duckdb.CatalogException as problem:
        raise DatabaseDamaged(f"{named} is no database of PatrolQR.") from problem
    newest = opened.execute("SELECT epoch_us(max(received_at)) FROM patrol_logs").fetchone()
    return Holding(
        tables,
        schema or 0,
        EPOCH + timedelta(microseconds=newest[0]) if newest and newest[0] is not None else None,
        path.stat().st_size,
        acknowledged(opened),
    )


def _rows(opened: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the number of rows, having read every value: a block's sum is checked as it is read."""
    read = f'SELECT count(*), bit_xor(hash(every)) FROM "{table}" AS every'  # noqa: S608  our own
    count, _ = opened.execute(read).fetchone() or (0, None)
    return int(count)


def acknowledged(cursor: duckdb.DuckDBPyConnection) -> int:
    """Return how many logs are there that did not come from a file."""
    has_loads = cursor.execute(
        "SELECT count(*) FROM pragma_table_info('patrol_logs') WHERE name = 'load_id'"
    ).fetchone() or (0,)
    counted = ONE_BY_ONE if has_loads[0] else "SELECT count(*) FROM patrol_logs"
    (found,) = cursor.execute(counted).fetchone() or (0,)
    return int(found)


def write_out(file: int, target: Path) -> None:
    """Copy an open file to target, which must be new and is for its owner alone.

    The file is read where it is open already: opening and closing it once more would take DuckDB's
    lock away.
    """
    out = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        place = 0
        while piece := os.pread(file, PIECE, place):
            place += _write_all(out, piece)
    finally:
        os.close(out)


def _write_all(out: int, piece: bytes) -> int:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(out, rest) :]
    return len(piece)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file that nobody has open, with its journal where there is one."""
    for each, to in ((source, target), (kept.journal_of(source), kept.journal_of(target))):
        if kept.size_of(each):
            shutil.copyfile(each, to)
            to.chmod(0o600)


def remove(unfinished: Path) -> None:
    """Remove a copy that did not come to its end, and its journal."""
    for each in (unfinished, kept.journal_of(unfinished)):
        each.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Return once the file, or the names in the folder, are on the disk itself."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _first_line(problem: duckdb.Error) -> str:
    return str(problem).splitlines()[0]
