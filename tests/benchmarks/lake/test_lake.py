"""A lake beside the plain file: every page's queries on the same force, logs committed together, and
how long one log waits.

pytest tests/benchmarks/lake --benchmark-enable -s

prints a table per size; PATROLQR_LAKE_LOGS=1000000 measures a million logs and incidents.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from patrolqr.core.form.log import parse
from patrolqr.core.settings import LakeAt
from patrolqr.store import REAL, Session, Store, logs
from patrolqr.store.engine.ducklake import Lake
from tests.benchmarks.growth.calls import Call, taken
from tests.benchmarks.growth.conftest import asked, small  # noqa: F401
from tests.builders import grown_force, lakes
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.lakes import Postgres
from tests.builders.logs import sent
from tests.conftest import TESTS

LOGS = int(os.environ.get("PATROLQR_LAKE_LOGS", "100000"))
MOST_TIMES = 4.0
"""Queries of a page together on the lake, against the file."""

AT_LEAST_S = 0.05
"""Of a page on the file: what is shorter is told and not promised, since a query costs a lake 10 ms."""

BURST, ONE_BY_ONE = 4_000, 200
FEWEST_A_SECOND, MOST_TIMES_P99 = 5_000, 3.0


@dataclass(frozen=True)
class Both:
    """The same force, in a file and in a lake."""

    file: Session
    lake: Session


@pytest.fixture(scope="module")
def both(
    postgres: Postgres, empty_lake: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    """Give a force of so many logs and incidents, in both."""
    folder = tmp_path_factory.mktemp("force")
    data = grown_force.keep_in(folder / "data", LOGS)
    with lakes.lake(postgres, empty_lake, folder / "files") as at:
        file, lake = _opened(data, at, folder)
        yield Both(Session(file, TESTS), Session(lake, TESTS))
        file.close()
        lake.close()


def _opened(data: Path, at: LakeAt, folder: Path) -> tuple[Store, Store]:
    lake = Store(folder / "lake", lake=at)
    assert isinstance(lake.database, Lake)
    begun = time.perf_counter()
    moved = lake.database.take_in(data / REAL)
    seconds = time.perf_counter() - begun
    print(f"\n{sum(moved.values()):,} rows moved into the lake in {seconds:.1f} s")
    return Store(data), lake


def test_queries_of_each_page(
    both: Both,
    asked: dict[str, list[Call]],  # noqa: F811
    benchmark: BenchmarkFixture,
) -> None:
    def measure() -> pd.DataFrame:
        rows = [
            {
                "page": page,
                "statements": len(calls),
                "file_s": _took(both.file, calls),
                "lake_s": _took(both.lake, calls),
            }
            for page, calls in asked.items()
        ]
        return pd.DataFrame(rows)

    told = benchmark.pedantic(measure, rounds=1)
    told["times"] = (told["lake_s"] / told["file_s"]).round(1)
    print(f"\n{LOGS:,} logs\n{told.round(3).to_string(index=False)}")
    long = told[told["file_s"] >= AT_LEAST_S]
    assert not len(long) or long["times"].median() <= MOST_TIMES


def _took(session: Session, calls: list[Call]) -> float:
    """Return how long all of them take together, each at best."""

    def ask(call: Call) -> Callable[[], object]:
        method = getattr(session, call.method)
        return lambda: method(call.row, call.query, **call.parameters)

    return sum(taken(ask(call), rounds=3).seconds for call in calls)


def test_logs_committed_together_and_one_by_one(both: Both, benchmark: BenchmarkFixture) -> None:
    def measure() -> dict[str, tuple[float, float]]:
        return {name: _of_logs(session) for name, session in vars(both).items()}

    told = benchmark.pedantic(measure, rounds=1)
    for name, (rate, p99_s) in told.items():
        print(f"\n{name}: {rate:,.0f} logs a second together, p99 of one {p99_s * 1000:.1f} ms")
    assert told["lake"][0] >= FEWEST_A_SECOND
    assert told["lake"][1] <= MOST_TIMES_P99 * told["file"][1]


def _of_logs(session: Session) -> tuple[float, float]:
    """Return how many logs a second are stored together, and how long one in a hundred waits alone."""
    pass_id = brief(session, duty_now()).taskings[0].pass_id
    logs.accept(session, parse(sent()), pass_id)
    rates = []
    for _ in range(3):
        arrived = [parse(sent()) for _ in range(BURST)]
        begun = time.perf_counter()
        answers = [logs.submit(session, log, pass_id) for log in arrived]
        assert not any(answer.result().repeated for answer in answers)
        rates.append(BURST / (time.perf_counter() - begun))
    waits = []
    for _ in range(ONE_BY_ONE):
        log = parse(sent())
        begun = time.perf_counter()
        logs.accept(session, log, pass_id)
        waits.append(time.perf_counter() - begun)
    return max(rates), float(np.percentile(waits, 99))
