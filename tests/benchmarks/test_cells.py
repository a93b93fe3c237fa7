"""Squares of 1,000,000 incidents: the query and the ranking, beside pandas counting the same from
memory.

`pytest tests/benchmarks/test_cells.py --benchmark-enable` measures; without it each runs once.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from patrolqr.analysis import hotspots
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.steps import find_patterns, rank
from patrolqr.store import Session, Store
from tests.builders.incidents import keep_in
from tests.conftest import TESTS

INCIDENTS = 1_000_000
POINTS = 30_000
"""Snapped points of a large force: each has one street and one neighbourhood."""

SECONDS = 0.5
"""What a page may wait for its squares.

The best of the rounds is held against it, as the machine may be busy.
"""


@pytest.fixture(scope="module")
def incidents() -> pd.DataFrame:
    """Return two years of a large force's month data."""
    generator = np.random.default_rng(1)
    eastings, northings = (
        generator.uniform(390_000, 430_000, POINTS),
        generator.uniform(300_000, 340_000, POINTS),
    )
    point = (generator.pareto(1.2, INCIDENTS) * 50).astype(int) % POINTS
    streets = np.array([f"Street {number}" for number in range(9_000)], dtype=object)
    months = pd.date_range("2024-01-01", periods=24, freq="MS").date
    return pd.DataFrame(
        {
            "month": months[generator.integers(0, 24, INCIDENTS)],
            "category": np.array(CRIME_TYPES, dtype=object)[
                generator.integers(0, len(CRIME_TYPES), INCIDENTS)
            ],
            "easting": eastings[point],
            "northing": northings[point],
            "street": streets[point % len(streets)],
            "neighbourhood_id": np.array([f"N{number}" for number in range(200)], dtype=object)[
                point % 200
            ],
        }
    )


@pytest.fixture(scope="module")
def crowd(incidents: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a store that holds them."""
    opened = Store(tmp_path_factory.mktemp("crowd") / "data", real=True)
    session = Session(opened, TESTS)
    keep_in(session, incidents)
    yield session
    opened.close()


def counted(crowd: Session) -> pd.DataFrame:
    """Return the squares of the later year beside those of the year before."""
    return rank.counted(crowd, since=date(2025, 1, 1), until=date(2026, 1, 1), precision="month")


def in_pandas(incidents: pd.DataFrame) -> pd.DataFrame:
    """Return the same counts and most frequent names per square, from a frame that is already in
    memory.
    """
    x, y = (np.floor(incidents[name] / 250).astype(int) for name in ("easting", "northing"))
    now = incidents["month"] >= date(2025, 1, 1)
    squares = incidents.assign(x=x, y=y, now=now, before=~now).groupby(["x", "y"])
    counted = squares[["now", "before"]].sum()
    for name in ("category", "street", "neighbourhood_id"):
        sizes = (
            incidents.assign(x=x, y=y)[now].groupby(["x", "y", name]).size().reset_index(name="n")
        )
        counted[name] = sizes.sort_values("n").groupby(["x", "y"])[name].last()
    return counted


def test_cells_of_a_million_incidents(crowd: Session, benchmark: BenchmarkFixture) -> None:
    found = benchmark.pedantic(lambda: counted(crowd), rounds=7, warmup_rounds=1)
    assert found[["count", "count_before"]].to_numpy().sum() == INCIDENTS
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < SECONDS


def test_the_same_cells_in_pandas(
    incidents: pd.DataFrame, crowd: Session, benchmark: BenchmarkFixture
) -> None:
    found = benchmark.pedantic(lambda: in_pandas(incidents), rounds=3, warmup_rounds=1)
    ours = counted(crowd).set_index("cell")
    names = [f"E{x * 250}N{y * 250}" for x, y in found.index]
    assert ours.loc[names, "count"].tolist() == found["now"].tolist()
    assert ours.loc[names, "count_before"].tolist() == found["before"].tolist()


def test_ranking_the_cells_of_a_million_incidents(
    crowd: Session, benchmark: BenchmarkFixture
) -> None:
    cells = counted(crowd)
    ranked = benchmark.pedantic(
        lambda: hotspots.rank(cells, period_text="12 months", months=12, has_before=True),
        rounds=5,
        warmup_rounds=1,
    )
    assert ranked["count"].sum() == cells["count"].sum()


def test_patterns_among_a_million_incidents(crowd: Session, benchmark: BenchmarkFixture) -> None:
    (run,) = benchmark.pedantic(
        lambda: find_patterns.find(crowd, as_of=date(2026, 1, 5)), rounds=3, warmup_rounds=1
    )
    assert len(run.tests) > 2_000
    assert run.detector.draw(run, 0).rows["is_recent"].sum() == 1
