"""A folder whose database is put back, looked at, or taken as it is. Nothing is ever deleted."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from patrolqr.core import clock
from patrolqr.core.errors import (
    DatabaseDamaged,
    DatabaseMissing,
    DiskFailed,
    InputWrong,
    PatrolError,
)
from patrolqr.store.engine import copies, kept
from patrolqr.store.engine.backup_files import advice
from patrolqr.store.engine.copies import Holding
from patrolqr.store.engine.folder import REAL, claimed


@dataclass(frozen=True)
class Restored:
    """What is in place now, where what was there before is, and how many logs that had acknowledged."""

    holding: Holding
    put_aside: list[Path]
    acknowledged_before: int


@dataclass(frozen=True)
class Checked:
    """What was found wrong, a sentence each, and what can be read all the same."""

    problems: list[str]
    holding: Holding | None


def restore(folder: Path, file: Path) -> Restored:
    """Put a backup in place of the folder's database, and keep what was there beside it.

    The backup is copied and the copy read whole first. FolderInUse where PatrolQR runs on the folder,
    DatabaseDamaged or DatabaseNewer where the file cannot be used: then nothing is changed.
    """
    target = folder / REAL
    if file.absolute() == target.absolute():
        raise InputWrong(f"{file} is the database in use itself. Name a backup.")
    if kept.size_of(file) == 0:
        raise DatabaseDamaged(f"{file} is missing or empty. Nothing was changed.")
    with claimed(folder):
        unfinished = target.with_name(f"{REAL}.restoring")
        try:
            copies.remove(unfinished)
            copies.copy_file(file, unfinished)
            holding = copies.read_whole(unfinished, named=file)
            copies.sync(unfinished)
            before = _acknowledged(target)
            moved = put_aside(target, "before-restore")
            os.replace(unfinished, target)
            copies.sync(folder)
        except OSError as problem:
            raise DiskFailed(
                f"{file} could not be put in place: {problem.strerror}. What was there is kept. Make "
                "room on the disk of the data folder, then do it again."
            ) from problem
        finally:
            copies.remove(unfinished)
        kept.Keeper(target, holding.acknowledged)
    return Restored(holding, moved, before)


def check(folder: Path) -> Checked:
    """Return what is wrong with the folder's database, which is read whole; nothing is changed."""
    with claimed(folder):
        return _check(folder / REAL)


def accept(folder: Path) -> Restored:
    """Take what can be read of the database for all there is, so that it opens again.

    A journal that cannot be read is put aside; where the database is gone, all that told of it. Raises
    what is wrong with a database that cannot be read at all.
    """
    target = folder / REAL
    with claimed(folder):
        before = _acknowledged(target)
        if not target.exists():
            moved = put_aside(target, "given-up")
            kept.beside(target).unlink(missing_ok=True)  # its copy is put aside
            return Restored(Holding({}, 0, None, 0, 0), moved, before)
        aside = _aside(target, "given-up")
        moved = _copy_kept(target, aside)
        keep = _copy_journal if _is_journal_usable(target) else _move_journal
        moved += keep(target, aside)
        try:
            holding = copies.read_whole(target)
        except PatrolError:
            if keep is _move_journal:
                _move_journal(aside, target)  # the fault is the database's own: all stays as it was
            raise
        kept.beside(target).unlink(missing_ok=True)
        kept.Keeper(target, holding.acknowledged)
    return Restored(holding, moved, before)


def _check(target: Path) -> Checked:
    problems: list[str] = []
    holding = None
    try:
        kept.check_files(target)
    except (DatabaseDamaged, DatabaseMissing) as problem:
        problems.append(_without_advice(problem))
    if target.exists():
        try:
            holding = copies.read_whole(target, read_only=True)
            kept.check_count(target, holding.acknowledged)
        except PatrolError as problem:
            problems.append(_without_advice(problem))
    return Checked(list(dict.fromkeys(problems)), holding)


def _without_advice(problem: PatrolError) -> str:
    return problem.sentence.replace(f" {advice()}", "")


def _acknowledged(target: Path) -> int:
    """Return how many logs the database that is there had acknowledged, 0 where nothing tells."""
    try:
        noted = kept.read(target)
    except DatabaseDamaged:
        return 0  # what is put aside shows it
    return noted.logs if noted else 0


def _aside(target: Path, why: str) -> Path:
    """Return the name under which a database is put aside, that nobody has yet."""
    stamp = f"{clock.now():%Y%m%dT%H%M%SZ}"
    free = target.with_name(f"{target.stem}.{why}.{stamp}.duckdb")
    number = 2
    while any(each.exists() for each in (free, kept.journal_of(free), kept.beside(free))):
        free = target.with_name(f"{target.stem}.{why}.{stamp}-{number}.duckdb")
        number += 1
    return free


def put_aside(target: Path, why: str) -> list[Path]:
    """Rename database and journal, copy what was noted of them; return where they are.

    The note itself stays until another takes its place: where this is stopped half-way, the next start
    says that the database is missing.
    """
    aside = _aside(target, why)
    moved = []
    if target.exists():
        moved.append(target.rename(aside))
    return moved + _move_journal(target, aside) + _copy_kept(target, aside)


def _move_journal(target: Path, aside: Path) -> list[Path]:
    journal = kept.journal_of(target)
    return [journal.rename(kept.journal_of(aside))] if journal.exists() else []


def _copy_journal(target: Path, aside: Path) -> list[Path]:
    journal = kept.journal_of(target)
    return [Path(shutil.copyfile(journal, kept.journal_of(aside)))] if journal.exists() else []


def _copy_kept(target: Path, aside: Path) -> list[Path]:
    noted = kept.beside(target)
    return [Path(shutil.copyfile(noted, kept.beside(aside)))] if noted.exists() else []


def _is_journal_usable(target: Path) -> bool:
    """Return whether DuckDB may read the journal, up to where it is cut if it is."""
    journal = kept.journal_of(target)
    if not kept.size_of(journal):
        return True
    try:
        left_over = kept.is_left_over(target)
    except DatabaseDamaged:
        left_over = False  # nothing tells
    if left_over or not kept.whole_until(journal):
        return False
    try:
        copies.read_whole(target, read_only=True)
    except DatabaseDamaged:
        return False
    return True
