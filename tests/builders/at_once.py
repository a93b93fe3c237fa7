"""The same thing done by two people in the same moment."""

import threading
from collections.abc import Callable

from patrolqr.core.errors import InputWrong

DONE = "done"


def two_at_once(act: Callable[[], object]) -> list[str]:
    """Return what became of two who did it at once: done, or the sentence they were told."""
    ready = threading.Barrier(2)
    became: list[str] = []

    def attempt() -> None:
        ready.wait()
        try:
            act()
            became.append(DONE)
        except InputWrong as problem:
            became.append(problem.sentence)

    both = [threading.Thread(target=attempt) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    return sorted(became)
