"""Words taken out for good, wherever they stand, and what every redaction does. The file still holds
their bytes until it is written anew (`rewrite`).
"""

import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

import pandas as pd
import pyarrow as pa

from patrolqr.core import clock, lengths
from patrolqr.core.errors import InputWrong
from patrolqr.core.form import redacting
from patrolqr.core.form.questions import GROUPS
from patrolqr.core.form.redacting import MARK, PARTS
from patrolqr.store.briefings import instant
from patrolqr.store.engine import erasing
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import PATIENCE_S, Session

LONG_ENOUGH = 12
"""Characters of an answer that is looked for elsewhere too: a shorter one stands there by chance."""

RECORDS = frozenset(
    {"patrol_logs", "unclaimed_logs", "log_reviews", "visit_answers", "reasons", "incidents"}
    | {group.table for group in GROUPS}
)
"""Tables of records of their own: another one that says the same is not changed unasked, but told."""

FEWEST = 4
"""Characters of words that are taken out wherever they stand: fewer would take out too much."""

WHY_LIMIT = 200

NO_WHY = "Say why it is redacted: it stands beside what is left."
WHY_TELLS = "The reason tells the words themselves. Say it without them."
NOTHING = "There are no such words there. Nothing was changed."
TOO_SHORT = f"“{{}}” is too short: it would be taken out of other words too. Write {FEWEST} characters or more."
ON_HOLD = "It is on hold ({}, by {}). Lift the hold first. Nothing was changed."


class LogIdRow(TypedDict):
    """A log by its id alone."""

    log_id: str


class SheetRow(TypedDict):
    """A version of a briefing by its id alone."""

    briefing_id: str


class LogWithRow(TypedDict):
    """A version of a log that has certain words."""

    log_id: str
    version: int
    document: str


class RedactionRow(TypedDict):
    """A redaction, as people read it."""

    redacted_at: datetime
    kind: str
    subject: str
    parts: str
    why: str
    rows: int
    redacted_by: str
    rewritten_at: datetime | None
    redaction_id: str


class OwedRow(TypedDict):
    """How many redactions wait for the file to be written anew."""

    owed: int
    newest_us: int | None


class HeldRow(TypedDict):
    """A hold that stands."""

    hold_id: str
    why: str
    held_by: str


@dataclass(frozen=True)
class Redacted:
    """What was taken out: where how many rows were changed, the sheets to be made anew, and how many
    other records say the same and are as they were.
    """

    redaction_id: str
    rows: dict[str, int]
    sheets: list[str]
    words: frozenset[str]
    others: int = 0


def named(session: Session, reference: str) -> str:
    """Return the id of the log that somebody names by it or by how it begins; InputWrong where none
    or several are meant.
    """
    start = reference.strip()
    found = session.rows(LogIdRow, "redactions/begun_with", start=start, limit=2) if start else []
    if len(found) == 1:
        return found[0]["log_id"]
    what = "Several logs have a number that begins" if found else "No log has a number that begins"
    raise InputWrong(f"{what} with “{start}”. Copy the whole number from the Logs page or a file.")


def redact_words(session: Session, words: Iterable[str], why: str) -> Redacted:
    """Take words out wherever they stand; InputWrong where they are too short, nowhere, or in a log
    that is on hold.
    """
    sought = checked_words(words)
    with session.writing_alone("retain", patience_s=PATIENCE_S) as written:
        reason = checked_reason(why, sought)
        _check_held_with(written, sought)
        if not erasing.find(written, sought):
            raise InputWrong(NOTHING)
        return finish(written, session, "words", "", [], reason, sought)


def find(session: Session, words: Iterable[str]) -> dict[str, int]:
    """Return table → rows in which one of the words stands."""
    sought = checked_words(words)
    with session.writing_alone("retain", patience_s=PATIENCE_S) as written:
        return erasing.find(written, sought)


def checked_words(words: Iterable[str]) -> set[str]:
    """Return the words without blanks around them; InputWrong where one is too short, or none is there."""
    sought = {each.strip() for each in words if each.strip()}
    for each in sought:
        if len(each) < FEWEST:
            raise InputWrong(TOO_SHORT.format(each))
    if not sought:
        raise InputWrong("Write the words that are taken out.")
    return sought


def redactions(session: Session) -> pd.DataFrame:
    """Return what was redacted (RedactionRow), the newest first."""
    return session.frame(RedactionRow, "redactions/redactions")


def owed(session: Session) -> int:
    """Return how many redactions wait for the file to be written anew."""
    (row,) = session.rows(OwedRow, "redactions/owed")
    return row["owed"]


def newest_at(session: Session) -> datetime | None:
    """Return when something was redacted last, None where nothing ever was."""
    (row,) = session.rows(OwedRow, "redactions/owed")
    return instant(row["newest_us"]) if row["newest_us"] is not None else None


