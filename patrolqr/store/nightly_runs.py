"""Looks at patterns that PatrolQR makes by itself: each day's once, whichever process makes it."""

from datetime import date, timedelta
from typing import Literal, TypedDict

from patrolqr.core import clock
from patrolqr.store.briefings import instant
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

Stage = Literal["begun", "ended"]

TAKEN_OVER_AFTER = timedelta(hours=1)
"""After which another process makes a look that began and never ended: its own was killed."""


class NightlyRow(TypedDict):
    """The newest stage of a day's look, with what came of it once it ended."""

    day: date
    stage: Stage
    at_us: int
    standing: int | None
    new: int | None
    opened: int | None
    closed: int | None
    mailed: int | None
    problem: str | None
    serial: int


class Came(TypedDict):
    """What came of a look: patterns that stand, those of them that nobody said anything of, those that
    opened and were closed by it; to how many addresses it was told, and what went wrong ("" nothing).
    """

    standing: int
    new: int
    opened: int
    closed: int
    mailed: int
    problem: str


def newest(session: Session, *, days: int = 1) -> list[NightlyRow]:
    """Return the looks of the last days, the newest first."""
    return session.rows(NightlyRow, "nightly_runs/newest", days=days)


def came(row: NightlyRow) -> Came:
    """Return what came of a look that ended."""
    return Came(
        standing=row["standing"] or 0,
        new=row["new"] or 0,
        opened=row["opened"] or 0,
        closed=row["closed"] or 0,
        mailed=row["mailed"] or 0,
        problem=row["problem"] or "",
    )


def begin(session: Session, day: date) -> bool:
    """Note that the look of a day begins; return whether it is for the one who asks to make it: a
    day's look is made once.
    """
    if not _is_open(session, day):
        return False
    with session.writing("keep house") as written:
        # asked anew under the lock: two at once, and one of them begins
        is_open = _is_open(session, day)
        if is_open:
            _note(written, day, "begun", None)
    return is_open


def end(session: Session, day: date, what: Came) -> None:
    """Note what came of a day's look."""
    with session.writing("keep house") as written:
        _note(written, day, "ended", what)


def _is_open(session: Session, day: date) -> bool:
    """Return whether nobody made the day's look, or whoever began it is gone."""
    made = [row for row in newest(session) if row["day"] >= day]
    if not made:
        return True
    (row,) = made
    is_gone = clock.now() - instant(row["at_us"]) > TAKEN_OVER_AFTER
    return row["day"] == day and row["stage"] == "begun" and is_gone


def _note(written: Writing, day: date, stage: Stage, what: Came | None) -> None:
    written.change(
        "nightly_runs/insert_stage",
        day=day,
        stage=stage,
        noted_at=clock.now(),
        standing=what and what["standing"],
        new=what and what["new"],
        opened=what and what["opened"],
        closed=what and what["closed"],
        mailed=what and what["mailed"],
        problem=(what["problem"] or None) if what else None,
    )
