"""Near repeats are told where there are any, refused where the data cannot carry them, and say where
the window is open today.
"""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis import Run, dated_points
from patrolqr.analysis.detectors import near_repeat
from patrolqr.analysis.detectors.near_repeat import DETECTORS
from tests.builders.examples import COSTLY
from tests.builders.points import SINCE, UNTIL, covering, followed, points, scattered

BURGLARY, VEHICLES, ROBBERY = DETECTORS


def looked(rows: pd.DataFrame, covered: pd.DataFrame | None = None) -> Run:
    there = covering() if covered is None else covered
    return BURGLARY.look(rows, covered=there, since=SINCE, until=UNTIL)


def bands(run: Run) -> list[str]:
    return run.tests["apart"][run.tests["flagged"]].tolist()


def test_burglaries_that_are_followed_nearby_are_told_with_what_chance_gives() -> None:
    run = looked(followed(150))
    assert bands(run) == [
        "within 100 m, on the same or the next day",
        "within 100 m, 2 to 7 days later",
    ]
    told = near_repeat.tell(run)
    assert told.startswith(
        "Burglary: others follow more often than chance gives within 100 m within 7 days ("
    )
    pairs = int(run.tests["observed"][run.tests["flagged"]].sum())
    assert f"({pairs} pairs, " in told
    assert pairs >= 130
    assert run.standing().empty, "how an area is, is no news"


def test_burglaries_anywhere_any_day_are_told_calmly() -> None:
    run = looked(scattered(300))
    assert bands(run) == []
    assert near_repeat.tell(run) == (
        "Burglary: no more of them follow each other nearby than chance gives, in 12 bands of metres "
        "and days."
    )
    assert near_repeat.still_open(run, scattered(300), as_of=UNTIL).empty


@COSTLY
@given(st.randoms(use_true_random=False))
def test_another_order_of_rows_and_later_rows_change_nothing(chance: Random) -> None:
    rows = followed(60)
    first = looked(rows)
    order = list(range(len(rows)))
    chance.shuffle(order)
    again = looked(rows.iloc[order].reset_index(drop=True))
    pd.testing.assert_frame_equal(first.tests, again.tests)


def test_only_its_own_crime_type_counts() -> None:
    others = followed(150).assign(category="Shoplifting", incident_id="other")
    alone, beside = looked(scattered(300)), looked(pd.concat([scattered(300), others]))
    pd.testing.assert_frame_equal(alone.tests, beside.tests)
    assert (
        looked(others).missing
        == "100 burglaries with a day and a place are needed, and 0 are loaded."
    )


@pytest.mark.parametrize(("number", "is_looked_at"), [(99, False), (100, True)])
def test_the_fewest_incidents_that_are_looked_at(number: int, *, is_looked_at: bool) -> None:
    run = looked(scattered(number))
    assert (run.missing == "") is is_looked_at
    assert len(run.tests) == (12 if is_looked_at else 0)


def test_all_at_one_place_are_no_near_repeats() -> None:
    """Every pair is that near: how soon it is tells nothing of places."""
    run = looked(points([(0, 0)] * 200, np.random.default_rng(2).integers(0, 364, 200).tolist()))
    assert bands(run) == []
    assert run.tests["observed"].head(3).tolist() == run.tests["expected"].head(3).tolist()


@pytest.mark.parametrize("weeks", [25, 26])
def test_half_a_year_has_to_be_loaded(weeks: int) -> None:
    since = UNTIL - timedelta(weeks=weeks)
    rows = scattered(300)
    rows = rows[rows["patrol_day"] >= pd.Timestamp(since)]
    run = looked(rows, covering(since))
    assert ("26 complete weeks are needed" in run.missing) is (weeks == 25)


def test_a_force_of_which_other_weeks_are_loaded_is_left_out_by_name() -> None:
    late = scattered(80, seed=5, days=60).assign(force="Essex Police")
    late["patrol_day"] += pd.Timedelta(days=300)
    covered = pd.concat([covering(), covering(SINCE + timedelta(days=300), force="Essex Police")])
    alone, both = looked(scattered(300)), looked(pd.concat([scattered(300), late]), covered)
    assert both.gaps == "Left out, as other weeks of theirs are loaded: Essex Police."
    pd.testing.assert_frame_equal(alone.tests, both.tests)


