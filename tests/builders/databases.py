"""Database files that are made once and then only copied: an empty one, and the demo town.

Each lies in a folder under a name that holds the hash of everything it is made from, so a change of
the code makes it anew and a second run does not. Several processes may ask at the same time.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from filelock import FileLock

from patrolqr import demo
from patrolqr.demo.make import write
from patrolqr.store import REAL, Store

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "patrolqr"

TOWN_DAY = date(2026, 11, 23)
"""The patrol day up to which the tests' town was generated, so that every run sees the same one."""

ALWAYS = (PACKAGE / "store", PACKAGE / "core", ROOT / "requirements.txt", Path(__file__))
"""What any database is made from. The requirements stand for the versions of third parties."""


def empty(cache: Path) -> Path:
    """Return the file of a database with today's schema and no rows."""
    return made_once(cache, "empty", ALWAYS, _make_empty)


def town(cache: Path, day: date = TOWN_DAY) -> Path:
    """Return the file of the demo town as it was on that day."""
    made_from = ("analysis", "demo", "geo", "readers", "steps")
    sources = (*ALWAYS, *(PACKAGE / each for each in made_from))
    return made_once(cache, f"town-{day}", sources, partial(_make_town, day))


def fingerprint(sources: Iterable[Path]) -> str:
    """Return a hash of the names and contents of these files and of all files in these folders."""
    told = hashlib.sha256()
    for source in sources:
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for file in files:
            if file.suffix in (".py", ".sql", ".toml", ".txt"):
                told.update(f"{file.relative_to(source.parent)}\0".encode())
                told.update(file.read_bytes() + b"\0")
    return told.hexdigest()[:16]


def made_once(
    cache: Path,
    name: str,
    sources: Iterable[Path],
    make: Callable[[Path], None],
    suffix: str = ".duckdb",
) -> Path:
    """Return the cached file of that name; where its sources changed or it is missing, make it."""
    wanted = cache / f"{name}-{fingerprint(sources)}{suffix}"
    with FileLock(cache / f"{name}.lock"):
        if not wanted.exists():
            for stale in cache.glob(f"{name}-*{suffix}"):
                stale.unlink()
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                made = Path(folder) / wanted.name
                make(made)
                os.replace(made, wanted)  # complete, or not there
    return wanted


def _make_empty(path: Path) -> None:
    Store(path.parent, real=True).close()
    shutil.move(path.with_name(REAL), path)


def _make_town(day: date, path: Path) -> None:
    write(demo.town(day), path)
