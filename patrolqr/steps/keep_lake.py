"""The lake's upkeep while the app runs: by itself, every hour, by the process that writes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from patrolqr.core.actor import Actor
from patrolqr.core.by_itself import again_and_again
from patrolqr.core.errors import PatrolError
from patrolqr.store import Session, Store, lake_moves

EVERY_S = 3600.0
"""Between two upkeeps: an hour's logs are read from PostgreSQL, all others from files."""

WHO = Actor("the lake's upkeep", "system")
"""In whose name it is done."""


@dataclass
class Upkeep:
    """The upkeep of one lake, and the problem that it met last."""

    store: Store
    problem: str = ""

    def look(self) -> None:
        """Do it, where this process writes; a problem is told once and tried again the next time."""
        if not self.store.database.is_active:
            return
        try:
            lake_moves.tidy(Session(self.store, WHO))
            self.problem = ""
        except PatrolError as problem:  # a load that runs, a PostgreSQL that is away
            self._tell(problem.sentence)
        except Exception as problem:  # it is tried again; what it says may hold words
            self._tell(f"What went wrong: {type(problem).__name__}.")

    def _tell(self, problem: str) -> None:
        if problem != self.problem:
            print(f"The lake's upkeep could not be done. {problem}", file=sys.stderr, flush=True)
        self.problem = problem


@contextmanager
def keeping(store: Store, every_s: float = EVERY_S) -> Iterator[None]:
    """Do the upkeep every so many seconds as long as this lasts; never where there is no lake."""
    if store.lake is None:
        yield
        return
    with again_and_again(Upkeep(store).look, every_s, name="lake"):
        yield
