"""Everything about DuckDB, and the only importer of it: one file, one process, one write lock.

`Store` is the data folder with its open database; `current()` is the one this process works on.
"""

from functools import cache

from patrolqr import settings
from patrolqr.store.folder import DEMO, REAL, Store, remade_demo

__all__ = ["DEMO", "REAL", "Store", "current", "remade_demo"]


@cache
def current() -> Store:
    """Return the store of this process's data folder, opened on the first call."""
    return Store(settings.current().data)
