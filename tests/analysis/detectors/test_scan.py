"""What gathers in one place is found, with its square, its days and its incidents, and no more is
said of chance than the shuffles support.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis import Run
from patrolqr.analysis.detectors import scan
from patrolqr.analysis.detectors.scan import SCAN
from tests.analysis.detectors.test_near_repeat import robberies
from tests.builders.examples import COSTLY
from tests.builders.points import SINCE, UNTIL, covering, points, scattered

QUICK = replace(SCAN, shuffles=99)
"""As the detector is, with fewer shuffles: chance is never rarer than once in a hundred."""


def looked(rows: pd.DataFrame, covered: pd.DataFrame | None = None) -> Run:
    there = covering() if covered is None else covered
    return QUICK.look(rows, covered=there, since=SINCE, until=UNTIL)


def gathered(number: int = 8, *, at: float = 3000) -> pd.DataFrame:
    """Return burglaries of the last week along 140 m of one street."""
    places = [(at + 20 * step, at) for step in range(number)]
    names = [f"gathered-{step}" for step in range(number)]
    days = [357 + step % 7 for step in range(number)]
    return points(places, days, street="Quay Road", incident_id=names)


def test_what_gathers_in_one_place_is_a_pattern_with_its_place_days_and_incidents() -> None:
    run = looked(pd.concat([scattered(400, seed=2), gathered()]))
    (found,) = run.standing().to_dict("records")
    assert found["finding"] == (
        "Burglary near Quay Road in Canalside: 8 in the 7 days to Sun 22 Nov within 80 m, 0.4 expected."
    )
    assert found["chance"] == (
        "Chance alone gives one like this about once in 100 weekly runs of one crime type."
    )
    assert (found["first_day"], found["open_since"]) == (UNTIL - timedelta(days=7), run.last_day)
    assert found["cell"] == "E403000N313000"
    assert sorted(run.behind["incident_id"]) == sorted(gathered()["incident_id"])
    assert set(run.behind["test"]) == {0}
    bars = QUICK.draw(run, 0)
    assert bars.rows["incidents"].tolist() == [*[0] * 12, 8]
    assert (bars.unit, bars.ends) == ("Incidents in 7 days", "7 days to")


def clearest(*spots: tuple[float, int]) -> tuple[int, int]:
    """Return how many incidents in how many days the clearest circle has, of some scattered and one at each
    of these spots: metres along a street, days before the newest.
    """
    names = [f"spot-{number}" for number in range(len(spots))]
    own = points(
        [(3000 + along, 3000) for along, _ in spots],
        [363 - ago for _, ago in spots],
        incident_id=names,
    )
    first = looked(pd.concat([scattered(400, seed=2), own])).tests.iloc[0]
    return first["observed"], first["days"]


def test_a_circle_reaches_five_hundred_metres_and_no_farther() -> None:
    assert clearest(*[(0, 0)] * 5, *[(500, 0)] * 5) == (10, 1)
    assert clearest(*[(0, 0)] * 5, *[(501, 0)] * 5) == (5, 1)


def test_a_circle_reaches_twenty_eight_days_back_and_no_farther() -> None:
    assert clearest(*[(0, 27)] * 4, *[(0, 0)] * 4) == (8, 28)
    assert clearest(*[(0, 28)] * 4, *[(0, 0)] * 4) == (4, 1)


def test_three_incidents_are_a_circle_and_two_are_none() -> None:
    assert clearest(*[(0, 0)] * 3) == (3, 1)
    assert clearest(*[(0, 0)] * 2) != (2, 1)


@pytest.mark.parametrize(("shuffles", "is_pattern"), [(50, False), (51, True)])
def test_once_in_fifty_two_runs_is_a_pattern_and_once_in_fifty_one_is_not(
    shuffles: int, is_pattern: bool
) -> None:
    rows = pd.concat([scattered(400, seed=2), gathered()])
    run = replace(SCAN, shuffles=shuffles).look(rows, covered=covering(), since=SINCE, until=UNTIL)
    assert run.tests["p"].iloc[0] == 1 / (shuffles + 1)
    assert bool(run.tests["flagged"].iloc[0]) == is_pattern


def test_chance_is_over_all_crime_types_that_were_scanned() -> None:
    """One in a hundred shuffles, and two crime types: once in fifty weeks is no pattern any more."""
    thefts = scattered(150, seed=9).assign(category="Other theft")
    run = looked(pd.concat([scattered(400, seed=2), gathered(), thefts]))
    assert run.standing().empty
    first = run.tests.iloc[0]
    assert (first["category"], first["p"], first["q"]) == ("Burglary", 0.01, 0.02)
    assert first["reading"] == "within chance"


def test_nothing_that_gathers_is_told_calmly() -> None:
    run = looked(scattered(400))
    assert not run.missing
    assert run.standing().empty
    assert len(run.tests) == 1
    assert run.tests["chance"].tolist() == [""]


def test_every_neighbourhood_is_tested_so_that_a_pattern_can_close() -> None:
    far = scattered(60, seed=3).assign(
        neighbourhood_id="N2", neighbourhood="Old Town", incident_id="far"
    )
    nowhere = scattered(60, seed=4).assign(
        neighbourhood_id=None, neighbourhood=None, incident_id="none"
    )
    run = looked(pd.concat([scattered(400, seed=2), gathered(), far, nowhere]))
    assert sorted(run.tests["neighbourhood_id"]) == ["", "N1", "N2"]
    assert run.tests["neighbourhood_id"].iloc[0] == "N1"
    assert run.tests["flagged"].tolist() == [True, False, False]
    assert len(run.counts) == len(run.tests)
    assert run.before(0)[0] == SINCE


@COSTLY
@given(st.randoms(use_true_random=False))
def test_another_order_of_rows_changes_nothing(chance: Random) -> None:
    rows = pd.concat([scattered(100), gathered(4)], ignore_index=True)
    few = replace(QUICK, shuffles=9)
    order = list(range(len(rows)))
    chance.shuffle(order)
    runs = [
        few.look(each, covered=covering(), since=SINCE, until=UNTIL)
        for each in (rows, rows.iloc[order].reset_index(drop=True))
    ]
    pd.testing.assert_frame_equal(runs[0].tests, runs[1].tests)


def test_all_in_one_place_is_nothing_that_gathers() -> None:
    days = np.random.default_rng(2).integers(0, 364, 200).tolist()
    run = looked(points([(0, 0)] * 200, days))
    assert run.standing().empty
    assert run.tests["metres"].tolist() == [0]


@pytest.mark.parametrize(("number", "missing"), [(99, True), (100, False)])
def test_the_fewest_incidents_of_a_crime_type(number: int, *, missing: bool) -> None:
    run = looked(scattered(number))
    assert (
        run.missing == "100 incidents of one crime type with a day and a place are needed."
    ) is missing


def test_half_a_year_has_to_be_loaded() -> None:
    since = UNTIL - timedelta(weeks=25)
    rows = scattered(300)
    run = looked(rows[rows["patrol_day"] >= pd.Timestamp(since)], covering(since))
    assert "26 complete weeks are needed" in run.missing


def test_incidents_at_a_hospital_gather_in_no_place() -> None:
    hospital = gathered().assign(street="Hospital")
    run = looked(pd.concat([scattered(400), hospital]))
    assert run.standing().empty
    assert run.gaps == "Left out: 8 incidents at prisons, hospitals and police stations."


def test_more_places_than_circles_are_drawn_around_are_taken_together() -> None:
    many = np.random.default_rng(1).uniform(0, 5000, (scan.MOST_PLACES + 1, 2))
    places, own = scan._places(many)
    assert len(places) <= scan.MOST_PLACES
    assert np.abs(places[own] - many).max() <= max(scan.RASTERS) / 2


def test_robberies_in_memphis_are_scanned(shared: Path) -> None:
    since, until = date(2019, 1, 7), date(2019, 12, 30)
    rows = robberies(shared)
    there = rows[rows["patrol_day"].between(pd.Timestamp(since), pd.Timestamp(until), "left")]
    shares: list[float] = []
    run = QUICK.look(
        there,
        covered=covering(since, until, force="Memphis"),
        since=since,
        until=until,
        progress=shares.append,
    )
    assert (run.missing, run.last_day) == ("", date(2019, 12, 29))
    (found,) = run.tests.to_dict("records")
    assert found["sentence"] == (
        "Robbery outside every neighbourhood: 5 in the 16 days to Sun 29 Dec within 481 m, 0.6 expected."
    )
    assert run.standing().empty
    assert shares == sorted(shares)
    assert shares[0] == 0
