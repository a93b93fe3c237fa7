"""What the app does by itself while it runs: looked at again and again in a thread of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def again_and_again(
    look: Callable[[], object],
    every_s: float,
    *,
    name: str,
    end: Callable[[], None] = lambda: None,
    ends_within_s: float | None = None,
) -> Iterator[None]:
    """Look every so many seconds, first after as many, for as long as this lasts.

    The look that goes on then is waited for: at most `ends_within_s`, and after `end` was called, which
    may cut it short. What a look raises ends all others.
    """
    stop = threading.Event()

    def keep() -> None:
        while not stop.wait(every_s):
            look()

    keeper = threading.Thread(target=keep, name=name, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        end()
        keeper.join(timeout=ends_within_s)
