"""The audit trail: who did what, one line each, in a file that only grows and whose lines hang together.

Each line is a hash, a tab, and what happened as JSON. The hash is the SHA-256 of the hash before it
and the JSON: a line that is changed or taken out breaks the chain at its place. What is cut off at
the end leaves it whole; that shows against a head (the last line's hash) that was written down
elsewhere. A file beside the database, because a page that is opened must not make every answer read
from it stale.
"""

import errno
import hashlib
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.errors import DiskFailed

NAME = "audit.log"

BEGIN = "0" * 64
"""What the first line's hash is made with."""

SHORT = 12
"""Characters of a head that are written down elsewhere: nobody makes another line that begins so."""

LONGEST = 1 << 20
"""Bytes read from the end to find the last line."""

FULL = (
    "The audit trail cannot be written: {}. So what was being done is not kept; what was kept before is "
    "safe. Make room on the disk of the data folder, then do it again."
)

CHANGED = (
    "Line {:,} of {} is not what was written, or lines before it are missing. "
    "Keep the file as it is and compare it with a backup."
)

CUT_OFF = (
    "No line of {} has the head {}: lines were cut off at its end. "
    "Keep the file as it is and compare it with a backup."
)

TEXT = len(BEGIN) + 1
"""Where a line's JSON begins, after its hash and the tab."""

PERSON = re.compile(rb'.{64}\t\{"at":"[^"]*","person":("(?:[^"\\]|\\.)*")')
"""Who a line is of, still as JSON."""

TORN = "{} bytes of a line that was not written to its end were put into {}"


@dataclass(frozen=True)
class Checked:
    """What a check of the trail found: its lines, the last one's hash, and what is wrong ("" where
    nothing is); of the head that was asked for the number of its line and when that was written.
    """

    lines: int
    head: str
    problem: str = ""
    found: int | None = None
    found_at: datetime | None = None


class Trail:
    """The trail of one data folder, which one process owns."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._lock = threading.Lock()
        self._people = _People(self.path)
        torn = self._put_aside_torn()
        self._head = self._last_hash()
        if torn:
            self.note(Actor("PatrolQR", "system"), "audit", torn)

    @property
    def head(self) -> str:
        """Return the last line's hash."""
        with self._lock:
            return self._head

    @property
    def short_head(self) -> str:
        """Return as much of the head as is printed and written down elsewhere."""
        return self.head[:SHORT]

    def people(self) -> set[str]:
        """Return everybody who stands in it."""
        return self._people.names()

    def note(
        self,
        actor: Actor,
        act: str,
        what: str,
        *,
        subject: str = "",
        rows: int | None = None,
        digest: str = "",
    ) -> None:
        """Add a line: who did what, to how many rows; whom it concerns where that is one person; of
        what left PatrolQR also its digest.

        DiskFailed where it cannot be written: then what it tells of may not happen either.
        """
        told: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "person": actor.person,
            "role": actor.role,
            "act": act,
            "what": what,
        }
        if subject:
            told["subject"] = subject
        if rows is not None:
            told["rows"] = rows
        if digest:
            told["digest"] = digest
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        line = text.encode("utf-8", "replace")
        with self._lock:
            hashed = _hash(self._head, line)
            self._write(hashed.encode() + b"\t" + line + b"\n")
            self._head = hashed

    def _write(self, line: bytes) -> None:
        """Add the line, or nothing of it: DiskFailed where there is no room."""
        try:
            opened = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                before = os.fstat(opened).st_size
                if os.write(opened, line) < len(line):
                    os.ftruncate(opened, before)
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            finally:
                os.close(opened)
        except OSError as problem:
            raise DiskFailed(FULL.format(problem.strerror)) from problem

    def _put_aside_torn(self) -> str:
        """Move what was not written to its end (the disk was full, the power went) into a file of its
        own, and say so; nothing of it is deleted.
        """
        if not self.path.exists():
            return ""
        torn = self._end().rpartition(b"\n")[2]
        if not torn:
            return ""
        aside = self.path.with_name(f"{NAME}.torn-{clock.now():%Y%m%dT%H%M%S%f}")
        aside.write_bytes(torn)
        with self.path.open("r+b") as file:
            file.truncate(self.path.stat().st_size - len(torn))
        return TORN.format(len(torn), aside.name)

    def _end(self) -> bytes:
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - LONGEST))
            return file.read()

    def _last_hash(self) -> str:
        lines = self._end().splitlines() if self.path.exists() else []
        return lines[-1].partition(b"\t")[0].decode("ascii", "replace") if lines else BEGIN


class _People:
    """Everybody who stands in a trail: read once, then what was added since."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._names: set[bytes] = set()
        self._read = 0

    def names(self) -> set[str]:
        with self._lock:
            if self._path.exists():
                with self._path.open("rb") as file:
                    self._read_on(file)
            return {json.loads(each) for each in self._names}

    def _read_on(self, file: BinaryIO) -> None:
        """Read on from where it ended last, in whole lines."""
        file.seek(self._read)
        for line in file:
            if not line.endswith(b"\n"):
                return
            self._read += len(line)
            if named := PERSON.match(line):
                self._names.add(named[1])


def check(path: Path, *, head: str = "") -> Checked:
    """Return whether every line of a trail still hangs on the one before it, and whether one of them
    has that head (its first characters do), as it was written down elsewhere.
    """
    before, sought, number = BEGIN.encode(), head.lower().encode(), 0
    found = (0, b"") if sought and before.startswith(sought) else None
    for number, line in enumerate(_lines(path), 1):
        text = line[TEXT:].rstrip(b"\n")
        hashed = hashlib.sha256(before + text).hexdigest().encode()
        if line[:TEXT] != hashed + b"\t":
            return Checked(number, before.decode(), CHANGED.format(number, path.name))
        before = hashed
        if sought and found is None and hashed.startswith(sought):
            found = number, text
    if sought and found is None:
        return Checked(number, before.decode(), CUT_OFF.format(path.name, head))
    if found is None or not found[1]:
        return Checked(number, before.decode(), found=found and found[0])
    at = datetime.fromisoformat(json.loads(found[1])["at"])
    return Checked(number, before.decode(), found=found[0], found_at=at)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Give what happened, line by line, the first one first."""
    for line in _lines(path):
        yield json.loads(line[TEXT:])


def read_back(path: Path, may_be: Callable[[bytes], bool]) -> Iterator[dict[str, Any]]:
    """Give what happened, the last line first, of the lines (as they are in the file) that may be
    wanted: what is left out need not be read as JSON.
    """
    for line in _lines_back(path):
        if may_be(line):
            yield json.loads(line[TEXT:])


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from file


def _lines_back(path: Path) -> Iterator[bytes]:
    """Give the lines that were written to their end, the last one first, a piece of the file at a
    time.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        at, later, ended = file.seek(0, os.SEEK_END), b"", False
        while at > 0:
            at -= (size := min(LONGEST, at))
            file.seek(at)
            piece = file.read(size) + later
            if not ended:  # what follows the last line's end is still being written
                piece, end, written = piece.rpartition(b"\n")
                if not end:
                    later = written
                    continue
                ended = True
            later, *lines = piece.split(b"\n")
            yield from reversed(lines)
        if ended:
            yield later


def _hash(before: str, text: bytes) -> str:
    return hashlib.sha256(before.encode() + text).hexdigest()
