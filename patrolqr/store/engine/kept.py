"""What the disk must still hold: a small file beside the database, written after each commit.

DuckDB opens a database whose journal (the .wal file, what was committed since the last checkpoint)
is missing, cut or another database's without a word. So the small file says how many logs were
acknowledged, at which checkpoint the database was, and how long its journal.
"""

import json
import os
import struct
import sys
import weakref
from dataclasses import asdict, dataclass
from pathlib import Path

from patrolqr.core.errors import DatabaseDamaged, DatabaseMissing, DiskFailed
from patrolqr.store.engine.backup_files import advice

SIZE = 256
"""Bytes of the small file: it is written in place and at once, so that a full disk cannot stop it."""

HEADERS = (4096, 8192)
"""Where a DuckDB file holds its two headers, one of which each checkpoint writes anew in turn."""

MAGIC = b"DUCK"
JOURNAL_START = bytes.fromhex("640062650002ffff")
"""How a journal of the DuckDB in use begins: its kind of entry, and the version of the journal."""

LONGEST_ENTRY = 1 << 40
"""An entry of a journal that says it is longer is none."""


@dataclass(frozen=True)
class Kept:
    """How many logs were acknowledged, and how checkpoint and journal (bytes) were left."""

    logs: int
    checkpoint: str
    journal: int


def beside(database: Path) -> Path:
    """Return the path of the small file."""
    return database.with_suffix(".kept")


def journal_of(database: Path) -> Path:
    """Return the path of the database's journal."""
    return database.with_name(f"{database.name}.wal")


def size_of(path: Path) -> int:
    """Return the size of the file, 0 where there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def read(database: Path) -> Kept | None:
    """Return what was noted last, None where nothing was; DatabaseDamaged where it is unreadable."""
    path = beside(database)
    try:
        return Kept(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as problem:
        raise DatabaseDamaged(
            f"{path} cannot be read, which says how many logs {database.name} must hold. {advice()}"
        ) from problem


def check_files(database: Path) -> None:
    """Raise DatabaseMissing or DatabaseDamaged where files are not as they were left.

    Nothing is opened by DuckDB, which would delete a journal that it cannot use, and nothing changed.
    """
    kept, journal = read(database), journal_of(database)
    if not database.exists():
        if kept or size_of(journal):
            raise DatabaseMissing(_missing(database, kept))
        return
    if not _is_database(database):
        raise DatabaseDamaged(
            f"{database} is no database any more: it has {size_of(database):,} bytes and not the "
            f"beginning of one. {advice()}"
        )
    if size_of(journal) and not whole_until(journal):
        raise DatabaseDamaged(_damaged(journal))
    if kept:
        _check_journal(database, journal, kept)


def check_count(database: Path, found: int) -> None:
    """Raise DatabaseDamaged where the database holds fewer logs than were acknowledged."""
    kept = read(database)
    if kept and found < kept.logs:
        raise DatabaseDamaged(
            f"{database} holds {found:,} patrol logs, and {kept.logs:,} were acknowledged to phones: "
            f"{kept.logs - found:,} are missing. It is an older copy, or damaged. {advice()}"
        )


def _damaged(journal: Path) -> str:
    return f"{journal.name}, the journal of what was done last, is damaged. {advice()}"


def _missing(database: Path, kept: Kept | None) -> str:
    held = f" It held {kept.logs:,} patrol logs." if kept else ""
    return f"{database} is missing, and was there before.{held} Put it back if it was moved. {advice()}"


def _is_database(database: Path) -> bool:
    with database.open("rb") as opened:
        start = opened.read(HEADERS[-1] + 4096)
    return start[8:12] == MAGIC and len(start) == HEADERS[-1] + 4096


def _check_journal(database: Path, journal: Path, kept: Kept) -> None:
    with database.open("rb") as opened:
        headers = _headers(opened.fileno())
    size = size_of(journal)
    if kept.checkpoint == max(headers)[1]:
        if size < kept.journal:
            state = "is cut" if size else "is missing"
            raise DatabaseDamaged(
                f"{journal.name}, the journal of what was done last, {state}: it has {size:,} bytes "
                f"of {kept.journal:,}. {advice()}"
            )
        if kept.journal and whole_until(journal) < kept.journal:
            raise DatabaseDamaged(_damaged(journal))
    elif is_left_over(database):
        raise DatabaseDamaged(
            f"{journal.name} is left over from another state of {database.name}, which was replaced. "
            f"{advice()}"
        )


def is_left_over(database: Path) -> bool:
    """Return whether the journal was written for another state of the database than is there.

    DuckDB would do all in it once more. A process killed in the middle of a checkpoint leaves the
    checkpoint that was noted as one of the two that the database remembers.
    """
    noted = read(database)
    if noted is None or not size_of(journal_of(database)):
        return False
    with database.open("rb") as opened:
        return noted.checkpoint not in [named for _, named in _headers(opened.fileno())]


def _headers(file: int) -> list[tuple[int, str]]:
    """Return the iteration and the name of both checkpoints that a database remembers."""
    found = []
    for offset in HEADERS:
        raw = os.pread(file, 16, offset).ljust(16, b"\0")
        checksum, iteration = struct.unpack("<QQ", raw)
        found.append((iteration, f"{iteration}-{checksum:016x}"))
    return found


def whole_until(journal: Path) -> int:
    """Return up to which byte the journal is one entry after the other.

    DuckDB checks the sums of the entries by itself, but ends in silence at one that is cut. A journal
    of an unknown version is left to DuckDB.
    """
    size = size_of(journal)
    with journal.open("rb") as opened:
        start = opened.read(len(JOURNAL_START))
        if start[:4] == JOURNAL_START[:4] and start != JOURNAL_START:
            return size
        if start != JOURNAL_START:
            return 0
        place = len(start)
        while entry := opened.read(16):
            length = int.from_bytes(entry[:8], "little")
            if len(entry) < 16 or not 0 < length < LONGEST_ENTRY or place + 16 + length > size:
                break
            place += 16 + length
            opened.seek(place)
    return place


class Keeper:
    """Notes after each commit what the disk must still hold.

    The database's file stays open as long as DuckDB has it: whoever closes it a second time in one
    process takes DuckDB's lock away.
    """

    def __init__(self, database: Path, logs: int) -> None:
        self.path, self.logs, self.problem = beside(database), logs, ""
        self.database = os.open(database, os.O_RDONLY | os.O_CLOEXEC)
        self._journal = journal_of(database)
        weakref.finalize(self, os.close, self.database)
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._file = os.open(self.path, flags, 0o600)
            weakref.finalize(self, os.close, self._file)
            self._write()
        except OSError as problem:
            raise DiskFailed(f"{self.path} cannot be written: {problem.strerror}.") from problem

    def note(self, accepted: int = 0) -> None:
        """Note the state after a commit, with so many more logs to be acknowledged.

        A disk that fails here takes nothing back of what is committed: it is told in `problem`.
        """
        self.logs += accepted
        try:
            self._write()
            self.problem = ""
        except OSError as problem:
            told = f"{self.path} cannot be written: {problem.strerror}."
            if told != self.problem:
                print(told, file=sys.stderr, flush=True)
            self.problem = told

    def _write(self) -> None:
        _, checkpoint = max(_headers(self.database))
        kept = Kept(self.logs, checkpoint, size_of(self._journal))
        os.pwrite(self._file, _line(kept), 0)


def _line(kept: Kept) -> bytes:
    return json.dumps(asdict(kept)).ljust(SIZE - 1).encode() + b"\n"
