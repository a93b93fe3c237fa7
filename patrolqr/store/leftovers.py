"""Files beside the database that may still hold what was redacted: copies made before, files given to
be loaded, and whatever else a search finds it in.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from patrolqr.core import settings
from patrolqr.store.engine import backup_files, erasing, kept
from patrolqr.store.engine.folder import DEMO, REAL
from patrolqr.store.session import Session

PIECE = 1 << 20
"""Bytes of a file that are searched at once."""


def copies_before(session: Session, at: datetime) -> list[Path]:
    """Return the copies of the database in the data folder that were made before that moment: before
    an update, a restore, or given up as damaged.
    """
    own = {REAL, DEMO, session.store.database.name}
    found = sorted(session.store.folder.glob("*.duckdb"))
    return [each for each in found if each.name not in own and _changed_at(each) < at]


def backups_before(at: datetime) -> list[Path]:
    """Return the backups that were made before that moment and are still there, the newest first."""
    folder = settings.current().backups
    found = backup_files.backups(folder) if folder and folder.is_dir() else []
    return [each for each in found if (made := backup_files.made_at(each)) and made < at]


def remove(copies: Iterable[Path]) -> None:
    """Remove copies of the database, with their journals and what was noted of them."""
    for each in copies:
        for path in (kept.journal_of(each), kept.beside(each), each):
            path.unlink(missing_ok=True)


def holding(session: Session, words: Iterable[str]) -> list[Path]:
    """Return the files of the data folder, and of the folder whose files are loaded, in which one of
    the words stands; also packed ones (zip, Excel, gz) are searched.
    """
    sought = {form.encode("utf-8", "replace") for word in words for form in erasing.forms(word)}
    folders = [session.store.folder]
    if lake := session.store.lake:
        folders.append(lake.files)
    if (inbox := settings.current().inbox) and inbox.is_dir():
        folders.append(inbox)
    files = sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()})
    return [path for path in files if sought and _has(path, sought)]


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _has(path: Path, sought: set[bytes]) -> bool:
    try:
        return any(_is_in(opened, sought) for opened in _streams(path))
    except FileNotFoundError:
        return False  # loaded or removed at this moment


def _streams(path: Path) -> Iterator[IO[bytes]]:
    """Yield what is in a file: itself, and what is packed in it."""
    with path.open("rb") as opened:
        yield opened
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    with packed.open(name) as member:
                        yield member
        elif path.suffix == ".gz":
            with gzip.open(path) as unpacked:
                yield cast(IO[bytes], unpacked)
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, RuntimeError):
        return  # damaged or locked with a password: what can be read of it was searched


def _is_in(opened: IO[bytes], sought: set[bytes]) -> bool:
    overlap = max(map(len, sought)) - 1
    before = b""
    while piece := opened.read(PIECE):
        text = before + piece
        if any(each in text for each in sought):
            return True
        before = text[-overlap:] if overlap else b""
    return False
