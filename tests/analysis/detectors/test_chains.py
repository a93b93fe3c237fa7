"""Near repeats under way are a card with their streets and the day on which their window is over; where
others do not follow nearby, and where too little is known of that, nothing is claimed.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis import Run, dated_points
from patrolqr.analysis.detectors import chains
from patrolqr.analysis.detectors.chains import CHAINS
from tests.analysis.detectors.test_scan import gathered
from tests.builders.examples import COSTLY
from tests.builders.points import SINCE, UNTIL, covering, followed, points, scattered

QUICK = replace(CHAINS, shuffles=99)
NEWEST = 362
"""The day of the newest burglary of a chain, by its number: the last Saturday."""


def looked(rows: pd.DataFrame, covered: pd.DataFrame | None = None) -> Run:
    there = covering() if covered is None else covered
    return QUICK.look(rows, covered=there, since=SINCE, until=UNTIL)


def under_way(number: int, *, newest: int = NEWEST, category: str = "Burglary") -> pd.DataFrame:
    """Return as many every other day, 20 m from each other, the newest on that day."""
    places = [(3000.0 + 20 * step, 3000.0) for step in range(number)]
    names = [f"chain-{step}" for step in range(number)]
    streets = ["Quay Road"] * (number - 1) + ["Mill Lane"]
    days = [newest - 2 * (number - 1 - step) for step in range(number)]
    return points(places, days, category=category, street=streets, incident_id=names)


def test_a_chain_is_a_card_with_its_place_its_streets_and_when_its_window_is_over() -> None:
    rows = pd.concat([followed(150), under_way(4)])
    run = looked(rows)
    (found,) = run.standing().to_dict("records")
    assert found["finding"] == (
        "Burglary near Quay Road in Canalside: 4 in the 8 days to Sun 22 Nov, each within 100 m of another, "
        "fewer than 0.1 expected. The window after the newest is open until Sat 28 Nov at Quay Road, Mill Lane."
    )
    assert found["chance"] == (
        "Chance alone gives one like this about once in 100 weekly runs of one crime type."
    )
    assert found["open_until"] == SINCE + timedelta(days=NEWEST + 7)
    assert (found["first_day"], found["open_since"]) == (UNTIL - timedelta(days=8), run.last_day)
    assert found["cell"] == "E403000N313000"
    assert sorted(run.behind["incident_id"]) == [f"chain-{step}" for step in range(4)]
    assert set(run.behind["test"]) == {0}
    bars = QUICK.draw(run, 0)
    assert bars.rows["incidents"].tolist() == [*[0] * 12, 4]
    assert (bars.unit, bars.ends) == ("Incidents in 8 days", "8 days to")


@pytest.mark.parametrize(("number", "is_one"), [(2, False), (3, True)])
def test_two_that_follow_each_other_are_no_card_and_three_are(number: int, *, is_one: bool) -> None:
    run = looked(pd.concat([followed(150), under_way(number)]))
    assert len(run.standing()) == is_one
    if not is_one:
        assert run.tests["reading"].tolist() == ["no three that follow each other"]


@pytest.mark.parametrize(("newest", "is_open"), [(356, False), (357, True)])
def test_a_chain_whose_window_is_over_is_no_card(newest: int, *, is_open: bool) -> None:
    """Others follow within seven days: after the 357th that is the day of the look."""
    run = looked(pd.concat([followed(150), under_way(4, newest=newest)]))
    assert len(run.standing()) == is_open
    if is_open:
        assert run.tests["open_until"].tolist() == [UNTIL]


def test_one_wave_alone_does_not_prove_its_own_window() -> None:
    """Eight in a week are many pairs; but before them no burglary was followed by another nearby."""
    run = looked(pd.concat([scattered(400, seed=2), gathered()]))
    assert run.standing().empty
    assert run.tests["reading"].tolist() == ["no near repeats before"]


def test_burglaries_anywhere_any_day_are_no_chain() -> None:
    assert looked(scattered(400)).standing().empty
    assert looked(followed(150)).standing().empty


def test_each_neighbourhood_is_tested_and_the_chain_is_where_most_of_it_is() -> None:
    rows = pd.concat([followed(150), under_way(4).assign(neighbourhood_id="N2")])
    run = looked(rows)
    assert run.tests["neighbourhood_id"].tolist() == ["N2", "N1"]
    assert run.tests["flagged"].tolist() == [True, False]
    outside = pd.concat([followed(150), under_way(4).assign(neighbourhood_id=None)])
    (found,) = looked(outside).standing().to_dict("records")
    assert "outside every neighbourhood: 4 in" in found["finding"]


def test_each_crime_type_has_its_own_chains_and_chance_is_over_all_of_them() -> None:
    vehicles = followed(150, seed=7).assign(category="Vehicle crime")
    vehicles["incident_id"] = "vehicle-" + vehicles["incident_id"]
    rows = pd.concat([followed(150), vehicles, under_way(4, category="Vehicle crime")])
    run = replace(CHAINS, shuffles=199).look(rows, covered=covering(), since=SINCE, until=UNTIL)
    (found,) = run.standing().to_dict("records")
    assert found["category"] == "Vehicle crime"
    assert "about once in 100 weekly runs of all 2 crime types" in found["chance"]
    assert found["q"] == pytest.approx(2 / 200)


def test_streets_nearby_are_named_and_more_than_three_are_counted() -> None:
    nearby = points([(3000, 3050)] * 4, [10, 20, 30, 40], category="Shoplifting").assign(
        street=["Abbey Street", "Supermarket", "Canal Walk", "St Mary'S Close"],
        incident_id=[f"nearby-{number}" for number in range(4)],
    )
    (found,) = (
        looked(pd.concat([followed(150), under_way(4), nearby])).standing().to_dict("records")
    )
    assert found["streets"] == [
        "Quay Road",
        "Mill Lane",
        "Abbey Street",
        "Canal Walk",
        "St Mary's Close",
    ]
    assert "at Quay Road, Mill Lane, Abbey Street and 2 more streets." in found["finding"]


@COSTLY
@given(st.randoms(use_true_random=False))
def test_another_order_of_rows_changes_nothing(chance: Random) -> None:
    rows = pd.concat([followed(60), under_way(4)], ignore_index=True)
    order = list(range(len(rows)))
    chance.shuffle(order)
    first, again = looked(rows), looked(rows.iloc[order].reset_index(drop=True))
    pd.testing.assert_frame_equal(first.tests, again.tests)
    assert not first.standing().empty


@pytest.mark.parametrize(("number", "is_looked_at"), [(99, False), (100, True)])
def test_of_fewer_than_a_hundred_before_nothing_is_said(number: int, *, is_looked_at: bool) -> None:
    before = scattered(number, days=364 - chains.LONGEST)
    run = looked(pd.concat([before, under_way(4)]))
    assert (run.missing == "") is is_looked_at
    if not is_looked_at:
        assert run.missing == (
            "100 burglaries or 100 vehicle crimes or 100 robberies with a day and a place, before the last 28 days, "
            "are needed."
        )


def test_snapped_points_have_a_wider_window_and_coarse_ones_none() -> None:
    rows = pd.concat([followed(700), under_way(6)], ignore_index=True)
    snapped, coarse = rows.copy(), scattered(1500)
    snapped[["easting", "northing"]] = (snapped[["easting", "northing"]] / 90).round() * 90
    (found,) = looked(snapped).standing().to_dict("records")
    assert "each within 200 m of another" in found["finding"]
    coarse[["easting", "northing"]] = (coarse[["easting", "northing"]] / 350).round() * 350
    assert looked(coarse).missing == "Their points lie too far apart to say what is near what."


def test_a_chain_of_before_can_be_told_again_and_is_what_the_look_told() -> None:
    rows = pd.concat([followed(150), under_way(4)])
    run, every = dated_points.begin(
        QUICK,
        rows,
        covered=covering(),
        since=SINCE,
        recent=UNTIL - timedelta(days=chains.LONGEST),
        until=UNTIL,
    )
    told = chains.chain_again(run, every, "Burglary", "N1")
    assert told is not None
    assert (told.observed, told.open_until) == (4, SINCE + timedelta(days=NEWEST + 7))
    inside = told.holds(np.array([(403_000.0, 313_090.0), (403_000.0, 313_120.0)]))
    assert inside.tolist() == [True, False]
    assert chains.chain_again(run, every, "Burglary", "N9") is None
    assert chains.chain_again(run, every, "Robbery", "N1") is None
    assert date(2026, 11, 28) == told.open_until
