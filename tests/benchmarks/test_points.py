"""Methods of points beside what others take for the same.

`pytest tests/benchmarks/test_points.py --benchmark-enable` measures; pointpats is compared with where
it is installed (`pip install -r requirements-bench.txt`).
"""

import resource
import warnings

import numpy as np
import pytest

from patrolqr.analysis.measures.near_repeat import knox
from tests.benchmarks.test_hotspot_methods import best

METRES, DAYS, SHUFFLES = 200, 7, 99
TIMES_POINTPATS = 5
MEGABYTES = 700


def events(number: int) -> tuple[np.ndarray, np.ndarray]:
    """Return so many events of a year, thick in the middle of 20 × 20 km."""
    chance = np.random.default_rng(1)
    return chance.normal(0, 4000, (number, 2)), chance.integers(0, 365, number)


def test_knox_of_5_000_events() -> None:
    theirs = pytest.importorskip("pointpats")
    warnings.simplefilter("ignore")
    places, days = events(5000)
    at, when = places, days.astype(float)[:, None]

    def ours(shuffles: int = SHUFFLES) -> float:
        edges = (0, np.nextafter(METRES, 1e9)), (0, DAYS + 1)
        table = knox(places, days, space=edges[0], time=edges[1], shuffles=shuffles)
        return float(table.observed[0, 0])

    def other() -> float:
        return float(
            theirs.Knox(at, when, delta=METRES, tau=DAYS, permutations=SHUFFLES).statistic_
        )

    assert ours(0) == other()
    mine, others = best(ours), best(other, rounds=3)
    print(f"Knox {mine * 1e3:.0f} ms, pointpats {others:.2f} s: {others / mine:.0f} times")
    assert others > TIMES_POINTPATS * mine


def test_knox_of_50_000_events_with_999_shuffles() -> None:
    places, days = events(50_000)
    bands = {"space": (0, 1, 101, 201, 401), "time": (0, 2, 8, 15)}
    took = best(lambda: knox(places, days, **bands, shuffles=999), rounds=1)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Knox of 50,000 events, 12 bands, 999 shuffles: {took:.1f} s, at most {most:.0f} MB")
    assert most < MEGABYTES
