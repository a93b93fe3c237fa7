"""A stored log, told back to the officer who sent it and to nobody else."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request

from patrolqr.phone.request import pairing
from patrolqr.store import log_reads
from patrolqr.store.briefings import instant, instant_or_none
from patrolqr.store.session import Session


@dataclass(frozen=True)
class StoredLog:
    """The current version of a log as the store holds it; `document` is what was sent, `times` are by
    our clock.
    """

    log_id: str
    received_at: datetime
    undone: bool
    document: dict[str, Any]
    version: int
    review: str
    remark: str
    times: dict[str, datetime | None]


def find(session: Session, request: Request, log_id: str) -> StoredLog | None:
    """Return the log under the address's code, None where the officer who asks did not send it."""
    row = log_reads.receipt(session, request.path_params["pass_id"], log_id)
    if row is None or not pairing.is_own(session, request, row["pairing_id"]):
        return None
    return StoredLog(
        log_id=row["log_id"],
        received_at=instant(row["received_us"]),
        undone=row["set_aside_why"] is not None,
        document=json.loads(row["document"]),
        version=row["version"],
        review=row["review_state"],
        remark=row["remark"],
        times={
            "arrived_at": instant_or_none(row["arrived_us"]),
            "left_at": instant_or_none(row["left_us"]),
        },
    )
