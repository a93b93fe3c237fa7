"""Codes that were tried and are not known: counted in the store, and limited per address and over
all.

A pass has 100 bits and a pairing code 49, so nobody is ever locked out of a valid one; the limit
slows strangers down and shows in the store. The six characters for fingers are short: only paired
phones may type them, and a phone that is over its limit has to wait. Phones that are not paired
count by their address, paired ones by their pairing.
"""

import hashlib
import ipaddress
import secrets
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from patrolqr.core import clock
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
ADDRESSES = 10_000
"""Addresses remembered at once; the one heard of longest ago is forgotten first."""
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
        self._overall: deque[datetime] = deque()
        self._addresses: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._unwritten: list[tuple[datetime, str]] = []

    def refuse(self, address: str) -> None:
        """Count one refused attempt; TooManyAttempts where the address, or everybody together, is
        over the limit.
        """
        known_as, now = self._hash(address), clock.now()
        with self._lock:
            self._overall.append(now)
            self._of(known_as).append(now)
            self._unwritten.append((now, known_as))
            limited = self._limited(known_as, now)
            due = self._take() if not limited or len(self._unwritten) >= WRITTEN_TOGETHER else []
        self._write(due)
        if limited:
            raise TooManyAttempts(SENTENCE)

    def admit(self, address: str) -> None:
        """Raise TooManyAttempts where the address is over its limit.

        What others do locks nobody out.
        """
        with self._lock:
            if self._over(self._hash(address), clock.now()):
                raise TooManyAttempts(SENTENCE)

    def flush(self) -> None:
        """Write the attempts that are only counted so far."""
        with self._lock:
            due = self._take()
        self._write(due)

    def _hash(self, address: str) -> str:
        """Return a name for the address that means nothing after a restart.

        One household's IPv6 is one address.
        """
        try:
            found = ipaddress.ip_address(address)
            prefix = 64 if found.version == 6 else 32
            address = str(ipaddress.ip_network(f"{found}/{prefix}", strict=False))
        except ValueError:
            pass  # a socket without an IP address still has a name
        return hashlib.sha256(self._salt + address.encode()).hexdigest()[:16]

    def _of(self, known_as: str) -> deque[datetime]:
        times = self._addresses.setdefault(known_as, deque(maxlen=PER_ADDRESS + 1))
        self._addresses.move_to_end(known_as)
        if len(self._addresses) > ADDRESSES:
            self._addresses.popitem(last=False)
        return times

    def _limited(self, known_as: str, now: datetime) -> bool:
        _forget(self._overall, now)
        return self._over(known_as, now) or len(self._overall) > OVERALL

    def _over(self, known_as: str, now: datetime) -> bool:
        mine = self._addresses.get(known_as, deque())
        _forget(mine, now)
        return len(mine) > PER_ADDRESS

    def _take(self) -> list[tuple[datetime, str]]:
        due, self._unwritten = self._unwritten, []
        return due

    def _write(self, due: list[tuple[datetime, str]]) -> None:
        if due:
            passes.note_refusals(self._session, due)


def _forget(times: deque[datetime], now: datetime) -> None:
    while times and times[0] <= now - WINDOW:
        times.popleft()
