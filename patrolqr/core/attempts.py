"""What was tried in vain, counted per name within a time, in memory."""

import ipaddress
from collections import OrderedDict, deque
from datetime import datetime, timedelta

NAMES = 10_000
"""Names remembered at once; the one heard of longest ago is forgotten first."""


class Attempts:
    """Attempts of each name within the window before now; more than `most` are too many.

    Not locked: whoever shares one between threads does that.
    """

    def __init__(self, *, most: int, window: timedelta) -> None:
        self._most = most
        self._window = window
        self._names: OrderedDict[str, deque[datetime]] = OrderedDict()

    def note(self, name: str, now: datetime) -> None:
        """Count one more."""
        times = self._names.setdefault(name, deque(maxlen=self._most + 1))
        times.append(now)
        self._names.move_to_end(name)
        if len(self._names) > NAMES:
            self._names.popitem(last=False)

    def are_too_many(self, name: str, now: datetime) -> bool:
        """Return whether the name tried more often than it may."""
        times = self._names.get(name, deque())
        while times and times[0] <= now - self._window:
            times.popleft()
        return len(times) > self._most


def network_of(address: str) -> str:
    """Return what an address counts as: itself, or one household's IPv6 network; a socket without an
    IP address is what it calls itself.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    prefix = 64 if found.version == 6 else 32
    return str(ipaddress.ip_network(f"{found}/{prefix}", strict=False))
