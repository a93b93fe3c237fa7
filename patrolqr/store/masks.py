"""Squares that cannot be patrolled, and why; every decision is kept."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.mask import Mask, masked_on
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session


class MaskRow(TypedDict):
    """A decision that squares cannot be patrolled, or can again."""

    cells: list[str]
    name: str
    is_masked: bool
    why: str
    since_day: date
    until_day: date | None
    decided_by: str
    decided_us: int
    serial: int


def masks(session: Session) -> list[Mask]:
    """Return every decision, the newest first."""
    return [
        Mask(
            tuple(row["cells"]),
            row["name"],
            row["is_masked"],
            row["why"],
            row["since_day"],
            row["until_day"],
            row["decided_by"],
            instant(row["decided_us"]),
        )
        for row in session.rows(MaskRow, "masks/masks")
    ]


def masked(session: Session, patrol_day: date) -> dict[str, Mask]:
    """Return the squares masked on a patrol day, each with its mask."""
    return masked_on(masks(session), patrol_day)


def decide(
    session: Session,
    cells: Sequence[str],
    name: str,
    *,
    is_masked: bool,
    why: str,
    since: date,
    until: date | None = None,
) -> None:
    """Keep that squares cannot be patrolled from a patrol day on, or can again."""
    with session.writing("brief") as written:
        written.change(
            "masks/insert_mask",
            cells=list(cells),
            name=name,
            is_masked=is_masked,
            why=why,
            since_day=since,
            until_day=until,
            decided_by=session.actor.person,
            decided_at=clock.now(),
        )
