"""What DuckDB says of a file that cannot be used, in a sentence with the first cause and what to do."""

import re
from pathlib import Path

import duckdb

from patrolqr.core.errors import DatabaseDamaged, DiskFailed, FolderInUse, PatrolError
from patrolqr.store.engine.backup_files import advice

FIRST_CAUSE = re.compile(r"Original error: \"?(.*?)\"?\s*$", re.S)
"""What came first, in the message of an error that came of it."""

LEADS = re.compile(r"^(?:\w+ Error: |Failed to (?:commit|create checkpoint because of error): )+")
"""What DuckDB says before the cause itself."""

OF_DISK = (
    "No space left",
    "File too large",
    "Read-only file system",
    "Permission denied",
    "Disk quota",
    "Input/output error",
    "write file",
)
"""Words of what the disk refuses, whatever is in the file."""

DURABLE = "COMMIT succeeded and is durable"
"""What DuckDB says where the checkpoint failed that came by itself after a commit."""

DAMAGED = ("checksum", "read enough bytes", "Corrupt", "not a valid DuckDB", "replaying WAL")
"""Words of what is wrong in the file itself."""


def is_of_disk(problem: duckdb.Error) -> bool:
    """Return whether the file could not be written or read, also where a commit met it."""
    met = isinstance(problem, duckdb.TransactionException) and is_no_room(problem)
    return met or isinstance(problem, (duckdb.IOException, duckdb.FatalException))


def is_durable(problem: duckdb.Error) -> bool:
    """Return whether a commit that failed is kept all the same: in the journal, for the next start."""
    return DURABLE in str(problem)


def is_no_room(problem: duckdb.Error) -> bool:
    """Return whether the disk refused, whatever is in the file."""
    return any(word in str(problem) for word in OF_DISK)


def not_opened(path: Path, problem: duckdb.Error) -> PatrolError:
    """Return the problem of a database that cannot be opened: in use, no disk, or damaged."""
    if "Could not set lock" in str(problem):
        return FolderInUse(
            f"The database {path.name} cannot be opened: another program has it open. Close that first. "
            f"({_cause(problem)})"
        )
    if is_no_room(problem):
        return DiskFailed(
            f"The database {path} cannot be opened: {_cause(problem)}. Nothing of it was changed. Make "
            "room on the disk of the data folder, and see that it may be written; then start again."
        )
    return _damaged(path, problem)


def not_written(path: Path, problem: duckdb.Error) -> PatrolError:
    """Return the problem of a database that could not be written or read, by its first cause."""
    if any(word in _cause(problem) for word in DAMAGED):
        return _damaged(path, problem)
    return DiskFailed(
        f"The database could not be written or read: {_cause(problem)}. What was being done is not kept; "
        "what was kept before is safe. Make room on the disk of the data folder, then do it again."
    )


def _damaged(path: Path, problem: duckdb.Error) -> DatabaseDamaged:
    return DatabaseDamaged(f"{path} or its journal is damaged: {_cause(problem)}. {advice()}")


def _cause(problem: duckdb.Error) -> str:
    found = FIRST_CAUSE.search(str(problem))
    return LEADS.sub("", found[1] if found else str(problem).splitlines()[0]).rstrip(". ")
