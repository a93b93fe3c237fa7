"""The app as `patrolqr serve` starts it, the proxies in front of it, and the ways in."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import START_SECONDS, free_port

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PHONES, DESK = "patrol.example.org", "desk.example.org"


def program(name: str) -> str:
    """Return the program's path; without it, skip and say so, or fail where it is required."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        reason = f"{name} is not on this machine: what stands in deploy/ for it was not tried"
        if os.environ.get("PATROLQR_SERVICE") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@dataclass(frozen=True)
class Door:
    """Where one name is answered: behind TLS, or by the app itself."""

    name: str
    port: int
    trust: Path | None = None

    @property
    def host(self) -> str:
        """Return what a browser says that it asks."""
        return f"{self.name}:{self.port}"

    @property
    def url(self) -> str:
        """Return its address."""
        return f"{'https' if self.trust else 'http'}://{self.host}"

    def open(self) -> socket.socket:
        """Return a connection, checked against the name where there is TLS."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        if self.trust is None:
            return plain
        context = ssl.create_default_context(cafile=str(self.trust))
        return context.wrap_socket(plain, server_hostname=self.name)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[http.client.HTTPResponse, str]:
        """Return the answer and its text."""
        asking = http.client.HTTPConnection(self.name, self.port)
        asking.sock = self.open()
        asking.request(method, path, body, {"Accept": "text/html", **(headers or {})})
        answer = asking.getresponse()
        text = answer.read().decode("utf-8", "replace")
        asking.close()
        return answer, text

    def send(self, request: bytes) -> str:
        """Return all that is answered to these bytes, until whoever answers closes."""
        told = b""
        with self.open() as opened:
            opened.sendall(request)
            opened.settimeout(2)
            try:
                while piece := opened.recv(65536):
                    told += piece
            except (TimeoutError, ConnectionResetError, ssl.SSLError):
                pass  # what came until then is the answer
        return told.decode("latin-1")


@contextmanager
def served(
    data: Path, port: int, environment: Mapping[str, str], *more: str
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Give the app, started by its own command on an empty folder, and what it prints."""
    folder = data.parent / "started-here"
    folder.mkdir(exist_ok=True)
    log = data.parent / "app.log"
    command = [sys.executable, "-m", "patrolqr", "serve", "--port", str(port), *more]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "PATROLQR_DATA": str(data), **environment}
    with running(command, log, env=surroundings, cwd=folder) as process:
        wait_until_open(port, process, log)
        yield process, log


@contextmanager
def running(
    command: list[str], log: Path, *, cwd: Path, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process as long as this lasts."""
    with log.open("wb") as told:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=told, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once somebody answers on the port."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"{process.args!r} did not start:\n{log.read_text('utf-8', 'replace')}")


def ports(count: int) -> list[int]:
    """Return free ports, each another."""
    found: set[int] = set()
    while len(found) < count:
        found.add(free_port())
    return sorted(found)
