"""Codes that were tried and are not known: counted in the store, and limited per address and over
all.

A pass has 100 bits and a pairing code 49, so nobody is ever locked out of a valid one; the limit
slows strangers down and shows in the store. The six characters for fingers are short: only paired
phones may type them, and a phone that is over its limit has to wait. Phones that are not paired
count by their address, paired ones by their pairing.
"""

import hashlib
import secrets
import threading
from datetime import datetime, timedelta

from patrolqr.core import clock
from patrolqr.core.attempts import Attempts, network_of
from patrolqr.core.errors import TooManyAttempts
from patrolqr.store import passes
from patrolqr.store.session import Session

WINDOW = timedelta(minutes=10)
PER_ADDRESS = 20
"""Refused codes from one address within the window.

A smudged sheet takes a few tries, a guesser thousands.
"""
OVERALL = 300
"""Refused codes from all addresses within the window."""
WRITTEN_TOGETHER = 100
"""While somebody floods, attempts are written this many at a time, so that officers' logs need not
wait for them.
"""

SENTENCE = (
    "Too many codes were tried from here that open nothing. Wait ten minutes, or pair this phone with the code that "
    "the briefing room shows, and scan the code on a current sheet."
)


class RateLimit:
    """Counts refused attempts, in memory for the limit and in the store for the record."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._overall = Attempts(most=OVERALL, window=WINDOW)
        self._addresses = Attempts(most=PER_ADDRESS, window=WINDOW)
        self._unwritten: list[tuple[datetime, str]] = []

    def refuse(self, address: str) -> None:
        """Count one refused attempt; TooManyAttempts where the address, or everybody together, is
        over the limit.
        """
        known_as, now = self._hash(address), clock.now()
        with self._lock:
            self._overall.note("", now)
            self._addresses.note(known_as, now)
            self._unwritten.append((now, known_as))
            limited = self._addresses.are_too_many(known_as, now) or self._overall.are_too_many(
                "", now
            )
            due = self._take() if not limited or len(self._unwritten) >= WRITTEN_TOGETHER else []
        self._write(due)
        if limited:
            raise TooManyAttempts(SENTENCE)

    def admit(self, address: str) -> None:
        """Raise TooManyAttempts where the address is over its limit.

        What others do locks nobody out.
        """
        with self._lock:
            if self._addresses.are_too_many(self._hash(address), clock.now()):
                raise TooManyAttempts(SENTENCE)

    def flush(self) -> None:
        """Write the attempts that are only counted so far."""
        with self._lock:
            due = self._take()
        self._write(due)

    def _hash(self, address: str) -> str:
        """Return a name for the address that means nothing after a restart."""
        return hashlib.sha256(self._salt + network_of(address).encode()).hexdigest()[:16]

    def _take(self) -> list[tuple[datetime, str]]:
        due, self._unwritten = self._unwritten, []
        return due

    def _write(self, due: list[tuple[datetime, str]]) -> None:
        if due:
            passes.note_refusals(self._session, due)
