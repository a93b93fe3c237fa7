"""Two hundred phones at once against a real server: none lost, none twice, and how long an officer
waits.

The server runs in a process of its own; beside it, a bare endpoint that reads the same JSON and
stores nothing.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pytest_benchmark.fixture import BenchmarkFixture

from patrolqr.core import clock
from patrolqr.store import Session, Store, exports
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.conftest import TESTS

Result = TypeVar("Result")

PHONES, EACH = 200, 15
STEADY = 500
"""Logs a second, evenly: far more than a force's officers send."""

SERVE = """
import sys, uvicorn
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from patrolqr.core import clock
from patrolqr.phone import routes
from patrolqr.core.actor import Actor
from patrolqr.store import Session, Store, pairings

async def bare(request):
    sent = await request.json()
    return JSONResponse({"log_id": sent["log_id"], "repeated": False}, 201)

store = Session(Store(Path(sys.argv[1]), real=True), Actor("phones", "officer"))
app = Starlette(routes=[Route("/bare", bare, methods=["POST"]), *routes(store)])
server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off", access_log=False, backlog=4096))

async def main():
    asked = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], pairings.room_code(at=clock.now()), flush=True)
    await asked

import asyncio
asyncio.run(main())
store.close()
"""


@dataclass
class Crowd:
    """Phones that send: where to, what they hold, and what they were told."""

    url: str
    cookies: list[str]
    paths: list[str]
    sent: list[str] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Return how long that share of the logs took at most."""
        return sorted(self.seconds)[int(len(self.seconds) * share) - 1]


async def _ask(
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter], head: str, body: bytes
) -> tuple[int, bytes]:
    reader, writer = line
    writer.write(
        f"{head}\r\nHost: patrol.test\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = int(told.lower().partition("content-length:")[2].split()[0])
    return int(told.split()[1]), told.encode("latin-1") + await reader.readexactly(length)


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what the work gives, from a loop in a thread of its own: the browser's tests keep one
    in this thread.
    """
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


async def _phone(crowd: Crowd, number: int, gate: asyncio.Event, each: int, pause: float) -> None:
    address = urlsplit(crowd.url)
    line = await asyncio.open_connection(address.hostname, address.port)
    await gate.wait()
    due = time.perf_counter() + pause * number / PHONES
    for made in range(each):
        await asyncio.sleep(max(0.0, due + pause * made - time.perf_counter()) if pause else 0)
        path = crowd.paths[(number + made) % len(crowd.paths)]
        log_id = str(uuid.uuid4())
        log = {
            "log_id": log_id,
            "engagements": 2,
            "arrived_at": "2026-11-24T21:04:00Z",
            "saw": "x" * 200,
        }
        log |= {"opened_at": clock.now().isoformat(), "sent_at": clock.now().isoformat()}
        head = f"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nCookie: {crowd.cookies[number]}"
        crowd.sent.append(log_id)
        begun = time.perf_counter()
        status, answer = await _ask(line, head, json.dumps(log).encode())
        crowd.seconds.append(time.perf_counter() - begun)
        crowd.told.append((status, json.loads(answer.partition(b"\r\n\r\n")[2])["log_id"]))
    line[1].close()


async def _send(crowd: Crowd, each: int, *, pause: float = 0) -> float:
    """Send that many logs from every phone, one after the other or one per pause.

    Return the seconds it took.
    """
    gate = asyncio.Event()
    phones = [
        asyncio.create_task(_phone(crowd, number, gate, each, pause)) for number in range(PHONES)
    ]
    await asyncio.sleep(0)
    begun = time.perf_counter()
    gate.set()
    await asyncio.gather(*phones)
    return time.perf_counter() - begun


async def _paired(url: str, code: str, number: int) -> str:
    line = await asyncio.open_connection(urlsplit(url).hostname, urlsplit(url).port)
    head = "POST /o/pair HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"
    _, answer = await _ask(line, head, f"code={code}&collar={4000 + number}".encode())
    line[1].close()
    found = [
        part.split(";")[0].strip() for part in answer.decode("latin-1").split("set-cookie:")[1:]
    ]
    return "; ".join(found)


async def _all_paired(url: str, code: str) -> list[str]:
    return [await _paired(url, code, number) for number in range(PHONES)]


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, str]]:
    """Give the address of a server on that data in a process of its own, and the room's pairing
    code.
    """
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", SERVE, str(data)]
    with subprocess.Popen(
        command,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            port, code = process.stdout.readline().split()
            yield f"http://127.0.0.1:{port}", code
        finally:
            process.terminate()


def test_two_hundred_phones_at_once_lose_nothing_and_store_nothing_twice(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    store = Store(tmp_path / "data", real=True)
    sheet = brief(Session(store, TESTS), duty_now())
    store.close()
    each = EACH if benchmark.enabled else 2
    with serving(tmp_path / "data") as (url, code):
        cookies = _run(_all_paired(url, code))
        crowd = Crowd(url, cookies, [f"/o/{tasking.pass_id}" for tasking in sheet.taskings])
        once = Crowd(url, cookies, crowd.paths)
        steady = Crowd(url, cookies, crowd.paths)
        bare = Crowd(url, cookies, ["/bare"])
        bare_seconds = _run(_send(bare, each))
        _run(_send(once, 1))
        _run(_send(steady, each, pause=PHONES / STEADY))
        seconds = benchmark.pedantic(lambda: _run(_send(crowd, each)), rounds=1)
    assert {status for status, _ in (*crowd.told, *once.told, *steady.told)} == {201}
    store = Store(tmp_path / "data", real=True)
    kept = [row["log_id"] for row in exports.documents(Session(store, TESTS))]
    store.close()
    assert sorted(kept) == sorted([*crowd.sent, *once.sent, *steady.sent])
    assert len(set(kept)) == len(kept)
    benchmark.extra_info.update(
        {
            "burst of 200, p99 s": round(once.percentile(0.99), 3),
            f"{STEADY} a second, p99 s": round(steady.percentile(0.99), 3),
            "as many as it takes, p99 s": round(crowd.percentile(0.99), 3),
            "as many as it takes, logs a second": round(len(crowd.sent) / seconds),
            "a bare endpoint's": round(len(bare.sent) / bare_seconds),
            "share of a bare endpoint": round(bare_seconds / seconds, 2),
        }
    )
