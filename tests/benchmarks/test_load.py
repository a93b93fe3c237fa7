"""Loading a million street rows, and as many of a mapped table, beside pandas reading the same file; and
the memory it takes.

pytest tests/benchmarks/test_load.py --benchmark-enable -s
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from patrolqr import readers
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.store import Session, Store
from patrolqr.store.loads import LoadReport, load
from tests.benchmarks.test_tables import table
from tests.builders import street
from tests.conftest import TESTS

ROWS, FEW = 1_000_000, 20_000
POINTS, STREETS, SMALL_AREAS, MONTHS = 60_000, 9_000, 1_000, 36
SHARES = (0.16, 0.01, 0.04, 0.07, 0.03, 0.06, 0.01, 0.08, 0.01, 0.07, 0.01, 0.05, 0.38, 0.02)
"""Of CRIME_TYPES, about as the force's eight months have them."""

# Not getrusage's ru_maxrss: a new process inherits that of the one which started it.
ONE_LOAD = """
import json, sys
from pathlib import Path
from patrolqr import readers
from patrolqr.core.actor import SYSTEM
from patrolqr.store import Session, Store
from patrolqr.store.loads import load
store = Store(Path(sys.argv[2]), real=True)
(source,) = readers.read(sys.argv[1])
report = load(Session(store, SYSTEM), source)
store.close()
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps({"new": report.new, "kilobytes": int(peak.split()[1])}))
"""


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest) -> int:
    """Return how many rows: few where nothing is measured."""
    return ROWS if request.config.getoption("--benchmark-enable") else FEW


@pytest.fixture(scope="module")
def file(rows: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a street file of so many generated rows."""
    path = tmp_path_factory.mktemp("load") / "generated-street.csv"
    random = np.random.default_rng(1)
    corners = random.uniform((-2.4, 52.5), (-1.7, 53.1), (POINTS, 2)).tolist()
    points = [
        f"{x:.6f},{y:.6f},On or near Street {n % STREETS},E0100{n % SMALL_AREAS:04d},Town {n % 900:03d}A"
        for n, (x, y) in enumerate(corners)
    ]
    types = random.choice(len(CRIME_TYPES), rows, p=SHARES)
    months = [f"{2022 + month // 12}-{month % 12 + 1:02d}" for month in range(MONTHS)]
    ids = random.bytes(32 * rows).hex()
    with path.open("w") as out:
        out.write(street.HEADER + "\n")
        places, when = random.integers(0, POINTS, rows), random.integers(0, MONTHS, rows)
        for row, (kind, place, month) in enumerate(
            zip(types.tolist(), places.tolist(), when.tolist(), strict=True)
        ):
            crime, outcome = (
                (ids[64 * row : 64 * row + 64], "Unable to prosecute suspect") if kind else ("", "")
            )
            out.write(
                f"{crime},{months[month]},Staffordshire Police,Staffordshire Police,{points[place]},"
                f"{CRIME_TYPES[kind]},{outcome},\n"
            )
    return path


@pytest.fixture(scope="module")
def mapped(rows: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of so many incidents of the force's own."""
    path = tmp_path_factory.mktemp("load") / "crimes.csv"
    table(rows).to_csv(path, index=False)
    return path


def _pandas_seconds(file: Path, rows: int) -> float:
    """Return what pandas takes: the middle of three, because other work comes between."""
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        assert len(pd.read_csv(file)) == rows
        seconds.append(time.perf_counter() - started)
    return median(seconds)


def test_load_a_million_mapped_rows(
    benchmark: BenchmarkFixture, mapped: Path, rows: int, tmp_path: Path
) -> None:
    stores = iter([Store(tmp_path / "first", real=True), Store(tmp_path / "second", real=True)])
    (guessed,) = readers.read(mapped)
    assert guessed.guess is not None
    choice = readers.Choice(mapping=guessed.guess.mapping)

    def one_load() -> LoadReport:
        (source,) = readers.read(mapped, choice=choice)
        return load(Session(next(stores), TESTS), source)

    report = benchmark.pedantic(one_load, rounds=1 if rows == FEW else 2)
    assert (report.new, report.quarantined) == (rows, 0)
    if benchmark.stats:
        times = benchmark.stats["min"] / _pandas_seconds(mapped, rows)
        benchmark.extra_info["times_pandas"] = round(times, 1)


def test_load_a_million_rows(
    benchmark: BenchmarkFixture, file: Path, rows: int, tmp_path: Path
) -> None:
    stores = iter([Store(tmp_path / "first", real=True), Store(tmp_path / "second", real=True)])

    def one_load() -> LoadReport:
        (source,) = readers.read(file)
        return load(Session(next(stores), TESTS), source)

    report = benchmark.pedantic(one_load, rounds=1 if rows == FEW else 2)
    assert (report.new, report.quarantined) == (rows, 0)
    pandas = _pandas_seconds(file, rows)
    if benchmark.stats:
        load_seconds = benchmark.stats["min"]
        benchmark.extra_info["rows_per_second"] = round(rows / load_seconds)
        benchmark.extra_info["pandas_read_csv_rows_per_second"] = round(rows / pandas)
        benchmark.extra_info["times_pandas"] = round(load_seconds / pandas, 1)


def test_memory_of_loading_a_million_rows(
    benchmark: BenchmarkFixture, file: Path, rows: int, tmp_path: Path
) -> None:
    def in_a_process() -> dict[str, int]:
        asked = [sys.executable, "-c", ONE_LOAD, str(file), str(tmp_path / "data")]
        said: dict[str, int] = json.loads(
            subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        )
        return said

    said = benchmark.pedantic(in_a_process, rounds=1)
    assert said["new"] == rows
    benchmark.extra_info["peak_megabytes"] = said["kilobytes"] // 1024