def test_points_of_prisons_and_hospitals_are_left_out_and_said() -> None:
    prison = points([(0, 0)] * 40, [5] * 40, street="Prison", incident_id="prison")
    run = looked(pd.concat([scattered(300), prison]))
    assert run.gaps == "Left out: 40 incidents at prisons, hospitals and police stations."
    pd.testing.assert_frame_equal(run.tests, looked(scattered(300)).tests)


def test_snapped_points_are_told_apart_from_200_m_on_only() -> None:
    rows = followed(700)
    rows[["easting", "northing"]] = (rows[["easting", "northing"]] / 90).round() * 90
    run = looked(rows)
    assert "distances under 200 m are not told apart" in run.gaps
    assert set(run.tests["ends_m"]) == {201.0, 401.0}
    assert bands(run)[0] == "within 200 m, on the same or the next day"


def test_points_snapped_farther_than_the_bands_are_refused() -> None:
    rows = scattered(1500)
    rows[["easting", "northing"]] = (rows[["easting", "northing"]] / 350).round() * 350
    run = looked(rows)
    assert run.missing == "Their points lie too far apart to say what is near what."


def test_a_published_month_without_days_is_refused_by_the_street_file_itself(shared: Path) -> None:
    """data.police.uk's points would not carry it even if they had days: they are snapped."""
    street = pd.read_csv(
        shared / "data/street/cannock-south-staffs-2025-01-to-08-street.csv"
    ).dropna(subset=["Longitude"])
    east = street["Longitude"] * np.cos(np.radians(52.7)) * 111_320
    metres = np.column_stack([east, street["Latitude"] * 111_320])
    assert dated_points._is_coarse(metres, 1.0)


def test_the_window_after_an_incident_is_open_for_a_week_and_no_day_longer() -> None:
    run = looked(followed(150))
    burgled = points([(100, 100), (110, 120), (5000, 40)], [360, 362, 340])
    days = [SINCE + timedelta(days=day) for day in (361, 366, 367, 369, 370)]
    found = [near_repeat.still_open(run, burgled, as_of=day) for day in days]
    assert [rows["incidents"].tolist() for rows in found] == [[1], [2], [2], [1], []]
    assert found[1].to_dict("records") == [
        {
            "easting": 400_000.0,
            "northing": 310_000.0,
            "incidents": 2,
            "newest": SINCE + timedelta(days=362),
            "until": SINCE + timedelta(days=369),
            "metres": 100.0,
            "neighbourhood_id": "N1",
        }
    ]


def robberies(shared: Path) -> pd.DataFrame:
    rows = pd.read_csv(shared / "data/dated_points/memphis_robberies_2019.csv")
    days = (pd.to_datetime(rows["date"]) - pd.Timedelta(hours=6)).dt.normalize()
    return pd.DataFrame(
        {
            "incident_id": rows["uid"].astype(str),
            "patrol_day": days,
            "category": "Robbery",
            "force": "Memphis",
            "kind": "crime",
            "easting": rows["longitude"] * np.cos(np.radians(35.1)) * 111_320,
            "northing": rows["latitude"] * 111_320,
            "street": None,
            "reference": None,
            "neighbourhood_id": None,
            "neighbourhood": None,
        }
    )


def test_robberies_in_memphis_follow_each_other_within_a_day(shared: Path) -> None:
    """Its degrees have three decimals, so its points are about 100 m apart."""
    since, until = date(2019, 1, 7), date(2019, 12, 30)
    covered = covering(since, until, force="Memphis")
    rows = robberies(shared)
    there = rows[rows["patrol_day"].between(pd.Timestamp(since), pd.Timestamp(until), "left")]
    run = ROBBERY.look(there, covered=covered, since=since, until=until)
    assert bands(run) == ["within 200 m, on the same or the next day"]
    told = near_repeat.tell(run)
    assert told.endswith("within 200 m on the same or the next day (43 pairs, 21 expected).")
    found = near_repeat.still_open(run, there, as_of=until)
    assert len(found) == 7
    assert set(found["until"]) == {until}
