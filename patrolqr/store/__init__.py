"""The one door to the data: one file, one process, one write lock.

`Store` is the data folder with its open database; `current()` is the one this process works on.
"""

from functools import cache

from patrolqr.core import settings
from patrolqr.store.engine.folder import DEMO, REAL, claimed, has_data
from patrolqr.store.opened import Store
from patrolqr.store.session import Session
from patrolqr.store.whole_file import insert_tables, write_whole

__all__ = [
    "DEMO",
    "REAL",
    "Session",
    "Store",
    "claimed",
    "current",
    "has_data",
    "insert_tables",
    "write_whole",
]


@cache
def current() -> Store:
    """Return the store of this process's data folder, opened on the first call."""
    chosen = settings.current()
    return Store(chosen.data, lake=chosen.lake)
