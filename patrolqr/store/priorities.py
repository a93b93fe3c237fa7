"""Standing priorities of a team: issue, action, review date; in versions, the newest counts."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.reason import WORDS_LIMIT
from patrolqr.store.session import Session


class PriorityRow(TypedDict):
    """A priority in its newest version."""

    priority_id: str
    version: int
    issue: str
    action: str
    review_day: date | None
    area_id: str | None
    area: str | None
    is_closed: bool
    kept_by: str


@dataclass(frozen=True)
class Priority:
    """What a team has promised to work on, what it does about it, and when it looks again.

    Version 0 is one that is not kept yet.
    """

    issue: str
    action: str
    review_day: date | None = None
    area_id: str | None = None
    area: str = ""
    is_closed: bool = False
    priority_id: str = ""
    version: int = 0
    kept_by: str = ""


def priorities(session: Session, team_id: str) -> list[Priority]:
    """Return the team's priorities that are not closed, the first to be reviewed first."""
    return [each for each in _all(session, team_id) if not each.is_closed]


def keep(session: Session, team_id: str, priority: Priority) -> None:
    """Keep a priority as the next version of the one of its id.

    InputWrong says what must be mended, and where somebody kept a newer version meanwhile.
    """
    issue, action = priority.issue.strip(), priority.action.strip()
    if not issue or max(len(issue), len(action)) > WORDS_LIMIT:
        raise InputWrong(
            f"A priority has an issue, and issue and action {WORDS_LIMIT} characters each at most."
        )
    with session.writing("brief") as written:
        known = {each.priority_id: each for each in _all(session, team_id)}
        newest = known.get(priority.priority_id)
        if newest is not None and newest.version != priority.version:
            raise InputWrong(
                f"{newest.kept_by} changed “{newest.issue}” meanwhile. Look at it, then change it."
            )
        written.change(
            "priorities/insert_priority",
            priority_id=priority.priority_id or str(uuid.uuid4()),
            version=priority.version + 1,
            for_team=team_id,
            issue=issue,
            action=action,
            review_day=priority.review_day,
            area_id=priority.area_id,
            is_closed=priority.is_closed,
            kept_by=session.actor.person,
            kept_at=clock.now(),
        )


def _all(session: Session, team_id: str) -> list[Priority]:
    rows = session.rows(PriorityRow, "priorities/priorities", team_id=team_id)
    return [
        Priority(
            issue=row["issue"],
            action=row["action"],
            review_day=row["review_day"],
            area_id=row["area_id"],
            area=row["area"] or "",
            is_closed=row["is_closed"],
            priority_id=row["priority_id"],
            version=row["version"],
            kept_by=row["kept_by"],
        )
        for row in rows
    ]
