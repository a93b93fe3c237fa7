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
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.errors import DiskFailed

NAME = "audit.log"

BEGIN = "0" * 64
"""What the first line's hash is made with."""

LONGEST = 1 << 20
"""Bytes read from the end to find the last line."""

FULL = (
    "The audit trail cannot be written: {}. So what was being done is not kept; what was kept before is "
    "safe. Make room on the disk of the data folder, then do it again."
)

TORN = "{} bytes of a line that was not written to its end were put into {}"


@dataclass(frozen=True)
class Checked:
    """What a check of the trail found: its lines, the last one's hash, and what is wrong ("" where
    nothing is).
    """

    lines: int
    head: str
    problem: str = ""


class Trail:
    """The trail of one data folder, which one process owns."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._lock = threading.Lock()
        torn = self._put_aside_torn()
        self._head = self._last_hash()
        if torn:
            self.note(Actor("PatrolQR", "system"), "audit", torn)

    @property
    def head(self) -> str:
        """Return the last line's hash."""
        with self._lock:
            return self._head

    def note(
        self, actor: Actor, act: str, what: str, *, rows: int | None = None, digest: str = ""
    ) -> None:
        """Add a line: who did what, to how many rows; of what left PatrolQR also its digest.

        DiskFailed where it cannot be written: then what it tells of may not happen either.
        """
        told: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "person": actor.person,
            "role": actor.role,
            "act": act,
            "what": what,
        }
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


def check(path: Path, *, head: str = "") -> Checked:
    """Return whether every line of a trail still hangs on the one before it, and whether one of them
    has that head (its first characters do), as it was written down elsewhere.
    """
    before, number, found = BEGIN, 0, not head
    for number, line in enumerate(_lines(path), 1):
        hashed, _, text = line.rstrip(b"\n").partition(b"\t")
        if hashed.decode("ascii", "replace") != _hash(before, text):
            return Checked(
                number,
                before,
                f"Line {number:,} of {path.name} is not what was written, or lines before it are missing. "
                "Keep the file as it is and compare it with a backup.",
            )
        before = hashed.decode("ascii")
        found = found or before.startswith(head.lower())
    if not found:
        return Checked(
            number,
            before,
            f"No line of {path.name} has the head {head}: lines were cut off at its end. "
            "Keep the file as it is and compare it with a backup.",
        )
    return Checked(number, before)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Give what happened, line by line, the first one first."""
    for line in _lines(path):
        yield json.loads(line.partition(b"\t")[2])


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from file


def _hash(before: str, text: bytes) -> str:
    return hashlib.sha256(before.encode() + text).hexdigest()
