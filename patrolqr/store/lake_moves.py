"""The force's own data moved from their file into a lake and back, and the lake's upkeep."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from patrolqr.core.errors import InputWrong
from patrolqr.store.engine import copies, kept, restoring
from patrolqr.store.engine.copies import Holding
from patrolqr.store.engine.duckdb_file import Database
from patrolqr.store.engine.folder import REAL, had_real
from patrolqr.store.session import Session

if TYPE_CHECKING:  # what it imports is installed only where there is a lake
    from patrolqr.store.engine.ducklake import Lake
    from patrolqr.store.engine.lake_upkeep import Kept

NO_LAKE = "PATROLQR_STORE names no lake. README, “Into service”, says how it is written."
NO_FILE = (
    "There is no {} to move: the force's own data are not in this folder. Nothing was changed."
)
IN_PLACE = (
    "{} is there already, so nothing was moved out of the lake. Put it elsewhere first, or name another "
    "folder in PATROLQR_DATA."
)


def move_in(session: Session) -> tuple[dict[str, int], list[Path]]:
    """Put all rows of the folder's file into the lake, which must be empty, and the file aside.

    Return table → rows, and where the file is now. InputWrong where there is no file or the lake holds
    rows, StandingBy where another process writes to it: then nothing is changed.
    """
    session.need("keep house")
    lake, file = _lake(session), session.store.folder / REAL
    if not file.exists():
        raise InputWrong(NO_FILE.format(file))
    lake.need_active()
    Database(file, guarded=True).close()  # whole, of today's schema, and without a journal
    moved = lake.take_in(file)
    aside = restoring.put_aside(file, "moved-to-lake")
    kept.beside(file).unlink(missing_ok=True)  # its copy is put aside
    _note(session, "moved into the lake", sum(moved.values()))
    return moved, aside


def move_out(session: Session) -> tuple[Path, Holding]:
    """Copy the lake into the folder's file, which was read whole; the lake is left as it is.

    InputWrong where there is such a file already, StandingBy where another process writes to the lake,
    which would go on meanwhile.
    """
    session.need("keep house")
    lake, file = _lake(session), session.store.folder / REAL
    lake.need_active()
    if had_real(session.store.folder):
        raise InputWrong(IN_PLACE.format(file))
    holding = copies.write(lake, file)
    kept.Keeper(file, holding.acknowledged)
    _note(session, "moved out of the lake", sum(holding.tables.values()))
    return file, holding


def copy_then(session: Session, target: Path, at: datetime) -> Holding:
    """Copy the lake as it was at a moment into a file, and return what that holds.

    InputWrong where the lake is not kept as it was then.
    """
    lake = _lake(session)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    return copies.write(_Then(lake, at), target)


@dataclass(frozen=True)
class _Then:
    """A lake as it was at a moment, to be copied."""

    lake: "Lake"
    at: datetime

    def copy_to(self, target: Path) -> int:
        return self.lake.copy_then_to(target, self.at)


def tidy(session: Session) -> "Kept":
    """Do the lake's upkeep; LoadRunning where a file is being loaded, StandingBy where another process
    writes to the lake.
    """
    session.need("keep house")
    return _lake(session).tidy()


def _lake(session: Session) -> "Lake":
    if session.store.lake is None:
        raise InputWrong(NO_LAKE)
    return cast("Lake", session.store.database)


def _note(session: Session, what: str, rows: int) -> None:
    session.store.trail.note(session.actor, "keep house", what, rows=rows)
