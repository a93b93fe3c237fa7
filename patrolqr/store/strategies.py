"""The commander's strategy for a duty: every version is kept, the newest counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.briefing import STANDING_LIMIT
from patrolqr.core.errors import InputWrong
from patrolqr.core.team import Duty
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session


class StrategyRow(TypedDict):
    """The newest version of a duty's strategy; an empty text was taken back."""

    version: int
    text: str
    written_by: str
    written_us: int


@dataclass(frozen=True)
class Strategy:
    """What the commander wants of a duty, in one version; version 0 is nothing written yet."""

    version: int
    text: str
    written_by: str
    written_at: datetime


def newest(session: Session, duty: Duty) -> Strategy:
    """Return the strategy for that duty, version 0 where nobody wrote one."""
    for row in session.rows(StrategyRow, "strategies/strategy", duty=duty):
        written_at = instant(row["written_us"])
        return Strategy(row["version"], row["text"], row["written_by"], written_at)
    return Strategy(0, "", "", clock.duty_window(duty)[0])


def write(session: Session, duty: Duty, text: str, *, seen: int) -> Strategy:
    """Keep the text as the next version and return what stands; the same words add nothing.

    `seen` is the version it was made from. InputWrong where a newer one stands: nothing is kept.
    """
    words = text.strip()
    if len(words) > STANDING_LIMIT:
        raise InputWrong(f"The strategy has {len(words)} characters; {STANDING_LIMIT} fit.")
    with session.writing("brief") as written:
        standing = newest(session, duty)
        if standing.text == words:
            return standing
        if standing.version != seen:
            raise InputWrong(
                f"{standing.written_by} wrote a newer strategy at "
                f"{clock.time_text(standing.written_at)}: “{standing.text}” Yours is not kept."
            )
        written.change(
            "strategies/insert_strategy",
            duty=duty,
            version=standing.version + 1,
            text=words,
            written_by=session.actor.person,
            written_at=clock.now(),
        )
    return newest(session, duty)
