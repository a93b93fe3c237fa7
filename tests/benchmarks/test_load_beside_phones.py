"""How long a phone waits for its log to be acknowledged while a million rows of a mapped table load.

pytest tests/benchmarks/test_load_beside_phones.py --benchmark-enable
"""

import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
from pytest_benchmark.fixture import BenchmarkFixture

from patrolqr import readers
from patrolqr.core.form.log import parse
from patrolqr.core.phone import Receipt
from patrolqr.store import Session, Store, loads, logs
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import sent
from tests.conftest import TESTS

ROWS, FEW = 1_000_000, 20_000
A_SECOND = 5
"""Logs a second, evenly."""

TYPES = ("Burglary dwelling", "Theft from vehicle", "Criminal damage", "Common assault")


@dataclass
class Phones:
    """Phones that send logs until they are told to stop, and how long each waited."""

    store: Session
    pass_id: str
    stop: threading.Event = field(default_factory=threading.Event)
    seconds: list[float] = field(default_factory=list)

    def send(self) -> None:
        """Send logs, each when it is due, whether or not the one before was acknowledged."""
        due = time.perf_counter()
        answers: list[Future[Receipt]] = []
        while not answers or not self.stop.wait(max(0.0, due - time.perf_counter())):
            answer = logs.submit(self.store, parse(sent()), self.pass_id)
            answer.add_done_callback(partial(self._acknowledged, time.perf_counter()))
            answers.append(answer)
            due += 1 / A_SECOND
        for answer in answers:
            answer.result(60)

    def _acknowledged(self, begun: float, _: object) -> None:
        self.seconds.append(time.perf_counter() - begun)


def _write(path: Path, rows: int) -> Path:
    random = np.random.default_rng(1)
    seconds = random.integers(0, 3 * 365 * 86_400, rows).tolist()
    kinds = random.integers(0, len(TYPES), rows).tolist()
    points = random.uniform((-2.4, 52.5), (-1.7, 53.1), (rows, 2)).tolist()
    with path.open("w") as out:
        out.write("Incident No,Occurred from,Occurred to,Offence,Longitude,Latitude\n")
        for number, (second, kind, (x, y)) in enumerate(zip(seconds, kinds, points, strict=True)):
            began = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
            ended = began + timedelta(minutes=30)
            out.write(f"C{number},{began:%F %T},{ended:%F %T},{TYPES[kind]},{x:.6f},{y:.6f}\n")
    return path


def test_a_phone_does_not_wait_for_a_load(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    rows = ROWS if benchmark.enabled else FEW
    file = _write(tmp_path / "incidents.csv", rows)
    (guessed,) = readers.read(file)
    assert guessed.guess is not None
    mapping = replace(guessed.guess.mapping, origin="public")
    opened = Store(tmp_path / "data", real=True)
    store = Session(opened, TESTS)
    phones = Phones(store, brief(store, duty_now()).taskings[0].pass_id)
    sending = threading.Thread(target=phones.send)
    sending.start()

    def one_load() -> int:
        (source,) = readers.read(file, choice=readers.Choice(mapping=mapping))
        return loads.load(store, source).read

    assert benchmark.pedantic(one_load, rounds=1) == rows
    phones.stop.set()
    sending.join()
    opened.close()
    waited = sorted(phones.seconds)
    assert waited
    benchmark.extra_info["logs"] = len(waited)
    benchmark.extra_info["p99 s"] = round(waited[int(len(waited) * 0.99) - 1], 3)
    benchmark.extra_info["longest s"] = round(waited[-1], 3)
