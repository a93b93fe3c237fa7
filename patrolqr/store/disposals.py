"""Disposal lists: what is older than it is kept, drawn up by one person, confirmed by another, and
carried out once. The figures that charts count stay.
"""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

import pandas as pd
import pyarrow as pa

from patrolqr.core import clock, keeping
from patrolqr.core.actor import DESK_ROLES
from patrolqr.core.errors import InputWrong
from patrolqr.core.form import redacting
from patrolqr.core.form.log import document_of
from patrolqr.core.form.questions import FIELDS, FORMER, GROUPS
from patrolqr.store import keeping as kept
from patrolqr.store import redactions
from patrolqr.store.engine import erasing
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import PATIENCE_S, Session

GONE, HELD, NOT_DUE = "gone", "on hold", "not due any more"
"""What becomes of a thing on a list."""

TWO = "A list is confirmed by somebody else than who drew it up ({}). Ask a colleague."
SIGNED_IN = (
    "A list is confirmed by two people, who can be told apart only where people sign in. Make accounts "
    "first (People)."
)
ENDED = "This list was carried out or given up already. Look at it again."
CHANGED = "Something was held, redacted or set otherwise since you looked. Look at the list again."
OPEN = "A list of {} waits to be confirmed. Confirm it or give it up first."
NOTHING_DUE = "Nothing is due on that day, so there is no list."


class DueRow(TypedDict):
    """A thing that is older than its kind is kept."""

    kind: str
    subject: str
    dated_day: date
    area: str
    is_held: bool


class DisposalRow(TypedDict):
    """A disposal list, as people read it."""

    drawn_at: datetime
    as_of_day: date
    state: str
    drawn_by: str
    ended_by: str | None
    ended_at: datetime | None
    listed: int
    gone: int
    disposal_id: str


class OpenRow(TypedDict):
    """A list that waits to be confirmed."""

    disposal_id: str
    as_of_day: date
    drawn_by: str
    drawn_us: int


class ListedRow(TypedDict):
    """A thing on a list."""

    kind: str
    subject: str
    dated_day: date
    became: str | None


class DocumentRow(TypedDict):
    """A version of a log."""

    log_id: str
    version: int
    document: str