def rewrite(session: Session, *, patience_s: float | None = PATIENCE_S) -> None:
    """Write the database's file anew, so that nothing that was redacted is left in it.

    LoadRunning and DatabaseBusy say that it was left as it was.
    """
    session.need("retain")
    before = clock.now()
    session.store.database.rewrite(patience_s=patience_s)
    with session.writing("retain") as written:
        written.change("redactions/note_rewritten", at=clock.now(), before=before)


def finish(
    written: Writing,
    session: Session,
    kind: str,
    subject: str,
    parts: list[str],
    why: str,
    words: Collection[str],
    longer: Collection[str] | None = None,
) -> Redacted:
    """Take what was written in one thing, or words, out of all that is not a record of its own, drop
    the sheets that have them, and note what was done.

    `longer` are those that are looked for elsewhere, where they are not all that are long enough.
    """
    everywhere = {
        each for each in (words if longer is None else longer) if len(each) >= LONG_ENOUGH
    }
    if not subject:
        everywhere = set(words)
    sheets = {
        row["briefing_id"]
        for pattern in erasing.patterns(everywhere)
        for row in written.rows(SheetRow, "redactions/sheets_with", pattern=pattern)
    }
    texts = {(subject, each) for each in words} if subject else _texts_with(written, words)
    erasing.take_out(written, everywhere, MARK, leaving=RECORDS if subject else frozenset())
    others = erasing.find(written, everywhere) if subject else {}
    written.change("redactions/forget_sheets", briefing_ids=sorted(sheets))
    changed = {name: rows for name, rows in written.written.items() if rows}
    redaction_id = str(uuid.uuid4())
    rows = sum(changed.values())
    note(written, session, redaction_id, kind, subject, parts, why=why, rows=rows)
    _keep_digests(written, redaction_id, texts)
    told = f"redacted {kind} {subject}: {', '.join(parts)}" if subject else "redacted words"
    session.store.trail.note(session.actor, "retain", told.rstrip(": "), rows=rows)
    return Redacted(redaction_id, changed, sorted(sheets), frozenset(words), sum(others.values()))


def note(
    written: Writing,
    session: Session,
    redaction_id: str,
    kind: str,
    subject: str = "",
    parts: Collection[str] = (),
    *,
    why: str,
    rows: int,
) -> None:
    """Note what was taken out, by whom and why: the file is to be written anew for it."""
    written.change(
        "redactions/insert_redaction",
        redaction_id=redaction_id,
        kind=kind,
        subject=subject,
        parts=list(parts),
        why=why,
        rows=rows,
        redacted_by=session.actor.person,
        redacted_at=clock.now(),
    )


def _texts_with(written: Writing, words: Collection[str]) -> set[tuple[str, str]]:
    """Return the answers of logs that have the words in them, each with its log, and let these logs
    say that something is taken out.
    """
    found = [
        row
        for pattern in erasing.patterns(words)
        for row in written.rows(LogWithRow, "redactions/logs_with", pattern=pattern)
    ]
    texts: set[tuple[str, str]] = set()
    for row in found:
        told = redacting.words_of(json.loads(row["document"]), PARTS)
        holding = {
            text for text in told if any(each.casefold() in text.casefold() for each in words)
        }
        texts |= {(row["log_id"], text) for text in holding}
    written.change("redactions/mark_logs", log_ids=list({row["log_id"] for row in found}))
    return texts


def _keep_digests(written: Writing, redaction_id: str, texts: Collection[tuple[str, str]]) -> None:
    rows = [
        {
            "redaction_id": redaction_id,
            "subject": subject,
            "digest": redacting.digest_of(subject, text),
        }
        for subject, text in sorted(texts)
    ]
    if rows:
        written.insert("redacted_texts", pa.Table.from_pylist(rows))


def checked_reason(why: str, words: Collection[str]) -> str:
    """Return the reason; InputWrong where there is none, or it tells the words themselves."""
    reason = " ".join(why.split())
    if not reason:
        raise InputWrong(NO_WHY)
    lengths.check(reason, WHY_LIMIT, "Why")
    if any(len(each) >= FEWEST and each.casefold() in reason.casefold() for each in words):
        raise InputWrong(WHY_TELLS)
    return reason


def check_held(written: Writing, subject: str, area_id: str | None, day: date | None) -> None:
    for row in written.rows(HeldRow, "redactions/held", subject=subject, area_id=area_id, day=day):
        raise InputWrong(ON_HOLD.format(row["why"], row["held_by"]))


def _check_held_with(written: Writing, words: Collection[str]) -> None:
    for pattern in erasing.patterns(words):
        for row in written.rows(HeldRow, "redactions/held_with_words", pattern=pattern):
            raise InputWrong(ON_HOLD.format(row["why"], row["held_by"]))
