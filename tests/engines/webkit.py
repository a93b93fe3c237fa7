"""A WebKit driven by its WebDriver, on a screen that nobody sees.

What is driven has no memory that outlives it: GTK's WebKit opens such a tab as a private one.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.builders.waiting import PATIENCE, until
from tests.engines.engine import Crashed, running

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""Under this name WebDriver hands out what it found on a page."""

ANSWERS_WITHIN = 3 * PATIENCE
"""Seconds in which a page answers, or never does."""

ENDED = ("", "Could not parse script result")
"""What the driver says of a page whose process has ended."""


class WebKit:
    """A WebKit, one tab open."""

    def __init__(self, line: httpx2.Client) -> None:
        self._line, self._session = line, ""
        self._session = "/" + self._ask("session", capabilities={})["sessionId"]
        # by itself the driver gives a script thirty seconds: too few for its memory on a busy machine
        self._ask("timeouts", script=ANSWERS_WITHIN * 1000)

    def open(self, address: str) -> None:
        """Open the address and wait until its page stands."""
        self._ask("url", url=address)

    def evaluate(self, function: str, *given: str) -> Any:
        """Return what the function says on the page: a text, a number or a truth."""
        said = f"Promise.resolve(({function})(...arguments))"  # it is waited for
        script = f"return {said}.then((found) => found ?? null)"
        return self._ask("execute/sync", script=script, args=given)

    def press(self, path: str) -> None:
        """Press what stands at that XPath."""
        self._ask(f"element/{self._find(path)}/click")

    def write(self, path: str, words: str) -> None:
        """Type the words into what stands at that XPath."""
        self._ask(f"element/{self._find(path)}/value", text=words)

    def close(self) -> None:
        """End it."""
        self._line.delete(f"/session{self._session}")

    def _find(self, path: str) -> str:
        def found() -> list[dict[str, str]]:
            return list(self._ask("elements", using="xpath", value=path))

        return until(found, lambda: f"nothing stands at {path}")[0][ELEMENT]

    def _ask(self, what: str, **asked: Any) -> Any:
        address = f"/session{self._session}/{what}" if self._session else "/session"
        answer = self._line.post(address, json=asked)
        told = answer.json()["value"]
        if not answer.is_success and told["message"] in ENDED:
            raise Crashed(what)
        assert answer.is_success, f"{what}: {answer.text}"
        return told


@contextmanager
def webkit(driver: str, screen: str, folder: Path) -> Iterator[WebKit]:
    """Give a WebKit on a screen of its own, both started by these programs."""
    port = _free_port()
    with _shown_on(screen) as display:
        surroundings = os.environ | {"DISPLAY": display, "GDK_BACKEND": "x11", "HOME": str(folder)}
        address = f"http://127.0.0.1:{port}"
        with (
            running(driver, f"--port={port}", env=surroundings),
            httpx2.Client(
                base_url=address, timeout=ANSWERS_WITHIN + PATIENCE, trust_env=False
            ) as line,
        ):
            until(lambda: _answers(line), lambda: "WebKit's driver did not start")
            opened = WebKit(line)
            try:
                yield opened
            finally:
                opened.close()


@contextmanager
def _shown_on(program: str) -> Iterator[str]:
    """Give the name of a screen that nobody sees: the first that is free."""
    reading, writing = os.pipe()
    asked = ("-displayfd", writing, "-screen", "0", "800x1000x24", "-nolisten", "tcp")
    with running(program, *asked, pass_fds=[writing]):
        os.close(writing)
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"


def _answers(line: httpx2.Client) -> bool:
    try:
        return line.get("/status").is_success
    except httpx2.ConnectError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