@dataclass(frozen=True)
class Standing:
    """A list that waits, as things are now: what of it would go, stay and why, and what is due that is
    not on it. `seen` changes with any of it.
    """

    disposal_id: str
    as_of_day: date
    drawn_by: str
    rows: pd.DataFrame
    more: int

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Return kind → what becomes of it → how many."""
        found: dict[str, Counter[str]] = {}
        for row in self.rows.to_dict("records"):
            found.setdefault(str(row["kind"]), Counter())[str(row["becomes"])] += 1
        return {kind: dict(counted) for kind, counted in found.items()}

    @property
    def seen(self) -> str:
        """Return a digest of what would become of each."""
        told = self.rows[["kind", "subject", "becomes"]].to_csv(index=False)
        return hashlib.sha256(told.encode()).hexdigest()


def due(session: Session, as_of: date) -> pd.DataFrame:
    """Return what is due on that day (DueRow), what is on hold too."""
    before = keeping.due_before(kept.amounts(session), as_of)
    return session.frame(
        DueRow,
        "keeping/due",
        logs=before["logs"],
        details=before["details"],
        positions=before["positions"],
        reasons=before["reasons"],
        incidents=before["incidents"],
        sheets=before["sheets"],
        handovers=before["handovers"],
        attendance=before["attendance"],
        drafts=before["drafts"],
        quarantine=before["quarantine"],
        waiting=before["waiting"],
        packs=before["packs"],
    )


def disposals(session: Session) -> pd.DataFrame:
    """Return every disposal list (DisposalRow), the newest first."""
    return session.frame(DisposalRow, "keeping/disposals")


def draw_up(session: Session, as_of: date) -> str:
    """Draw up the list of what is due on that day and not on hold; return its id.

    InputWrong where another list waits, the day has not come, or nothing is due.
    """
    if as_of > clock.calendar_day():
        raise InputWrong("That day has not come yet. Choose today or an earlier one.")
    with session.writing_alone("retain", patience_s=PATIENCE_S) as written:
        for row in session.rows(OpenRow, "keeping/open_disposal"):
            raise InputWrong(OPEN.format(clock.day_text(row["as_of_day"])))
        found = due(session, as_of)
        listed = found[~found["is_held"]]
        if listed.empty:
            raise InputWrong(NOTHING_DUE)
        disposal_id = str(uuid.uuid4())
        written.change(
            "keeping/insert_disposal",
            disposal_id=disposal_id,
            as_of_day=as_of,
            drawn_by=session.actor.person,
            drawn_at=clock.now(),
        )
        rows = listed[["kind", "subject", "dated_day"]].assign(disposal_id=disposal_id)
        written.insert("disposal_rows", rows)
    return disposal_id


def standing(session: Session) -> Standing | None:
    """Return the list that waits to be confirmed, as things are now; None where none does."""
    found = session.rows(OpenRow, "keeping/open_disposal")
    return _standing(session, found[0]) if found else None


def _standing(session: Session, row: OpenRow) -> Standing:
    listed = session.frame(ListedRow, "keeping/disposal_rows", disposal_id=row["disposal_id"]).drop(
        columns="became"
    )
    now = due(session, row["as_of_day"])[["kind", "subject", "area", "is_held"]]
    both = listed.merge(now, on=["kind", "subject"], how="outer", indicator=True)
    more = int(((both["_merge"] == "right_only") & (both["is_held"] == False)).sum())  # noqa: E712
    rows = both[both["_merge"] != "right_only"].copy()
    becomes = rows["is_held"].map({True: HELD, False: GONE})
    rows["becomes"] = becomes.where(rows["_merge"] == "both", NOT_DUE)
    rows = rows.drop(columns=["_merge", "is_held"]).reset_index(drop=True)
    return Standing(row["disposal_id"], row["as_of_day"], row["drawn_by"], rows, more)


def give_up(session: Session, disposal_id: str) -> None:
    """Let nothing of a list go; InputWrong where it ended already."""
    with session.writing("retain") as written:
        _end(session, written, disposal_id, "given up")


def confirm(session: Session, disposal_id: str, *, seen: str) -> dict[str, int]:
    """Carry a list out, in the name of a second person; return kind → how many are gone.

    `seen` is `Standing.seen` as they saw it. What was held or is not due since stays, what is due
    since is left for another list. InputWrong where they drew it up themselves, it ended, or it
    changed since they looked: then nothing goes.
    """
    if session.actor.role not in DESK_ROLES:
        raise InputWrong(SIGNED_IN)
    with session.writing_alone("retain", patience_s=PATIENCE_S) as written:
        found = standing(session)
        if found is None or found.disposal_id != disposal_id:
            raise InputWrong(ENDED)
        if found.drawn_by == session.actor.person:
            raise InputWrong(TWO.format(found.drawn_by))
        if found.seen != seen:
            raise InputWrong(CHANGED)
        gone = found.rows[found.rows["becomes"] == GONE]
        for kind, subjects in gone.groupby("kind")["subject"]:
            CARRY_OUT[str(kind)](session, written, list(subjects))
        became = found.rows[["kind", "subject"]].assign(became=found.rows["becomes"])
        written.change_over("keeping/note_became", became, disposal_id=disposal_id)
        _end(session, written, disposal_id, "carried out")
        _note_redaction(session, written, disposal_id, len(gone))
        told = f"disposal list {disposal_id} of {found.as_of_day}, drawn up by {found.drawn_by}"
        session.store.trail.note(session.actor, "retain", told, rows=len(gone))
    return {str(kind): int(count) for kind, count in gone["kind"].value_counts().items()}


def _end(session: Session, written: Writing, disposal_id: str, state: str) -> None:
    ended = written.change(
        "keeping/end_disposal",
        disposal_id=disposal_id,
        state=state,
        ended_by=session.actor.person,
        ended_at=clock.now(),
    )
    if not ended:
        raise InputWrong(ENDED)


def _note_redaction(session: Session, written: Writing, disposal_id: str, rows: int) -> None:
    """Note that the file is to be written anew: what went is still in it, as bytes."""
    redactions.note(
        written, session, disposal_id, "disposal", why="older than it is kept", rows=rows
    )


def _logs(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    """Leave times and counts of logs."""
    columns = [each.name for each in (*FIELDS, *FORMER) if each.name not in redacting.FIGURES]
    erasing.empty(
        written,
        "patrol_logs",
        [*columns, "corrected_why", "entered_by", "pairing_id"],
        subjects,
    )
    _forget_details(written, subjects)
    written.change("keeping/forget_remarks", log_ids=list(subjects))
    written.change("keeping/forget_answers", log_ids=list(subjects))
    _put_documents(written, subjects, redacting.figures_only, "disposed")


def _details(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    _forget_details(written, subjects)
    _put_documents(written, subjects, redacting.without_details, "details")


def _forget_details(written: Writing, subjects: Sequence[str]) -> None:
    for group in GROUPS:
        erasing.forget(written, group.table, subjects)


def _positions(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/coarsen", log_ids=list(subjects))
    _put_documents(written, subjects, redacting.coarsened, "positions")


def _put_documents(
    written: Writing, subjects: Sequence[str], left: Callable[[Any], dict[str, Any]], what: str
) -> None:
    found = written.rows(DocumentRow, "keeping/log_documents", log_ids=list(subjects))
    written.change_over("keeping/put_documents", _left(found, left), what=what)


def _left(found: list[DocumentRow], left: Callable[[Any], dict[str, Any]]) -> pa.Table:
    rows = [
        {
            "log_id": row["log_id"],
            "version": row["version"],
            "document": document_of(left(json.loads(row["document"]))),
        }
        for row in found
    ]
    kinds = {"log_id": pa.string(), "version": pa.int32(), "document": pa.string()}
    return pa.Table.from_pylist(rows, schema=pa.schema(kinds))


def _reasons(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/empty_reasons", subjects=list(subjects))


def _incidents(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/empty_incidents", subjects=list(subjects))


def _sheets(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/empty_sheets", subjects=list(subjects))
    written.change("keeping/empty_taskings", subjects=list(subjects))
    written.change("keeping/forget_documents", subjects=list(subjects))


def _handovers(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/empty_handovers", subjects=list(subjects))


def _attendance(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/forget_attendance", subjects=list(subjects))


def _drafts(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/empty_drafts", subjects=list(subjects))


def _quarantine(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/empty_quarantine", subjects=list(subjects))
    written.change("keeping/forget_rows", subjects=list(subjects))


def _packs(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    written.change("keeping/forget_packs", subjects=list(subjects))
    written.change("keeping/forget_entries", subjects=list(subjects))


def _waiting(session: Session, written: Writing, subjects: Sequence[str]) -> None:
    found = written.rows(DocumentRow, "keeping/waiting_documents", log_ids=list(subjects))
    written.change_over(
        "keeping/put_waiting_documents",
        _left(found, redacting.figures_only),
        at=clock.now(),
        by=session.actor.person,
    )


CARRY_OUT: dict[str, Callable[[Session, Writing, Sequence[str]], None]] = {
    "logs": _logs,
    "details": _details,
    "positions": _positions,
    "reasons": _reasons,
    "incidents": _incidents,
    "sheets": _sheets,
    "handovers": _handovers,
    "attendance": _attendance,
    "drafts": _drafts,
    "quarantine": _quarantine,
    "packs": _packs,
    "waiting": _waiting,
}
"""Kind → what is done with those of it that go."""
