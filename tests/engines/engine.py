"""What a test asks of a browser, whichever it is."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from tests.builders.waiting import PATIENCE


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
