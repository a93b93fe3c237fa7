"""Two processes on one lake: phones send to both, one is killed, and no log is lost or stored twice."""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from patrolqr.core import clock
from patrolqr.core.settings import LakeAt
from patrolqr.store import Session, Store
from patrolqr.store.engine.lease import LEASE_S
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.phones import rows
from tests.builders.waiting import until
from tests.conftest import TESTS

SENDERS = 8
"""Phones that send to each of the two."""

EACH = int(os.environ.get("PATROLQR_LOGS_EACH", "4"))
"""Logs of each phone; a release is tried with more."""

IS_MEASURED = "PATROLQR_LOGS_EACH" in os.environ
"""Whether how long a phone waited is held too: a gate on a busy machine says nothing of that."""

PATIENCE_S = LEASE_S + 5
"""The longest that a phone may wait, whatever happens to the machine that it sent to."""

GIVEN_UP_S = 8 * PATIENCE_S
"""After which nobody takes a log any more."""

PAUSE_S = 0.2
"""Between two tries of one log."""

ROOT = Path(__file__).resolve().parents[3]

SERVE = """
import asyncio, sys, uvicorn
from pathlib import Path
from starlette.applications import Starlette
from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.settings import LakeAt
from patrolqr.phone import routes
from patrolqr.store import Session, Store, pairings

folder, connection, files = sys.argv[1:]
store = Session(Store(Path(folder), lake=LakeAt(connection, Path(files))), Actor("phones", "officer"))
config = uvicorn.Config(Starlette(routes=routes(store)), port=0, log_level="error", lifespan="off")
server = uvicorn.Server(config)

async def main():
    asked = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    print(port, pairings.room_code(at=clock.now()), flush=True)
    await asked

asyncio.run(main())
"""


@dataclass
class Served:
    """One of the two processes."""

    process: subprocess.Popen[str]
    port: int
    code: str

    def ask(
        self, path: str, body: str, kind: str, cookie: str = ""
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Return the status, headers and body of what it answers to what is sent; OSError where it
        does not.
        """
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            headers = {"Content-Type": kind, "Accept": "application/json", "Cookie": cookie}
            line.request("POST", path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        except http.client.HTTPException as problem:
            raise OSError(str(problem)) from problem
        finally:
            line.close()

    def pair(self, collar: int) -> str:
        """Return the cookies of a phone that was paired with it."""
        kind = "application/x-www-form-urlencoded"
        _, headers, _ = self.ask("/o/pair", f"code={self.code}&collar={collar}", kind)
        given = headers.get_all("set-cookie") or []
        return "; ".join(each.partition(";")[0] for each in given)


@dataclass
class Phone:
    """A phone that sends its logs, one after the other, to whoever takes them."""

    cookie: str
    path: str
    doors: list[Served]
    acknowledged: dict[str, str] = field(default_factory=dict)
    waited_s: list[float] = field(default_factory=list)
    later: int = 0

    def send_all(self) -> None:
        for _ in range(EACH):
            log_id, arrived = str(uuid.uuid4()), clock.now().isoformat()
            log = json.dumps({"log_id": log_id, "engagements": 2, "arrived_at": arrived})
            begun = time.monotonic()
            while not self.send(log):
                assert time.monotonic() < begun + GIVEN_UP_S, "nobody takes it"
                self.doors.reverse()
                time.sleep(PAUSE_S)
            self.waited_s.append(time.monotonic() - begun)
            self.acknowledged[log_id] = log

    def send(self, log: str) -> bool:
        """Return whether whoever is asked first has the log now."""
        try:
            status, headers, told = self.doors[0].ask(
                self.path, log, "application/json", self.cookie
            )
        except OSError:
            return False  # killed
        if status == 503:
            self.later += 1
            assert (headers["X-PatrolQR"], headers["Retry-After"]) == ("1", "5")
            return False
        assert status in (200, 201), told
        return bool(json.loads(told)["log_id"] == json.loads(log)["log_id"])


@contextmanager
def serving(folder: Path, lake: LakeAt) -> Iterator[Served]:
    """Give a process that serves phones on that lake."""
    command = [sys.executable, "-c", SERVE, str(folder), lake.connection, str(lake.files)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            port, code = process.stdout.readline().split()
            yield Served(process, int(port), code)
        finally:
            process.kill()


def test_of_logs_sent_to_two_processes_none_is_lost_or_stored_twice_where_one_is_killed(
    lake: LakeAt, tmp_path: Path
) -> None:
    store = Store(tmp_path / "set up", lake=lake)
    sheet = brief(Session(store, TESTS), duty_now())
    store.close()
    path = f"/o/{sheet.taskings[0].pass_id}"
    with serving(tmp_path / "one", lake) as one, serving(tmp_path / "two", lake) as two:
        phones = [
            Phone(one.pair(4000 + number), path, [one, two] if number % 2 else [two, one])
            for number in range(2 * SENDERS)
        ]
        threads = [threading.Thread(target=phone.send_all) for phone in phones]
        for thread in threads:
            thread.start()
        until(
            lambda: sum(len(phone.acknowledged) for phone in phones) >= SENDERS or None,
            lambda: "nothing was acknowledged",
        )
        one.process.kill()  # kill -9, in the middle of it
        for thread in threads:
            thread.join(timeout=EACH * GIVEN_UP_S)
        acknowledged = [each for phone in phones for each in phone.acknowledged]
        again = [phone.send(log) for phone in phones for log in phone.acknowledged.values()]
    store = Store(tmp_path / "read", lake=lake)
    stored = Counter(
        str(row["log_id"]) for row in rows(Session(store, TESTS), "SELECT log_id FROM patrol_logs")
    )
    store.close()
    assert len(acknowledged) == 2 * SENDERS * EACH
    assert sorted(stored) == sorted(acknowledged)
    assert set(stored.values()) == {1}
    assert any(phone.later for phone in phones)
    if IS_MEASURED:
        assert max(max(phone.waited_s) for phone in phones) <= PATIENCE_S
    assert all(again)
