"""Methods of points beside what others take for the same.

`pytest tests/benchmarks/test_points.py --benchmark-enable` measures; pointpats is compared with where
it is installed (`pip install -r requirements-bench.txt`).
"""

import resource
import warnings

import numpy as np
import pytest

from patrolqr.analysis.measures.near_repeat import knox
from patrolqr.analysis.measures.scan import Scan, draw_circles
from tests.benchmarks.test_hotspot_methods import best

PLACES, CASES, LONGEST = 2000, 10_000, 28
RADIUS_M, SIDE_M = 1000.0, 14_000.0
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
    space, time = (0, 1, 101, 201, 401), (0, 2, 8, 15)
    took = best(lambda: knox(places, days, space=space, time=time, shuffles=999), rounds=1)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Knox of 50,000 events, 12 bands, 999 shuffles: {took:.1f} s, at most {most:.0f} MB")
    assert most < MEGABYTES


def test_a_shuffle_of_the_scan_beside_plain_numpy() -> None:
    """2,000 places, 10,000 events, 28 days: what 999 shuffles take is 999 times this."""
    chance = np.random.default_rng(1)
    place = chance.integers(0, PLACES, CASES)
    circles = draw_circles(
        chance.uniform(0, SIDE_M, (PLACES, 2)),
        np.bincount(place, minlength=PLACES),
        radius=RADIUS_M,
    )
    day = chance.integers(0, 365, CASES)
    scan = Scan(circles, place, day, last=364, longest=LONGEST, fewest=3)
    first = scan.clusters(most=1)
    assert first[0].score == pytest.approx(plain(scan, scan.age), abs=1e-9)
    shuffles = 20
    ours = best(lambda: scan.chance(first, shuffles=shuffles, seed=1, enough=None)) / shuffles
    other = best(lambda: plain(scan, chance.permutation(scan.age)), rounds=10)
    print(
        f"{ours * 1e3:.1f} ms a shuffle, plain numpy {other * 1e3:.1f} ms: {other / ours:.1f} times"
    )
    assert ours <= other


def plain(scan: Scan, age: np.ndarray) -> float:
    """Return the highest score, as one writes it first: all circles and days at once."""
    circles, total = scan.circles, len(age)
    recent = age < LONGEST
    table = np.zeros((PLACES, LONGEST))
    np.add.at(table, (scan.place[recent], age[recent]), 1)
    running = np.vstack([np.zeros(LONGEST), table.cumsum(axis=1)[circles.places].cumsum(axis=0)])
    begins = circles.centres[:-1]
    counted = running[1:] - np.repeat(running[begins], np.diff(circles.centres), axis=0)
    mean = circles.cases[:, None] * scan.of_days / total
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = counted * np.log(counted / mean)
        score = inside + (total - counted) * np.log((total - counted) / (total - mean))
    is_one = (counted > mean) & (counted >= scan.fewest) & circles.is_whole[:, None]
    return float(np.where(is_one, score, 0).max())
