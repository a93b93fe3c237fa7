"""What happened since a process began, counted by what it was; for whoever watches it."""

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import Literal

What = Literal["log acknowledged", "phone refused", "signed in", "sign-in refused"]

BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""A commit is told apart by these: usual ones take 5 ms, a phone gives up after ten seconds."""


class Tally:
    """Counts and times of one store, kept in memory; any thread may count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[What, str]] = Counter()
        self._commits = [0] * (len(BOUNDS_S) + 1)
        self._commit_seconds = 0.0

    def count(self, what: What, kind: str) -> None:
        """Count one more of that kind."""
        with self._lock:
            self._counts[what, kind] += 1

    @contextmanager
    def timing(self) -> Iterator[None]:
        """Count what is done within as a commit, unless it fails."""
        begun = time.monotonic()
        yield
        self.took(time.monotonic() - begun)

    def took(self, seconds: float) -> None:
        """Count a commit that took so long."""
        with self._lock:
            self._commits[bisect_left(BOUNDS_S, seconds)] += 1
            self._commit_seconds += seconds

    def counted(self, what: What) -> dict[str, int]:
        """Return how often each kind of it happened."""
        with self._lock:
            return {kind: n for (name, kind), n in sorted(self._counts.items()) if name == what}

    def commits(self) -> tuple[list[tuple[float, int]], float]:
        """Return how many commits took at most so many seconds, the last bound being endless, and
        the seconds of all together.
        """
        with self._lock:
            bounds = (*BOUNDS_S, float("inf"))
            return list(zip(bounds, accumulate(self._commits), strict=True)), self._commit_seconds
