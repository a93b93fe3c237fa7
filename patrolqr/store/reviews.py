"""What sergeants decide about patrol logs: received → query → approved, append-only, per version of
a log.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import PatrolLog, parse
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.store.engine.duckdb_file import run
from patrolqr.store.engine.folder import Store

Decision = Literal["query", "approved"]

REMARK_LIMIT = 300


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
    store: Store,
    log_id: str,
    version: int,
    decision: Decision,
    *,
    remark: str = "",
    decided_by: str = "",
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
    words = {"state": decision, "remark": said or None, "decided_by": decided_by.strip() or None}
    with store.database.writing() as cursor:
        found = run(
            cursor, "insert_review", log_id=log_id, version=version, decided_at=clock.now(), **words
        ).fetchall()
    if not found:
        raise InputWrong(
            "This log was corrected or taken back meanwhile. Read it again, then decide."
        )


def versions(store: Store, log_id: str) -> list[Version]:
    """Return every version of the log, oldest first."""
    found: dict[int, Version] = {}
    for row in store.rows("log_versions", log_id=log_id):
        before = found.get(row["version"])
        remarks = (*(before.remarks if before else ()), *([row["remark"]] if row["remark"] else []))
        log = before.log if before else parse({**json.loads(row["document"]), "log_id": log_id})
        found[row["version"]] = Version(row["version"], log, remarks)
    return list(found.values())


def answers(log: PatrolLog) -> dict[str, str]:
    """Return what a log answers, in words by question.

    Details by their number: Stop-search 1, Outcome.
    """
    said = {
        field.label: _words(field, log.values[field.name])
        for field in FIELDS
        if field.name != "sent_at"
    }
    for group in GROUPS:
        for number, entry in enumerate(log.groups[group.name], start=1):
            said |= {
                f"{group.label} {number}, {each.label}": _words(each, entry[each.name])
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


def _words(field: Field, value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return clock.instant_text(value)
    if isinstance(value, date):
        return clock.day_text(value)
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else field.choices.get(str(value), str(value))
