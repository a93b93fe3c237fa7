"""What sergeants decide about patrol logs: received → query → approved, append-only, per version of
a log.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypedDict

import pandas as pd

from patrolqr.core import clock, lengths
from patrolqr.core.choice import chosen
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import PatrolLog, parse
from patrolqr.core.form.question import word_answer
from patrolqr.core.form.questions import GROUPS, shown_in
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session

Decision = Literal["query", "approved", "received"]
"""What is decided about a version; received takes a decision back."""

DONE = {"query": "asked about", "approved": "approved", "received": "took back a decision about"}
"""What somebody did who decided that."""

UNDO_WINDOW = timedelta(minutes=15)
"""How long a decision can be taken back: the officer may have read a query by then."""

REMARK_LIMIT = 300


class VersionRow(TypedDict):
    """One version of a log, once per decision about it."""

    version: int
    document: str
    received_us: int
    set_aside_why: str | None
    entered_by: str | None
    channel: str
    state: str | None
    remark: str | None
    decided_by: str | None
    decided_us: int | None


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
    actions: int | None
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


class RecentRow(TypedDict):
    """A visit that somebody decided about a short while ago."""

    log_id: str
    version: int
    review_state: str
    remark: str | None
    decided_at: datetime
    visited_at: datetime
    area: str


@dataclass(frozen=True)
class Decided:
    """One decision about a version: query, approved, or received where it was taken back."""

    state: str
    remark: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Version:
    """One version of a patrol log with when it came and how, who keyed it from paper or named its
    officer (empty: the phone sent it), why it was set aside (empty: it was not), and every decision
    about it, oldest first.
    """

    number: int
    log: PatrolLog
    received_at: datetime
    channel: str
    entered_by: str
    set_aside_why: str
    decisions: tuple[Decided, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was asked or remarked about it."""
        return tuple(each.remark for each in self.decisions if each.remark)


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
    seen: int = 0,
) -> None:
    """Add a decision about that version.

    `seen` is how many decisions about it there were when it was read. InputWrong where a query asks
    nothing, or the log changed or somebody else decided meanwhile.
    """
    said = remark.strip()
    if decision == "query" and not said:
        raise InputWrong(
            "A query needs its question. Write what the officer should answer, then send it."
        )
    lengths.check(said, REMARK_LIMIT, "The remark")
    with session.writing("review") as written:
        decisions = _decisions(session, log_id, version)
        if decisions and len(decisions) != seen:
            last = decisions[-1]
            remarked = f": “{last.remark}”" if last.remark else ""
            raise InputWrong(
                f"{last.by} {DONE[last.state]} this log at {clock.time_text(last.at)}{remarked}. "
                f"That stands. Read it again, then decide."
            )
        written.concerns(f"log {log_id}")
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


def take_back(session: Session, log_id: str, version: int) -> None:
    """Take back what whoever asks decided about that version a short while ago: it waits again.

    InputWrong where that was longer ago, somebody else decided since, or nobody did. The decision
    stays in the log's history.
    """
    with session.writing("review"):
        recent = decided_lately(session)
        if not ((recent["log_id"] == log_id) & (recent["version"] == version)).any():
            minutes = UNDO_WINDOW // timedelta(minutes=1)
            raise InputWrong(
                f"Only your own decision can be taken back, within {minutes} minutes and while it "
                "is the newest."
            )
        seen = len(_decisions(session, log_id, version))
        decide(session, log_id, version, "received", seen=seen)


def decided_lately(session: Session) -> pd.DataFrame:
    """Return the decisions of whoever asks that can be taken back (RecentRow), the newest first."""
    return session.frame(
        RecentRow,
        "reviews/recent_decisions",
        person=session.actor.person,
        since=clock.now() - UNDO_WINDOW,
    )


def queue(session: Session, *, limit: int, offset: int, teams: Sequence[str] = ()) -> pd.DataFrame:
    """Return the visits that wait (QueueRow), those with stop-searches first, then the longest; of
    these teams, or of all where none is named.
    """
    return session.frame(
        QueueRow, "reviews/review_queue", limit=limit, offset=offset, teams=chosen(teams)
    )


def waiting(session: Session, *, teams: Sequence[str] = ()) -> pd.DataFrame:
    """Return one row (WaitingRow): how many visits of these teams, or of all, wait for their review,
    and since when.
    """
    return session.frame(WaitingRow, "reviews/review_waiting", teams=chosen(teams))


def versions(session: Session, log_id: str) -> list[Version]:
    """Return every version of the log, oldest first."""
    found: dict[int, list[VersionRow]] = {}
    for row in session.rows(VersionRow, "logs/log_versions", log_id=log_id):
        found.setdefault(row["version"], []).append(row)
    return [_version(log_id, rows) for rows in found.values()]


def _decisions(session: Session, log_id: str, version: int) -> tuple[Decided, ...]:
    found = (each for each in versions(session, log_id) if each.number == version)
    return next((each.decisions for each in found), ())


def _version(log_id: str, rows: list[VersionRow]) -> Version:
    first = rows[0]
    return Version(
        number=first["version"],
        log=parse({**json.loads(first["document"]), "log_id": log_id}),
        received_at=instant(first["received_us"]),
        channel=first["channel"],
        entered_by=first["entered_by"] or "",
        set_aside_why=first["set_aside_why"] or "",
        decisions=tuple(
            Decided(row["state"], row["remark"] or "", row["decided_by"] or "", instant(decided_us))
            for row in rows
            if row["state"] and (decided_us := row["decided_us"]) is not None
        ),
    )


def answers(log: PatrolLog) -> dict[str, str]:
    """Return what a log answers, in words by question.

    Details by their number: Stop-search 1, Outcome.
    """
    said = {each.label: word_answer(each, log.values[each.name]) for each in shown_in("review")}
    for group in GROUPS:
        for number, entry in enumerate(log.groups[group.name], start=1):
            said |= {
                f"{group.label} {number}, {label}": words
                for label, words in group.words(entry).items()
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
