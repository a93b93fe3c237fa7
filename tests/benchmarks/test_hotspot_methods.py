"""Gi*, behaviour over time, density and lists of one type beside what others take for the same.

`pytest tests/benchmarks/test_hotspot_methods.py --benchmark-enable` measures; esda and KDEpy are
compared with where they are installed (`pip install -r requirements-bench.txt`).
"""

import timeit
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from patrolqr.analysis.measures import emerging
from patrolqr.analysis.measures.density import quartic
from patrolqr.analysis.measures.neighbours import Neighbours
from patrolqr.analysis.periods import days_between
from patrolqr.steps import rank
from patrolqr.store import Session
from tests.benchmarks.test_cells import crowd, incidents  # noqa: F401 - fixtures

SIDE, STEPS = 200, 24
TIMES_ESDA, TIMES_A_MAP, TIMES_COUNTS = 50, 3, 1.5


def best(run: Callable[[], object], *, rounds: int = 5) -> float:
    """Return the seconds of the fastest round: the machine may be busy."""
    return min(timeit.repeat(run, number=1, repeat=rounds))


@pytest.fixture(scope="module")
def squares() -> tuple[np.ndarray, np.ndarray]:
    return np.divmod(np.arange(SIDE * SIDE), SIDE)


def test_gi_star_of_40_000_squares(squares: tuple[np.ndarray, np.ndarray]) -> None:
    esda = pytest.importorskip("esda")
    weights = pytest.importorskip("libpysal").weights.lat2W(SIDE, SIDE, rook=False)
    counts = np.random.default_rng(1).poisson(0.5, SIDE * SIDE).astype(float)
    theirs = esda.G_Local(counts, weights, transform="B", star=True, permutations=0)
    np.testing.assert_allclose(Neighbours(*squares).gi_star(counts), theirs.Zs, atol=1e-9)
    ours = best(lambda: Neighbours(*squares).gi_star(counts))
    other = best(
        lambda: esda.G_Local(counts, weights, transform="B", star=True, permutations=0), rounds=3
    )
    print(f"Gi* {ours * 1e3:.1f} ms, esda {other * 1e3:.0f} ms: {other / ours:.0f} times")
    assert other > TIMES_ESDA * ours


def test_behaviour_of_40_000_squares_over_24_steps(
    squares: tuple[np.ndarray, np.ndarray],
) -> None:
    counts = np.random.default_rng(1).poisson(0.5, (STEPS, SIDE * SIDE)).astype(float)
    maps = best(lambda: [emerging.over_time(Neighbours(*squares), [each]) for each in counts])
    ours = best(lambda: emerging.over_time(Neighbours(*squares), counts))
    print(f"behaviour {ours * 1e3:.0f} ms, {STEPS} single maps {maps * 1e3:.0f} ms")
    assert ours < TIMES_A_MAP * maps


def test_density_of_a_million_points() -> None:
    kde = pytest.importorskip("KDEpy").FFTKDE
    points = np.random.default_rng(1).normal(0, 4000, (1_000_000, 2))
    bounds = (-20_000.0, -20_000.0, 20_000.0, 20_000.0)
    cell = 40_000 / 256
    ours = best(lambda: quartic(*points.T, radius=1000, cell=cell, bounds=bounds))
    width = 1000 / np.sqrt(7)
    other = best(lambda: kde(kernel="biweight", bw=width).fit(points).evaluate((256, 256)))
    print(f"density {ours * 1e3:.0f} ms, KDEpy {other * 1e3:.0f} ms")
    assert ours < other


def test_a_list_of_one_type_of_a_million_incidents(crowd: Session) -> None:  # noqa: F811
    year = days_between(date(2025, 1, 1), date(2026, 1, 1))

    def listed(*types: str) -> Callable[[], object]:
        return lambda: rank.ranked(crowd, year, "month", types=types, places=())

    plain, ours = best(listed(), rounds=3), best(listed("Burglary"), rounds=3)
    print(f"list of one type {ours * 1e3:.0f} ms, of all by counts {plain * 1e3:.0f} ms")
    assert ours < TIMES_COUNTS * plain
