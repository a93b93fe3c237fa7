"""Reading and typing a mapped table, beside what the reading library takes for the same file.

pytest tests/benchmarks/test_tables.py --benchmark-enable -s
"""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook
from pytest_benchmark.fixture import BenchmarkFixture
from python_calamine import CalamineWorkbook

from patrolqr import readers

ROWS, SHEET_ROWS, FEW = 1_000_000, 100_000, 5_000
TIMES_OF_PANDAS, TIMES_OF_CALAMINE = 15, 1.5
TYPES = ("Burglary Dwelling", "Theft of motor vehicle", "ASB", "Robbery", "Common Assault")


def table(rows: int) -> pd.DataFrame:
    """Return incidents as a force exports them, none on a night the clocks change."""
    random = np.random.default_rng(1)
    days = pd.Timestamp("2026-04-01") + pd.to_timedelta(random.integers(0, 180, rows), unit="D")
    lasting = pd.to_timedelta(random.integers(0, 600, rows), unit="m")
    since = days + pd.to_timedelta(random.integers(0, 1440, rows), unit="m")
    until = since + lasting
    return pd.DataFrame(
        {
            "Crime Ref": [f"22/{number}/26" for number in range(rows)],
            "Offence": random.choice(TYPES, rows),
            "Date From": since.strftime("%d/%m/%Y"),
            "Time From": since.strftime("%H:%M"),
            "Date To": until.strftime("%d/%m/%Y"),
            "Time To": until.strftime("%H:%M"),
            "Easting": random.integers(380_000, 410_000, rows),
            "Northing": random.integers(300_000, 330_000, rows),
            "Beat Code": random.choice(["CA01", "CA02"], rows),
            "Location": [f"{number} Example Street" for number in random.integers(0, 9999, rows)],
        }
    )


def read_all(file: Path) -> tuple[int, int]:
    """Return how many rows are good, and how many broken."""
    (source,) = readers.read(file)
    counts = [(batch.rows.num_rows, len(batch.broken)) for batch in source.batches()]
    return sum(good for good, _ in counts), sum(broken for _, broken in counts)


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> bool:
    """Return whether anything is measured; if not, few rows will do."""
    return bool(request.config.getoption("--benchmark-enable"))


def test_read_a_million_mapped_rows(
    benchmark: BenchmarkFixture, tmp_path: Path, measured: bool
) -> None:
    rows, file = ROWS if measured else FEW, tmp_path / "crimes.csv"
    table(rows).to_csv(file, index=False)
    started = time.perf_counter()
    pd.read_csv(file)
    alone = time.perf_counter() - started
    assert benchmark.pedantic(read_all, args=(file,), rounds=1 + measured) == (rows, 0)
    if benchmark.stats:
        benchmark.extra_info["times_pandas"] = round(benchmark.stats["min"] / alone, 1)
        assert benchmark.stats["min"] <= TIMES_OF_PANDAS * alone


def test_read_a_workbook_of_a_hundred_thousand_rows(
    benchmark: BenchmarkFixture, tmp_path: Path, measured: bool
) -> None:
    rows, file = SHEET_ROWS if measured else FEW, tmp_path / "crimes.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Crimes")
    frame = table(rows)
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        sheet.append(list(row))
    book.save(file)

    def alone() -> float:
        started = time.perf_counter()
        CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
        return time.perf_counter() - started

    library = min(alone() for _ in range(1 + 2 * measured))
    assert benchmark.pedantic(read_all, args=(file,), rounds=1 + 2 * measured) == (rows, 0)
    if benchmark.stats:
        benchmark.extra_info["times_calamine"] = round(benchmark.stats["min"] / library, 2)
        assert benchmark.stats["min"] <= TIMES_OF_CALAMINE * library
