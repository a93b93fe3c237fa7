"""The scan finds what SaTScan finds, is fair to chance, and takes places equally far away together."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures.scan import Circles, Scan, draw_circles
from tests.builders.examples import COSTLY

EARTH_M = 6_371_000
CASES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 20)), min_size=1, max_size=40)
PLACES = np.array([[0, 0], [100, 0], [0, 100], [100, 100], [300, 0], [1000, 0]], dtype=float)


def over(cases: list[tuple[int, int]], *, fewest: int = 2, radius: float = 400) -> Scan:
    """Return the scan of cases (place, day of 0 to 20) over the last seven days."""
    place, day = np.array(cases).T
    circles = draw_circles(PLACES, np.bincount(place, minlength=6), radius=radius)
    return Scan(circles, place, day, last=20, longest=7, fewest=fewest)


def zones(circles: Circles) -> set[frozenset[int]]:
    return {
        frozenset(circles.of_centre(int(entry))[1].tolist())
        for entry in np.flatnonzero(circles.is_whole)
    }


def by_hand(cases: list[tuple[int, int]], scan: Scan) -> float:
    """Return the highest score of any circle and window, worked out one by one."""
    place, day = np.array(cases).T
    best = 0.0
    for zone in zones(scan.circles):
        inside = np.isin(place, list(zone))
        for days in range(1, 8):
            recent = day > 20 - days
            counted = int((inside & recent).sum())
            mean = inside.sum() * recent.sum() / len(cases)
            if counted >= scan.fewest and counted > mean:
                rest, rest_mean = len(cases) - counted, len(cases) - mean
                outside = rest * np.log(rest / rest_mean) if rest else 0.0
                best = max(best, counted * np.log(counted / mean) + outside)
    return best


@pytest.fixture
def fevers(shared: Path) -> tuple[Scan, pd.DataFrame, list[dict[str, object]]]:
    folder = shared / "references/scan_stp_nycfever_prospective"
    told = json.loads((folder / "expected.json").read_text("utf-8"))["clusters"]
    rows = pd.read_csv(folder / "cases.csv", parse_dates=["date"])
    zips = pd.read_csv(folder / "locations.csv")
    rows = rows.loc[rows.index.repeat(rows["cases"])]
    place = rows["zip"].map({each: at for at, each in enumerate(zips["zip"])}).to_numpy()
    north, east = np.radians(zips["lat"]), np.radians(zips["long"])
    globe = [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    # straight through the earth: within 3 km that is the great circle to a tenth of a millimetre
    points = EARTH_M * np.column_stack(globe)
    circles = draw_circles(points, np.bincount(place, minlength=len(zips)), radius=3000)
    day = (rows["date"] - pd.Timestamp("2001-11-01")).dt.days
    return Scan(circles, place, day, last=23, longest=7, fewest=2), zips, told


def test_fevers_in_new_york_gather_where_satscan_says(
    fevers: tuple[Scan, pd.DataFrame, list[dict[str, object]]],
) -> None:
    scan, zips, told = fevers
    found = scan.clusters(most=3)
    for cluster, expected in zip(found, told, strict=True):
        assert set(zips["zip"][cluster.places]) == set(expected["zips"])  # type: ignore[call-overload]
        assert cluster.observed == expected["cases"]
        assert cluster.expected == pytest.approx(expected["expected"], abs=0.005)
        assert cluster.score == pytest.approx(expected["llr"], abs=1e-5)
        assert f"2001-11-{25 - cluster.days}" == expected["start"]
    chance = scan.chance(found, shuffles=999, seed=1, enough=None)
    assert chance.shuffles == 999
    assert chance.p == pytest.approx([each["p_satscan"] for each in told], abs=0.04)


@given(CASES)
def test_the_circle_that_stands_out_most_is_the_best_of_all_worked_by_hand(
    cases: list[tuple[int, int]],
) -> None:
    scan = over(cases)
    found = scan.clusters(most=6)
    assert (found[0].score if found else 0) == pytest.approx(by_hand(cases, scan), abs=1e-9)
    taken = [place for cluster in found for place in cluster.places]
    assert len(taken) == len(set(taken)), "no two share a place"
    assert all(cluster.observed > cluster.expected for cluster in found)


@COSTLY
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_cases_changes_nothing(cases: list[tuple[int, int]], chance: Random) -> None:
    shuffled = list(cases)
    chance.shuffle(shuffled)
    one, other = (over(each) for each in (cases, shuffled))
    first, second = (each.clusters(most=3) for each in (one, other))
    assert [(each.centre, each.score) for each in first] == [
        (each.centre, each.score) for each in second
    ]
    told = [scan.chance(first, shuffles=30, seed=3).p.tolist() for scan in (one, other)]
    assert told[0] == told[1]


@COSTLY
@given(CASES)
def test_a_shuffle_counts_as_much_only_where_it_stands_out_as_much(
    cases: list[tuple[int, int]],
) -> None:
    """What is left out to be quick never changes how often chance does as much."""
    scan = over(cases)
    found = scan.clusters(most=3)
    if not found:
        return
    chance = scan.chance(found, shuffles=20, seed=5, enough=None)
    best = []
    for made in range(20):
        age = np.random.default_rng((5, made)).permutation(scan.age)
        again = list(zip(scan.place.tolist(), (20 - age).tolist(), strict=True))
        best.append(by_hand(again, scan))
    beaten = [sum(score >= each.score - 1e-9 for score in best) for each in found]
    assert chance.p.tolist() == [(1 + number) / 21 for number in beaten]


def test_places_equally_far_away_come_together() -> None:
    """From a corner of the square both neighbours are 100 m away: no circle has one without the
    other."""
    circles = draw_circles(PLACES, np.ones(6, dtype=np.int64), radius=120)
    assert zones(circles) == {frozenset([each]) for each in range(6)} | {
        frozenset({0, 1, 2}),
        frozenset({0, 1, 3}),
        frozenset({0, 2, 3}),
        frozenset({1, 2, 3}),
    }


def test_no_circle_holds_more_than_half_of_the_cases() -> None:
    circles = draw_circles(PLACES, np.array([4, 1, 1, 1, 1, 0]), radius=1e6)
    most = max(int(circles.cases[entry]) for entry in np.flatnonzero(circles.is_whole))
    assert most == 4 == 8 // 2


def test_all_at_one_place_is_no_cluster() -> None:
    assert over([(0, 20)] * 9 + [(0, 3)] * 9).clusters(most=3) == []


def test_one_case_is_no_cluster_and_chance_is_asked_of_nothing() -> None:
    scan = over([(0, 20)])
    assert scan.clusters(most=3) == []
    assert scan.chance([], shuffles=99, seed=1).shuffles == 0


@pytest.mark.parametrize(("fewest", "number"), [(3, 1), (4, 0)])
def test_the_fewest_cases_of_a_cluster(fewest: int, number: int) -> None:
    cases = [(5, 20)] * 3 + [(place, day) for place in range(5) for day in range(0, 20, 3)]
    found = over(cases, fewest=fewest).clusters(most=1)
    assert sum(each.observed >= 3 and each.metres == 0 for each in found) == number


def test_shuffles_end_early_once_it_is_plainly_chance_and_say_how_far_they_are() -> None:
    cases = [(place, day) for place in range(6) for day in range(21)]
    scan = over([*cases, (0, 20)], fewest=1)
    shares: list[float] = []
    chance = scan.chance(
        scan.clusters(most=1), shuffles=999, seed=1, enough=60, progress=shares.append
    )
    assert 60 <= chance.shuffles < 999
    assert chance.p[0] == pytest.approx(61 / (chance.shuffles + 1))
    assert shares == sorted(shares)
    assert len(shares) == chance.shuffles


def test_chance_finds_something_as_rare_as_it_says() -> None:
    """Where nothing gathers, one scan in ten has p <= .1."""
    chance = np.random.default_rng(4)
    p = []
    for _ in range(120):
        cases = list(zip(chance.integers(0, 6, 60), chance.integers(0, 21, 60), strict=True))
        scan = over(cases, fewest=1)
        found = scan.clusters(most=1)
        p.append(scan.chance(found, shuffles=39, seed=1, enough=None).p[0] if found else 1.0)
    assert (np.array(p) <= 0.1).mean() == pytest.approx(0.1, abs=0.07)
