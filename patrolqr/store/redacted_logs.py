"""Words of one patrol log taken out for good, in every version; known again should they come again."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from patrolqr.core.errors import InputWrong
from patrolqr.core.form import redacting
from patrolqr.core.form.log import PatrolLog, document_of, parse
from patrolqr.core.form.questions import COLUMNS, FORMER, GROUPS
from patrolqr.core.form.redacting import DETAILS, MARK, PARTS, REMARKS
from patrolqr.store import redactions
from patrolqr.store.engine import erasing
from patrolqr.store.engine.writing import Writing
from patrolqr.store.redactions import NOTHING, Redacted
from patrolqr.store.session import PATIENCE_S, Session

NO_PARTS = "Choose what is taken out."


class LogVersionRow(TypedDict):
    """A version of a log."""

    version: int
    document: str
    redacted: list[str] | None
    area_id: str | None
    patrol_day: date | None


class WaitingVersionRow(TypedDict):
    """A version of a log that waits for its officer to be named."""

    version: int
    document: str


class RemarkRow(TypedDict):
    """Words about a log."""

    words: str


class AgainRow(TypedDict):
    """A text that was taken out."""

    subject: str
    digest: str


def redact_log(session: Session, log_id: str, parts: Collection[str], why: str) -> Redacted:
    """Take those parts out of every version of a log, and what was written there out of everything
    else; keep its digests, so that nothing of it is stored anew.

    InputWrong where the reason is missing, nothing of it is there, or the log is on hold.
    """
    chosen = [name for name in PARTS if name in parts]
    if not chosen:
        raise InputWrong(NO_PARTS)
    with session.writing_alone("retain", patience_s=PATIENCE_S) as written:
        versions = written.rows(LogVersionRow, "redactions/versions", log_id=log_id)
        for version in versions:
            redactions.check_held(written, log_id, version["area_id"], version["patrol_day"])
        waiting = written.rows(WaitingVersionRow, "redactions/waiting_versions", log_id=log_id)
        documents = [row["document"] for row in (*versions, *waiting)]
        words = _words(written, log_id, documents, chosen)
        if not words:
            raise InputWrong(NOTHING)
        reason = redactions.checked_reason(why, words)
        written.concerns(f"log {log_id}")
        _take_out_of_log(written, log_id, versions, waiting, chosen)
        return redactions.finish(written, session, "log", log_id, chosen, reason, words)


def without_again(written: Writing, logs: Sequence[PatrolLog]) -> dict[tuple[str, int], PatrolLog]:
    """Return the logs that bring words again which were taken out of them, without these, by id and
    version; each keeps the digest of what was sent.
    """
    found = _digests(written, [each.log_id for each in logs])
    return {
        (log.log_id, log.version): _without(log, found[log.log_id])
        for log in logs
        if log.log_id in found
    }


def rows_without(written: Writing, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of logs from tables without words that were taken out of these logs before."""
    found = _digests(written, [row["log_id"] for row in rows])
    return [
        _row_without(row, found[row["log_id"]]) if row["log_id"] in found else row for row in rows
    ]


def _digests(written: Writing, log_ids: Collection[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    subjects = list(set(log_ids))
    for row in (
        written.rows(AgainRow, "redactions/texts_again", subjects=subjects) if subjects else ()
    ):
        found.setdefault(row["subject"], set()).add(row["digest"])
    return found


def _row_without(row: dict[str, Any], digests: set[str]) -> dict[str, Any]:
    log_id = row["log_id"]
    told = redacting.without_again(json.loads(row["document"]), log_id, digests)
    left = redacting.without(told, ())  # of the table's row nothing is left either
    texts = {
        each.name: MARK
        for each in redacting.WORDS
        if row.get(each.name) and redacting.digest_of(log_id, row[each.name]) in digests
    }
    return {**row, **texts, "document": document_of(left)}


def _without(log: PatrolLog, digests: set[str]) -> PatrolLog:
    told = parse(redacting.without_again(json.loads(log.document), log.log_id, digests))
    return replace(told, digest=log.digest)


def _words(
    written: Writing, log_id: str, documents: Iterable[str], parts: Collection[str]
) -> set[str]:
    """Return the words that a log has under those parts, in whichever version."""
    words: set[str] = set()
    for document in documents:
        words |= redacting.words_of(json.loads(document), parts)
    for table, columns in _columns(parts).items():
        words |= erasing.words_in(written, table, columns, log_id)
    if REMARKS in parts:
        words |= {
            each["words"] for each in written.rows(RemarkRow, "redactions/remarks", log_id=log_id)
        }
    return words - {MARK}


def _columns(parts: Collection[str]) -> dict[str, list[str]]:
    """Return table → columns that hold those parts of a log."""
    columns = {"patrol_logs": [each.name for each in redacting.WORDS if each.name in parts]}
    if DETAILS in parts:
        columns["patrol_logs"] += [each.name for each in FORMER]
        for group in GROUPS:
            columns[group.table] = [
                each.name for each in COLUMNS[group.table] if each.kind == "text"
            ]
    if REMARKS in parts:
        columns["log_reviews"], columns["visit_answers"] = ["remark"], ["content"]
    return {table: names for table, names in columns.items() if names}


def _take_out_of_log(
    written: Writing,
    log_id: str,
    versions: list[LogVersionRow],
    waiting: list[WaitingVersionRow],
    parts: list[str],
) -> None:
    for table, columns in _columns(parts).items():
        erasing.blank(written, table, columns, log_id, MARK)
    for version in versions:
        written.change(
            "redactions/put_log",
            log_id=log_id,
            version=version["version"],
            document=_document(version["document"], parts),
            parts=parts,
        )
    for each in waiting:
        written.change(
            "redactions/put_waiting",
            log_id=log_id,
            version=each["version"],
            document=_document(each["document"], parts),
        )
    written.change("redactions/forget_row", log_id=log_id)


def _document(document: str, parts: list[str]) -> str:
    return document_of(redacting.without(json.loads(document), parts))
