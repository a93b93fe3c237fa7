"""Blocking work (the database, the wait for a commit) off the event loop, in threads of the phones'
own: officers' and strangers' apart.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

AT_ONCE = 200
"""Phones served at once: each waits in a thread for the commit it shares with the others.

The desk keeps its own.
"""

STRANGERS_AT_ONCE = 8
"""Phones that are not paired served at once, in threads of their own: a crowd that tries codes waits
for itself alone.
"""

_officers: RunVar[CapacityLimiter] = RunVar("patrolqr_phone_threads")
_strangers: RunVar[CapacityLimiter] = RunVar("patrolqr_stranger_threads")
Result = TypeVar("Result")


async def in_thread(work: Callable[[], Result], *, is_stranger: bool = False) -> Result:
    """Return what the work returns."""
    limiter = (
        _limiter(_strangers, STRANGERS_AT_ONCE) if is_stranger else _limiter(_officers, AT_ONCE)
    )
    return await to_thread.run_sync(work, limiter=limiter)


def _limiter(kept: RunVar[CapacityLimiter], at_once: int) -> CapacityLimiter:
    """Return the limiter of this event loop."""
    try:
        return kept.get()
    except LookupError:
        limiter = CapacityLimiter(at_once)
        kept.set(limiter)
        return limiter
