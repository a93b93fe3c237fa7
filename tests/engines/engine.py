"""What a test asks of a browser, whichever it is."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

PATIENCE = 60
"""Seconds after which a browser that says nothing is given up."""

LOOK = 0.02
"""Seconds between two looks."""

Found = TypeVar("Found")


class Crashed(Exception):
    """The browser's own process ended."""


class Engine(Protocol):
    """A browser with one tab; places on a page are named by an XPath."""

    def open(self, address: str) -> None:
        """Open the address and wait until its page stands."""

    def evaluate(self, function: str, *given: str) -> Any:
        """Return what the function says on the page: a text, a number or a truth."""

    def press(self, path: str) -> None:
        """Press what stands there."""

    def write(self, path: str, words: str) -> None:
        """Type the words into what stands there."""


def until(look: Callable[[], Found | None], problem: Callable[[], str]) -> Found:
    """Return what was looked for, once it is there; fail with what the problem says."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(LOOK)
    raise AssertionError(problem())


@contextmanager
def running(*command: object, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program that says nothing, and end it."""
    process = subprocess.Popen(
        [str(each) for each in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)
