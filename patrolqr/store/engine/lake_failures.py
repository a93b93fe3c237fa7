"""What DuckDB says of a lake that cannot be used, in a sentence that tells neither rows nor passwords."""

import re

import duckdb

from patrolqr.core.errors import DatabaseBusy, LakeFailed, PatrolError
from patrolqr.store.engine.lease import FENCED, unreachable

CONFLICT = (
    "Something else changed the same at this moment, so nothing was changed here. Do it again."
)

CONFLICTS = ("Transaction conflict", "could not serialize access", "deadlock detected")
"""Words of two changes that met."""

AWAY = (
    "could not connect",
    "connection to server",
    "server closed the connection",
    "terminating connection",
    "no connection to the server",
    "connection pointer is NULL",
    "Connection refused",
    "the database system is",
    "bad connection",
)
"""Words of a PostgreSQL that does not answer."""

REFUSED = re.compile(r"(?:ERROR|FATAL):\s*(.+)")
"""What PostgreSQL itself says."""

FILES = (
    "The lake's files could not be written or read. What was being done is not kept; what was kept "
    "before is safe. See that PATROLQR_STORE_FILES names their folder, that there is room and that it may "
    "be written, then do it again."
)


def is_fenced(problem: duckdb.Error) -> bool:
    """Return whether PostgreSQL refused a commit because another process writes now."""
    return FENCED in str(problem)


def expected(problem: duckdb.Error) -> PatrolError | None:
    """Return the problem as one that we expect, None where it is a bug."""
    told = str(problem)
    if any(word in told for word in CONFLICTS):
        return DatabaseBusy(CONFLICT)
    if any(word in told for word in AWAY):
        return LakeFailed(unreachable(_cause(told)))
    if isinstance(problem, (duckdb.IOException, duckdb.HTTPException)):
        return LakeFailed(FILES)
    return None


def not_attached(problem: duckdb.Error) -> PatrolError:
    """Return the problem of a lake that cannot be opened."""
    return LakeFailed(f"The lake cannot be opened: {_cause(str(problem))}.")


def _cause(told: str) -> str:
    found = REFUSED.search(told)
    return found[1].strip().rstrip(".") if found else "it says no more"
