"""What sergeants decide about patrol logs: received → query → approved, append-only, per version of
a log.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import PatrolLog, parse
from patrolqr.core.form.question import word_answer
from patrolqr.core.form.questions import GROUPS, shown_in
from patrolqr.store.session import Session

Decision = Literal["query", "approved"]

REMARK_LIMIT = 300


class VersionRow(TypedDict):
    """One version of a log, once per decision about it."""

    version: int
    document: str
    remark: str | None


class QueueRow(TypedDict):
    """A visit that waits for its review."""

    log_id: str
    version: int
    review_state: str
    remark: str | None
    decided_at: datetime | None
    received_at: datetime
    visited_at: datetime
    shift: str
    collar: str | None
    channel: str
    corrected_why: str | None
    engagements: int | None
    stop_searches: int | None
    arrests: int | None
    area: str
    maybe_same_arrests: bool
    maybe_same_stop_searches: bool


class WaitingRow(TypedDict):
    """How many visits wait for their review, and since when."""

    logs: int
    queries: int
    stop_searches: int
    oldest_at: datetime | None
    oldest_stop_search_at: datetime | None


@dataclass(frozen=True)
class Version:
    """One version of a patrol log, and the remarks a sergeant made about it, oldest first."""

    number: int
    log: PatrolLog
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One answer that a correction changed; empty text is no answer."""

    label: str
    before: str
    after: str


def decide(
    session: Session,
    log_id: str,
    version: int,
    decision: Decision,
    *,
    remark: str = "",
) -> None:
    """Add a decision about that version.

    InputWrong where a query asks nothing or the log changed meanwhile.
    """
    said = remark.strip()
    if decision == "query" and not said:
        raise InputWrong(
            "A query needs its question. Write what the officer should answer, then send it."
        )
    if len(said) > REMARK_LIMIT:
        raise InputWrong(f"The remark has {len(said)} characters; {REMARK_LIMIT} fit. Shorten it.")
    with session.writing() as written:
        taken = written.change(
            "reviews/insert_review",
            log_id=log_id,
            version=version,
            state=decision,
            remark=said or None,
            decided_by=session.actor.person,
            decided_at=clock.now(),
        )
    if not taken:
        raise InputWrong(
            "This log was corrected or taken back meanwhile. Read it again, then decide."
        )


def queue(session: Session, *, limit: int, offset: int) -> pd.DataFrame:
    """Return the visits that wait (QueueRow), those with stop-searches first, then the longest."""
    return session.frame(QueueRow, "reviews/review_queue", limit=limit, offset=offset)


def waiting(session: Session) -> pd.DataFrame:
    """Return one row (WaitingRow): how many visits wait for their review, and since when."""
    return session.frame(WaitingRow, "reviews/review_waiting")


def versions(session: Session, log_id: str) -> list[Version]:
    """Return every version of the log, oldest first."""
    found: dict[int, Version] = {}
    for row in session.rows(VersionRow, "logs/log_versions", log_id=log_id):
        before = found.get(row["version"])
        remarks = (*(before.remarks if before else ()), *([row["remark"]] if row["remark"] else []))
        log = before.log if before else parse({**json.loads(row["document"]), "log_id": log_id})
        found[row["version"]] = Version(row["version"], log, remarks)
    return list(found.values())


def answers(log: PatrolLog) -> dict[str, str]:
    """Return what a log answers, in words by question.

    Details by their number: Stop-search 1, Outcome.
    """
    said = {each.label: word_answer(each, log.values[each.name]) for each in shown_in("review")}
    for group in GROUPS:
        for number, entry in enumerate(log.groups[group.name], start=1):
            said |= {
                f"{group.label} {number}, {each.label}": word_answer(each, entry[each.name])
                for each in group.fields
            }
    return {label: words for label, words in said.items() if words}


def changes(before: PatrolLog, after: PatrolLog) -> list[Change]:
    """Return what a correction changed, in the order of the form."""
    was, now = answers(before), answers(after)
    found = [
        Change(label, was.get(label, ""), now.get(label, ""))
        for label in dict.fromkeys((*now, *was))
    ]
    return [change for change in found if change.before != change.after]
