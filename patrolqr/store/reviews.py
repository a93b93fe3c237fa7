"""What sergeants decide about patrol logs: received → query → approved, append-only, per version of a log."""

import json
from dataclasses import dataclass
from typing import Literal

from patrolqr import clock
from patrolqr.errors import InputWrong
from patrolqr.form import PatrolLog, parse
from patrolqr.store.database import run
from patrolqr.store.folder import Store

Decision = Literal["query", "approved"]

REMARK_LIMIT = 300


@dataclass(frozen=True)
class Version:
    """One version of a patrol log, and the remarks a sergeant made about it, oldest first."""

    number: int
    log: PatrolLog
    remarks: tuple[str, ...]


def decide(
    store: Store, log_id: str, version: int, decision: Decision, *, remark: str = "", decided_by: str = ""
) -> None:
    """Add a decision about that version; InputWrong where a query asks nothing or the log changed meanwhile."""
    said = remark.strip()
    if decision == "query" and not said:
        raise InputWrong("A query needs its question. Write what the officer should answer, then send it.")
    if len(said) > REMARK_LIMIT:
        raise InputWrong(f"The remark has {len(said)} characters; {REMARK_LIMIT} fit. Shorten it.")
    words = {"state": decision, "remark": said or None, "decided_by": decided_by.strip() or None}
    with store.database.writing() as cursor:
        found = run(cursor, "insert_review", log_id=log_id, version=version, decided_at=clock.now(), **words).fetchall()
    if not found:
        raise InputWrong("This log was corrected or taken back meanwhile. Read it again, then decide.")


def versions(store: Store, log_id: str) -> list[Version]:
    """Return every version of the log, oldest first."""
    found: dict[int, Version] = {}
    for row in store.rows("log_versions", log_id=log_id):
        before = found.get(row["version"])
        remarks = (*(before.remarks if before else ()), *([row["remark"]] if row["remark"] else []))
        log = before.log if before else parse({**json.loads(row["document"]), "log_id": log_id})
        found[row["version"]] = Version(row["version"], log, remarks)
    return list(found.values())
