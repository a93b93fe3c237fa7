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
    *("could not translate host name", "Connection refused", "timeout expired", "timed out"),
    *("could not connect", "Unable to connect to Postgres", "connection to server"),
    *("server closed the connection", "terminating connection", "no connection to the server"),
    *("connection pointer is NULL", "bad connection", "maximum connection count"),
    *("could not receive data", "could not send data", "SSL ", "the database system is"),
    *("could not extend file", "lock timeout", "Failed to execute query", "Failed to prepare"),
)
"""Words of a PostgreSQL that does not answer, or not as it should."""

REFUSED = re.compile(r"(ERROR|FATAL):\s*(.+)")
"""What PostgreSQL itself says."""

QUOTED = re.compile(r'".*"')
"""What an error quotes may be somebody's words."""

FILES = (
    "The lake's files could not be written or read. What was being done is not kept; what was kept "
    "before is safe. See that PATROLQR_STORE_FILES names their folder, that there is room and that it may "
    "be written, then do it again."
)


UNSURE = (
    "The lake's PostgreSQL did not answer as this was to be kept ({}). So it may be kept or not: look before you "
    "do it again."
)

STANDS_BY = (
    "This PatrolQR stands by: another one works on the lake, or PostgreSQL was away a moment ago. So nothing "
    "was changed here. Use the other one; where it has stopped, this one takes over within seconds."
)

EMPTY = (
    "The lake is not set up yet, and another PatrolQR holds it. Start this one again in a minute."
)

OLDER = (
    "The PatrolQR that works on the lake is older than this one (schema {}, this one knows {}). Stop "
    "that one first: this one then brings the lake up to date."
)

NOT_KEPT = (
    "The lake is not kept as it was on {}: it is younger, or its earlier states went by themselves or with "
    "a redaction."
)

HOLDS = "The lake holds rows already, so nothing was moved into it. Name a new, empty lake."
NO_FOLDER = (
    "The folder of the lake's files, {}, is not there, so the lake was not opened. See that its disk is mounted "
    "and that PATROLQR_STORE_FILES names it, then start again."
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


def unsure(problem: duckdb.Error) -> PatrolError:
    """Return the problem of a commit that was not answered."""
    return LakeFailed(UNSURE.format(_cause(str(problem))))


def not_attached(problem: duckdb.Error) -> PatrolError:
    """Return the problem of a lake that cannot be opened."""
    return LakeFailed(f"The lake cannot be opened: {_cause(str(problem))}.")


def _cause(told: str) -> str:
    """Return the cause alone: the statement beside it holds people's words, the address a password."""
    found = REFUSED.search(told)
    if found is None:
        return next((word.strip() for word in AWAY if word in told), "it says no more")
    said = found[2] if found[1] == "FATAL" else QUOTED.sub("…", found[2])
    return said.strip().rstrip(".")
