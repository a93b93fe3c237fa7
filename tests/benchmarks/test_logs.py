"""Storing patrol logs in a store that holds a million, beside one plain INSERT and COMMIT per log
in the same database.

`pytest tests/benchmarks/test_logs.py --benchmark-enable` measures; without it each runs once.
"""

import time
import uuid
from typing import Any

import numpy as np
import pytest

from patrolqr.core.briefing import Briefing
from patrolqr.core.form.log import PatrolLog, parse
from patrolqr.store import Session, logs
from tests.builders.logs import sent
from tests.store.conftest import briefed  # noqa: F401

STORED = 1_000_000
BURST = 4_000
PER_SECOND = 50


@pytest.fixture
def full(store: Session, briefed: Briefing) -> tuple[Session, str]:  # noqa: F811
    """Return a store with a million logs, and a pass to send more under."""
    tasking = briefed.taskings[0]
    with store.writing("brief") as written:
        written.cursor.execute(
            "INSERT INTO patrol_logs BY NAME SELECT uuid() AS log_id, 1 AS version, true AS is_current, "
            "'{}' AS document, md5(i::VARCHAR) AS digest, now() AS received_at, false AS late, 'phone' AS channel, "
            "? AS pass_id, i % 5 AS engagements, ?::UUID AS area_id, ?::DATE AS patrol_day, "
            "? AS shift FROM range(?) AS t(i)",
            [tasking.pass_id, tasking.area.area_id, briefed.patrol_day, briefed.shift.name, STORED],
        )
    return store, tasking.pass_id


def fresh(number: int) -> list[PatrolLog]:
    return [parse(sent()) for _ in range(number)]


def test_a_burst_of_logs_beside_a_commit_for_each(
    full: tuple[Session, str], benchmark: Any
) -> None:
    store, pass_id = full
    logs.accept(store, fresh(1)[0], pass_id)

    def burst(arrived: list[PatrolLog]) -> None:
        answers = [logs.submit(store, log, pass_id) for log in arrived]
        receipts = [answer.result() for answer in answers]
        assert not [receipt for receipt in receipts if receipt.repeated]

    benchmark.pedantic(burst, setup=lambda: ((fresh(BURST),), {}), rounds=3, warmup_rounds=1)
    if benchmark.enabled:
        rate = BURST / benchmark.stats.stats.min
        benchmark.extra_info |= {
            "logs_per_second": round(rate),
            "times_one_commit_each": round(rate / one_each(store), 1),
        }
        assert rate >= 5_000


def one_each(store: Session) -> float:
    """Return how many logs a second plain single-row commits store."""
    started = time.perf_counter()
    for _ in range(100):
        with store.writing("brief") as written:
            written.cursor.execute(
                "INSERT INTO patrol_logs BY NAME SELECT ?::UUID AS log_id, 2 AS version",
                [str(uuid.uuid4())],
            )
    return 100 / (time.perf_counter() - started)


def test_sending_at_fifty_a_second(full: tuple[Session, str], benchmark: Any) -> None:
    store, pass_id = full
    logs.accept(store, fresh(1)[0], pass_id)
    waits: list[float] = []

    def a_while(seconds: int) -> None:
        for log in fresh(PER_SECOND * seconds):
            due = time.perf_counter()
            logs.accept(store, log, pass_id)
            waits.append(time.perf_counter() - due)
            time.sleep(max(0.0, 1 / PER_SECOND - waits[-1]))

    benchmark.pedantic(a_while, args=(10 if benchmark.enabled else 1,), rounds=1)
    if benchmark.enabled:
        benchmark.extra_info["p99_ms"] = round(float(np.percentile(waits, 99)) * 1000, 1)
        assert benchmark.extra_info["p99_ms"] < 50
