"""Each page's queries, start, backup and a load at 10⁵ and 10⁶ patrol logs and incidents; with
PATROLQR_GROWN_TO=10000000 at 10⁷ too, which takes long and some gigabytes of disk and memory.

pytest tests/benchmarks/growth --benchmark-enable -s

prints one table, and writes it as growth.csv into the folder that PATROLQR_GROWTH names, if it does.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.growth import measured
from tests.benchmarks.growth.calls import Call

SIZES = (100_000, 1_000_000)

STEEPEST = 1.05
"""Ten times as much takes at most about eleven times as long."""

NOISE = 0.1
"""Of an exponent between two sizes: what a repeat of the same measure may differ by."""

SHORT_S = 0.05
"""What takes less at the larger size is told, and its exponent is chance."""

TIMES_START = 2.0


def sizes() -> tuple[int, ...]:
    """Return the sizes that are measured."""
    largest = int(os.environ.get("PATROLQR_GROWN_TO", SIZES[-1]))
    return tuple(size for size in (*SIZES, 10_000_000) if size <= largest)


@pytest.fixture(scope="module")
def table(
    asked: dict[str, list[Call]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[pd.DataFrame]:
    """Give one row per thing measured and size, and show them once all tests of it are done."""
    rows: list[measured.Row] = []
    for size in sizes():
        rows += measured.measure(asked, size, tmp_path_factory.mktemp("grown"))
    told = measured.with_exponents(pd.DataFrame(rows))
    yield told
    print("\n" + measured.as_text(told))
    if folder := os.environ.get("PATROLQR_GROWTH"):
        told.to_csv(Path(folder) / "growth.csv", index=False)


def test_nothing_grows_steeper_than_the_force(
    table: pd.DataFrame, benchmark: BenchmarkFixture
) -> None:
    rows = benchmark.pedantic(lambda: table[table["processor_s"] >= SHORT_S], rounds=1)
    steep = rows[rows["exponent"] > STEEPEST + NOISE]
    assert steep.empty, measured.as_text(steep)


def test_a_store_opens_as_fast_however_much_is_in_it(
    table: pd.DataFrame, benchmark: BenchmarkFixture
) -> None:
    starts = benchmark.pedantic(
        lambda: table[table["what"] == measured.START].set_index("size")["processor_s"], rounds=1
    )
    assert starts.iloc[-1] < TIMES_START * starts.iloc[0]
