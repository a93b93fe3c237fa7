"""Blocking work (the database, the wait for a commit) off the event loop, in threads of the phones'
own.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

AT_ONCE = 200
"""Phones served at once: each waits in a thread for the commit it shares with the others.

The desk keeps its own.
"""

_limiter: RunVar[CapacityLimiter] = RunVar("patrolqr_phone_threads")
Result = TypeVar("Result")


async def in_thread(work: Callable[[], Result]) -> Result:
    """Return what the work returns."""
    try:
        limiter = _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(AT_ONCE)
        _limiter.set(limiter)
    return await to_thread.run_sync(work, limiter=limiter)
