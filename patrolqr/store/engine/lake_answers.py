"""What a lake answered, kept until it is written again.

For each statement DuckLake asks PostgreSQL some five things about every table it reads: a page of fifty
small statements would wait seconds for them whenever it is drawn anew.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pandas as pd

from patrolqr.store.engine.database import AnyDatabase
from patrolqr.store.engine.own_rows import Teams
from patrolqr.store.engine.statements import bind

Row = TypeVar("Row")
Answer = TypeVar("Answer", list[Any], pd.DataFrame)

ANSWERS_KEPT = 500
"""Answers that are kept at most: those that were asked for last."""

ROWS_KEPT = 5_000
"""An answer of more rows is asked for anew: its statement takes longer than PostgreSQL's questions."""


class Answering(AnyDatabase):
    """A database that answers the same again without asking, to whoever sees the same teams, until
    something is written.

    Standing by, what it answers is as old as the state of the lake it knows of, at most a beat.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._answers: OrderedDict[object, Any] = OrderedDict()
        self._answered_at: tuple[str, int] | None = None
        self._answering = threading.Lock()

    def rows(
        self, row: type[Row], query: str, own: Teams = None, /, **parameters: object
    ) -> list[Row]:
        """Return the rows of the query, each a dictionary of its own with the keys of `row`."""
        found = self._answered(
            ("rows", query, own, _hashable(bind(parameters))),
            lambda: super(Answering, self).rows(row, query, own, **parameters),
        )
        return [_copied(each) for each in found]

    def frame(
        self, row: type[object], query: str, own: Teams = None, /, **parameters: object
    ) -> pd.DataFrame:
        """Return the rows of the query as a frame of its own with the columns of `row`."""
        found = self._answered(
            ("frame", query, own, _hashable(bind(parameters))),
            lambda: super(Answering, self).frame(row, query, own, **parameters),
        )
        return found.copy()

    def _answered(self, asked: object, ask: Callable[[], Answer]) -> Answer:
        # looked at before asking: what is written meanwhile may be in the answer, and is asked again
        revision = (
            self.name,
            self.revision,
        )  # a term of its own, once the lease was lost and taken again
        with self._answering:
            if self._answered_at != revision:
                self._answers.clear()
                self._answered_at = revision
            if asked in self._answers:
                self._answers.move_to_end(asked)
                kept: Answer = self._answers[asked]
                return kept
        found = ask()
        with self._answering:
            if self._answered_at == revision and len(found) <= ROWS_KEPT:
                self._answers[asked] = found
                if len(self._answers) > ANSWERS_KEPT:
                    self._answers.popitem(last=False)
        return found


def _hashable(bound: Mapping[str, object] | None) -> object:
    """Return the parameters as a key: 1, 1.0 and True are three."""
    return tuple((name, _key(value)) for name, value in sorted((bound or {}).items()))


def _key(value: object) -> object:
    if isinstance(value, list | tuple):
        return type(value), tuple(map(_key, value))
    return type(value), value


def _copied(row: Any) -> Any:
    """Return the row with lists of its own: whoever asked may change them."""
    return {name: list(value) if isinstance(value, list) else value for name, value in row.items()}
