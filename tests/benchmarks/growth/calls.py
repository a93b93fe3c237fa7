"""Named statements as pages ask them: noted while a page runs, and asked again of a larger store."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from patrolqr.store import Session
from patrolqr.store.engine.writing import Writing

ROUNDS = 5

ENOUGH_S = 2.0
"""Rounds of one statement end after so long: chance is a smaller part of it then."""


@dataclass(frozen=True)
class Taken:
    """How long something took at best: seconds that somebody waits, and seconds of the processors, which
    other work on the machine does not lengthen.
    """

    seconds: float
    processor_s: float


def taken(act: Callable[[], object], *, rounds: int = ROUNDS) -> Taken:
    """Return how long the act takes at best."""
    waited: list[float] = []
    worked: list[float] = []
    while len(waited) < rounds and sum(waited) < ENOUGH_S:
        begun, begun_of_processors = time.perf_counter(), time.process_time()
        act()
        waited.append(time.perf_counter() - begun)
        worked.append(time.process_time() - begun_of_processors)
    return Taken(min(waited), min(worked))


@dataclass(frozen=True)
class Call:
    """One asking of a statement: rows or a frame, the row type, the statement and its parameters."""

    method: str
    row: type[Any]
    query: str
    parameters: dict[str, Any] = field(hash=False)

    def ask(self, session: Session) -> None:
        """Ask it of a store, and have its rows in memory."""
        with session.store.database.writing() as written:
            getattr(written, self.method)(self.row, self.query, **self.parameters)


@contextmanager
def noting(patch: pytest.MonkeyPatch) -> Iterator[list[Call]]:
    """Give the calls of reading statements that happen within, each once, in their order."""
    noted: list[Call] = []
    with patch.context() as patched:
        for owner in (Session, Writing):
            for method in ("rows", "frame"):
                _note(patched, noted, owner, method)
        yield noted


def _note(
    patch: pytest.MonkeyPatch, noted: list[Call], owner: type[Session | Writing], method: str
) -> None:
    asked = getattr(owner, method)

    def noting_too(self: Any, row: type[Any], query: str, **parameters: Any) -> Any:
        call = Call(method, row, query, parameters)
        if call not in noted:
            noted.append(call)
        return asked(self, row, query, **parameters)

    patch.setattr(owner, method, noting_too)
