"""A Firefox driven by WebDriver BiDi, which it speaks by itself.

Selenium would need geckodriver, which Debian does not have, and Playwright asks for commands that
this Firefox does not know. A test needs six.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.builders.waiting import PATIENCE, until
from tests.engines.engine import running

PREFERENCES = {
    "network.proxy.type": 1,  # every other host is sought behind a door that is shut
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "localhost",
    "app.normandy.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}

FINGER = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}}


class Firefox:
    """A Firefox, one tab open."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._asked = socket, 0
        self._ask("session.new", capabilities={})
        self._tab = self._ask("browsingContext.create", type="tab")["context"]

    def open(self, address: str) -> None:
        """Open the address and wait until its page stands."""
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="interactive")

    def evaluate(self, function: str, *given: str) -> Any:
        """Return what the function says on the page: a text, a number or a truth."""
        return self._call(function, *({"type": "string", "value": each} for each in given))

    def press(self, path: str) -> None:
        """Press what stands at that XPath."""
        node = self._find(path)
        self._call("(node) => node.scrollIntoView({block: 'center'})", node)
        place = {"x": 0, "y": 0, "origin": {"type": "element", "element": node}}
        pressing = [
            {"type": "pointerMove", **place},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act(FINGER | {"actions": pressing})

    def write(self, path: str, words: str) -> None:
        """Type the words into what stands at that XPath."""
        self.press(path)
        typing = [{"type": kind, "value": key} for key in words for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": typing})

    def _find(self, path: str) -> dict[str, str]:
        locator = {"type": "xpath", "value": path}

        def found() -> list[dict[str, str]]:
            told = self._ask("browsingContext.locateNodes", context=self._tab, locator=locator)
            return list(told["nodes"])

        node, *_ = until(found, lambda: f"nothing stands at {path}")
        return {"sharedId": node["sharedId"]}

    def _call(self, function: str, *given: dict[str, str]) -> Any:
        told = self._ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=given,
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return told["result"].get("value")

    def _act(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._tab, actions=[source])

    def _ask(self, method: str, **asked: Any) -> dict[str, Any]:
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": asked}))
        while True:
            told = json.loads(self._socket.recv(PATIENCE))
            if told.get("id") == self._asked:
                assert told["type"] == "success", f"{method}: {told['message']}"
                return dict(told["result"])


@contextmanager
def firefox(program: str, folder: Path) -> Iterator[Firefox]:
    """Give a Firefox whose memory is in the folder; it ends as a browser does that is killed."""
    told = folder / "WebDriverBiDiServer.json"
    told.unlink(missing_ok=True)
    lines = [f'user_pref("{name}", {json.dumps(said)});' for name, said in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), "utf-8")
    asked = ("--headless", "--no-remote", "--remote-debugging-port=0", "--profile", folder)
    with running(program, *asked):
        port = until(lambda: _port(told), lambda: "Firefox did not start")
        with connect(f"ws://127.0.0.1:{port}/session", max_size=None, proxy=None) as socket:
            yield Firefox(socket)


def _port(told: Path) -> int | None:
    """Return on which port it listens, None as long as its file does not say."""
    try:
        return int(json.loads(told.read_text("utf-8"))["ws_port"])
    except (FileNotFoundError, json.JSONDecodeError):
        return None
