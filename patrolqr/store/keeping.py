"""How long things are kept, as somebody set it, and what is held beyond that."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock, keeping, lengths
from patrolqr.core.errors import InputWrong
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

WHY_LIMIT = 200

NO_WHY = "Say why it is held."
NOTHING_NAMED = "Say what is held: a log, an area, or days."
DAYS_WRONG = "The last day is before the first."
LIFTED = "This hold was lifted already. Look at the list again."
CHANGED = "{}: somebody set it to {} meanwhile. Nothing was changed; look at it again."


class RuleRow(TypedDict):
    """How long one kind of thing is kept."""

    kind: str
    amount: int | None
    set_by: str
    set_us: int


class HoldRow(TypedDict):
    """A hold, as people read it."""

    hold_id: str
    subject: str | None
    area: str | None
    first_day: date | None
    last_day: date | None
    why: str
    held_by: str
    held_at: datetime
    lifted_by: str | None
    lifted_at: datetime | None


def amounts(session: Session | Writing) -> dict[str, int]:
    """Return how many months, or days, each kind is kept; kinds that are not set are left out."""
    found = session.rows(RuleRow, "keeping/rules")
    return {row["kind"]: row["amount"] for row in found if row["amount"] is not None}


def keep(
    session: Session, wanted: Mapping[str, int | None], *, seen: Mapping[str, int]
) -> list[str]:
    """Set how long kinds are kept, None is for ever; return the kinds that changed.

    `seen` is what stood when it was chosen. InputWrong where somebody changed one of them meanwhile,
    or an amount cannot be: then nothing is changed.
    """
    for kind, amount in wanted.items():
        keeping.checked(kind, amount)
    with session.writing("retain") as written:
        standing = amounts(written)
        changed = {kind: amount for kind, amount in wanted.items() if seen.get(kind) != amount}
        for kind, amount in changed.items():
            if standing.get(kind) != seen.get(kind):
                label = keeping.NAMES[kind].label
                raise InputWrong(CHANGED.format(label, standing.get(kind) or "for ever"))
            written.change(
                "keeping/insert_rule",
                kind=kind,
                amount=amount,
                set_by=session.actor.person,
                set_at=clock.now(),
            )
    return list(changed)


def holds(session: Session) -> pd.DataFrame:
    """Return every hold (HoldRow), those that stand first."""
    return session.frame(HoldRow, "keeping/holds")


def hold(
    session: Session,
    why: str,
    *,
    subject: str | None = None,
    area_id: str | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> str:
    """Hold what is named: nothing of it is redacted or disposed of until that is lifted. Return the
    hold's id; InputWrong where nothing is named, or no reason.
    """
    reason = " ".join(why.split())
    if not reason:
        raise InputWrong(NO_WHY)
    lengths.check(reason, WHY_LIMIT, "Why")
    if not any((subject, area_id, first_day, last_day)):
        raise InputWrong(NOTHING_NAMED)
    if first_day and last_day and last_day < first_day:
        raise InputWrong(DAYS_WRONG)
    hold_id = str(uuid.uuid4())
    with session.writing("retain") as written:
        written.change(
            "keeping/insert_hold",
            hold_id=hold_id,
            subject=subject,
            area_id=area_id,
            first_day=first_day,
            last_day=last_day,
            why=reason,
            held_by=session.actor.person,
            held_at=clock.now(),
        )
    return hold_id


def lift(session: Session, hold_id: str) -> None:
    """Lift a hold; InputWrong where somebody did."""
    with session.writing("retain") as written:
        lifted = written.change(
            "keeping/lift_hold",
            hold_id=hold_id,
            lifted_by=session.actor.person,
            lifted_at=clock.now(),
        )
    if not lifted:
        raise InputWrong(LIFTED)
