"""A gate: any number of readers are within it, or one who has the place to itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from patrolqr.core.errors import DatabaseBusy

BUSY = (
    "The database is being read by somebody who takes long, so its file was left as it is. "
    "Do this again in a minute."
)


class Gate:
    """Readers come and go; whoever wants to be alone waits for those within, and lets nobody in
    meanwhile.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._within = 0
        self._is_shut = False

    @contextmanager
    def within(self) -> Iterator[None]:
        """Be one of many, once nobody is alone."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_shut)
            self._within += 1
        try:
            yield
        finally:
            with self._changed:
                self._within -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, *, patience_s: float) -> Iterator[None]:
        """Have the place to oneself; DatabaseBusy where those within do not leave in that time.

        One at a time: the caller holds the lock that says so.
        """
        with self._changed:
            self._is_shut = True
        try:
            with self._changed:
                if not self._changed.wait_for(lambda: not self._within, patience_s):
                    raise DatabaseBusy(BUSY)
            yield
        finally:
            with self._changed:
                self._is_shut = False
                self._changed.notify_all()
