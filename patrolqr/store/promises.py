"""What officers promised people they spoke to: open until somebody marks it kept, append-only."""

from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.session import Session


class PromiseRow(TypedDict):
    """One promise: who made it to whom about what, where and when, by when it is due, and who says
    that it was kept.
    """

    entry_id: str
    log_id: str
    promise: str
    promise_day: date | None
    concern: str | None
    kind: str | None
    visited_at: datetime
    patrol_day: date
    shift: str
    collar: str | None
    team_id: str
    area_id: str
    area: str
    is_kept: bool
    kept_by: str | None
    kept_at: datetime | None


def promises(session: Session) -> pd.DataFrame:
    """Return every promise that stands in a log (PromiseRow), the first due first, undated last."""
    return session.frame(PromiseRow, "promises/promises")


def mark(session: Session, entry_id: str, *, is_kept: bool) -> None:
    """Mark a promise as kept, or take that back, in the name of whoever asks.

    InputWrong where somebody else did already: their mark stands.
    """
    with session.writing("review") as written:
        for each in promises(session).to_dict("records"):
            if each["entry_id"] == entry_id and bool(each["is_kept"]) == is_kept:
                raise InputWrong(
                    f"{each['kept_by']} marked it kept at {clock.time_text(each['kept_at'])} already."
                    if is_kept
                    else "That it was kept has been taken back already."
                )
        marked = written.change(
            "promises/insert_mark",
            entry_id=entry_id,
            is_kept=is_kept,
            decided_by=session.actor.person,
            decided_at=clock.now(),
        )
    if not marked:
        raise InputWrong("This promise is no longer in its log: it was corrected or taken back.")
