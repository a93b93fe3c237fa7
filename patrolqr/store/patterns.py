"""What people decided about patterns, and which runs were made: every look counts and is kept."""

from datetime import date

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.engine.duckdb_file import run
from patrolqr.store.engine.folder import Store

NOT_A_PATTERN = "not a pattern"
REASON_LIMIT = 500


def set_aside(store: Store, key: str, *, why: str, decided_by: str = "") -> None:
    """Close the pattern with that key and keep why.

    If it returns after it was quiet it has another key.
    """
    reason = why.strip()
    if not reason:
        raise InputWrong(
            "Say why this is not a pattern, so that the next person need not ask again."
        )
    if len(reason) > REASON_LIMIT:
        raise InputWrong(
            f"The reason has {len(reason)} characters; {REASON_LIMIT} fit. Shorten it."
        )
    with store.database.writing() as cursor:
        run(
            cursor,
            "insert_pattern_state",
            pattern_key=key,
            state=NOT_A_PATTERN,
            why=reason,
            decided_by=decided_by,
            decided_at=clock.now(),
        )


def record_run(store: Store, detector: str, *, last_day: date, tests: int, flagged: int) -> None:
    """Keep that a detector ran over the data up to last_day.

    The same run again, with the same result, adds nothing.
    """
    looked = {"detector": detector, "as_of": last_day, "tests": tests, "flagged": flagged}
    if not store.rows("pattern_run", **looked):
        with store.database.writing() as cursor:
            run(cursor, "insert_pattern_run", made_at=clock.now(), **looked)
