"""The town of Ashbrook: complete, the same every time, with the rhythm and the changes the pages
are there to find.
"""

import calendar
import json
import re
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
import shapely

from patrolqr import demo
from patrolqr.core import clock
from patrolqr.core.briefing import TEXT_LIMIT
from patrolqr.core.form.log import parse
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.shift import SHIFTS
from patrolqr.demo import Town, incidents
from patrolqr.demo.hotspots import EMERGING, ENDED, OVER, Hotspot
from patrolqr.geo import squares
from tests.builders.databases import TOWN_DAY

CUT = clock.shift_window(TOWN_DAY, SHIFTS["Early"])[1]
"""Up to when the town of a given day was lived in."""


@pytest.fixture(scope="module")
def town() -> Town:
    return demo.town(TOWN_DAY)


def at(town: Town, spot: Hotspot) -> pd.DataFrame:
    """Return the incidents in the counting square of a hotspot, of the types that it draws."""
    corner = squares.corner_at(incidents.hotspot_point(spot))
    inside = (
        town.incidents[["easting", "northing"]] // squares.CELL_METRES * squares.CELL_METRES
        == corner
    ).all(axis=1)
    return town.incidents[inside & town.incidents["category"].isin(list(spot.weekly))]


def hours(town: Town, category: str) -> "pd.Series[int]":
    rows = town.incidents[town.incidents["category"] == category]
    wall: pd.Series[int] = rows["occurred_at"].dt.tz_convert(clock.zone()).dt.hour
    return wall


def test_the_same_day_and_seed_give_the_same_town(town: Town) -> None:
    again = demo.town(TOWN_DAY)
    for name, rows in town.frames.items():
        pd.testing.assert_frame_equal(rows, again.frames[name])


def test_the_town_stays_where_it_is_as_days_go_by(town: Town) -> None:
    later = demo.town(TOWN_DAY + timedelta(days=40))
    pd.testing.assert_frame_equal(town.streets, later.streets)
    pd.testing.assert_frame_equal(town.places, later.places)


def test_two_years_of_incidents_are_known_to_the_minute(town: Town) -> None:
    rows = town.incidents
    assert 9_000 <= len(rows) <= 14_000
    assert rows["patrol_day"].min() <= TOWN_DAY.replace(year=TOWN_DAY.year - 2)
    assert set(rows["category"]) == set(CRIME_TYPES)
    assert set(rows["kind"]) == {"crime", "call"}
    assert set(rows["origin"]) == {"public", "police", "partner"}
    assert rows["reference"].is_unique
    days = [clock.patrol_day(instant) for instant in rows["occurred_at"].dt.to_pydatetime()]
    assert rows["patrol_day"].tolist() == days


def test_it_has_streets_with_a_name_each_and_incidents_carry_the_nearest(town: Town) -> None:
    assert 150 <= len(town.streets) <= 300
    assert town.streets["name"].is_unique
    assert set(town.incidents["street"]) <= set(town.streets["name"])
    lines = shapely.from_geojson(town.streets["geometry"].to_numpy(dtype=object))
    assert set(shapely.get_type_id(lines)) == {1}
    assert shapely.is_simple(lines[town.streets["class"] == "primary"]).all()


@pytest.mark.parametrize("seed", [7, 8])
def test_neighbourhoods_and_small_areas_cover_every_incident_once(seed: int) -> None:
    town = demo.town(TOWN_DAY, seed=seed)
    points = shapely.points(town.incidents[["longitude", "latitude"]].to_numpy())
    whole = []
    for kind, column in (("neighbourhood", "neighbourhood_id"), ("small_area", "small_area_id")):
        rows = town.places[town.places["kind"] == kind].reset_index(drop=True)
        shapes = shapely.from_geojson(rows["geometry"].to_numpy(dtype=object))
        assert shapely.is_valid(shapes).all()
        assert set(shapely.get_type_id(shapes)) == {3}
        point, place = shapely.STRtree(shapes).query(points, predicate="within")
        assert len(set(point)) == len(point) >= 0.999 * len(points), (
            "beyond a centimetre, each lies in one place"
        )
        assert (
            rows["place_id"].to_numpy()[place] == town.incidents[column].to_numpy()[point]
        ).mean() > 0.999
        whole.append(shapely.union_all(shapes))
        assert whole[-1].geom_type == "Polygon"
        assert shapely.area(shapes).sum() == pytest.approx(whole[-1].area, rel=1e-5)
    assert whole[0].symmetric_difference(whole[1]).area < 1e-5 * whole[0].area


def test_small_areas_belong_to_neighbourhoods_and_their_residents_add_up(town: Town) -> None:
    large = town.places[town.places["kind"] == "neighbourhood"].set_index("place_id")
    small = town.places[town.places["kind"] == "small_area"]
    assert 10 <= len(large) <= 14
    assert 40 <= len(small) <= 60
    assert small.groupby("parent_id")["residents"].sum().to_dict() == large["residents"].to_dict()


def test_each_crime_type_has_its_hours(town: Town) -> None:
    def share(category: str, *span: int) -> float:
        return float(hours(town, category).isin([hour % 24 for hour in range(*span)]).mean())

    assert share("Anti-social behaviour", 18, 25) > 0.55
    assert share("Burglary", 9, 18) > 0.6
    assert share("Shoplifting", 8, 21) == 1.0
    assert share("Vehicle crime", 20, 30) > 0.6
    violence = town.incidents[town.incidents["category"] == "Violence and sexual offences"]
    weekend = pd.to_datetime(violence["patrol_day"]).dt.day_of_week.isin([4, 5])
    assert weekend.mean() > 0.36, "two days of seven would be 0.29"


@pytest.mark.parametrize("spot", EMERGING, ids=lambda spot: str(spot.name))
def test_the_emerging_places_rise(town: Town, spot: Hotspot) -> None:
    monday = TOWN_DAY - timedelta(days=TOWN_DAY.weekday())
    days = at(town, spot)["patrol_day"]
    recent = ((days >= monday - timedelta(weeks=4)) & (days < monday)).sum()
    before = (
        (days >= monday - timedelta(weeks=56)) & (days < monday - timedelta(weeks=8))
    ).sum() / 12
    assert recent >= 15
    assert recent > 4 * before


def test_what_is_over_rose_and_fell_before_the_patrols(town: Town) -> None:
    monday = TOWN_DAY - timedelta(days=TOWN_DAY.weekday())
    (spot,) = OVER
    days = at(town, spot)["patrol_day"]
    over = monday - timedelta(weeks=spot.over_for)
    began = over - timedelta(weeks=len(spot.weeks))
    assert ((days >= began) & (days < over)).sum() >= 0.9 * sum(spot.weeks)
    assert ((days >= over) & (days < monday)).sum() <= 2
    assert over <= town.briefings["patrol_day"].min()


def test_the_place_that_ended_fell(town: Town) -> None:
    (spot,) = ENDED
    days = at(town, spot)["patrol_day"]
    end = TOWN_DAY - timedelta(days=spot.ended_days)
    before, after = (days < end).sum() / 69, (days >= end).sum() / 34
    assert before > 3.0
    assert after < 0.4


def test_what_people_wrote_fits_and_names_nobody(town: Town) -> None:
    taskings = town.taskings[["why", "look_for", "ask"]].stack()
    assert taskings.str.len().between(1, TEXT_LIMIT).all()
    notes = town.patrol_logs[["answer", "saw", "heard", "learned"]].stack().dropna()
    told = pd.concat(
        [
            *(taskings, notes, town.picks["why"], town.briefings["information"]),
            *(town.intelligence["sanitised_text"], town.incidents["words"]),
            *(town.priorities["issue"], town.priorities["action"]),
        ]
    )
    titles = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|DOB|named|called)\b|\b(?:PC|Sgt|Insp) [A-Z]")
    assert not told[told.str.contains(titles)].tolist()
    capitals = told.str.findall(r"(?<![.:?] )(?<!^)\b[A-Z][a-z]+").explode().dropna()
    days = {*calendar.day_name, *calendar.month_name}
    assert not set(capitals.str.removesuffix("s")) - days, "no word inside a sentence is a name"


def test_most_tasked_areas_are_visited_within_their_shift_and_all_questions_are_the_sheets(
    town: Town,
) -> None:
    newest = town.briefings.sort_values("version").groupby(["patrol_day", "shift"]).tail(1)
    over = newest[newest["patrol_day"] < TOWN_DAY]
    asked = town.taskings[town.taskings["briefing_id"].isin(over["briefing_id"])]
    assert 0.8 <= asked["tasking_id"].isin(town.patrol_logs["tasking_id"]).mean() <= 0.95
    passes = town.patrol_logs.merge(town.passes, on="pass_id", suffixes=("", "_printed"))
    assert (passes["tasking_id"] == passes["tasking_id_printed"]).all()
    assert passes["arrived_at"].between(passes["valid_from"], passes["valid_until"]).all()
    stays = (town.patrol_logs["left_at"] - town.patrol_logs["arrived_at"]).dt.total_seconds() / 60
    assert 12 <= stays.mean() <= 16


def test_every_log_is_one_that_a_phone_could_have_sent(town: Town) -> None:
    for row in town.patrol_logs.to_dict("records"):
        log = parse(json.loads(row["document"]))
        assert (log.log_id, log.digest, log.document) == (
            row["log_id"],
            row["digest"],
            row["document"],
        )
        assert log.values["engagements"] == row["engagements"]
    assert town.patrol_logs["log_id"].is_unique
    assert set(town.missed_reasons["reason"]) <= set(CUT_SHORT)


def test_every_search_that_ended_with_an_arrest_is_one_of_its_logs_arrests(town: Town) -> None:
    searches = town.log_stop_searches.rename(columns={"entry_id": "search"})
    ended = searches[searches["outcome"] == "Arrest"].groupby("log_id").size()
    assert len(ended) > 2
    counted = town.patrol_logs.set_index("log_id")["arrests"]
    assert (counted.loc[ended.index] >= ended).all()
    told = town.log_arrests.groupby("log_id").size()
    assert (told == counted[counted > 0].loc[told.index]).all()


def test_codes_are_unique_and_can_be_printed_and_typed(town: Town) -> None:
    assert town.passes["pass_id"].is_unique
    assert town.passes["short_code"].is_unique
    assert town.passes["pass_id"].str.fullmatch("[A-Z2-7]{20}").all()
    assert town.passes["short_code"].str.fullmatch("[A-HJKMNP-Z2-9]{6}").all()


def test_nothing_happened_after_the_cut(town: Town) -> None:
    for name in ("incidents.occurred_at", "intelligence.reported_at", "priorities.kept_at",
                 "picks.decided_at", "briefings.made_at",
                 "patrol_logs.received_at", "patrol_logs.left_at", "missed_reasons.given_at"):  # fmt: skip
        table, column = name.split(".")
        assert town.frames[table][column].max() <= CUT, name


def test_a_town_of_today_ends_now() -> None:
    town = demo.town()
    now = clock.now()
    assert town.incidents["occurred_at"].max() <= now
    assert town.patrol_logs["received_at"].max() <= now
    assert town.briefings["made_at"].max() <= now
    today = town.briefings[town.briefings["patrol_day"] == town.briefings["patrol_day"].max()]
    assert set(today["shift"]) == {"Early", "Late"}


def test_there_are_new_reasons_at_hotspots(town: Town) -> None:
    cells = set(town.patrol_areas["cell"])
    calls = town.incidents[town.incidents["kind"] == "call"].rename(
        columns={"occurred_at": "reported_at"}
    )
    for rows in (calls, town.intelligence):
        recent = rows[rows["reported_at"] > CUT - timedelta(hours=24)]
        corners = squares.corner_at(recent[["easting", "northing"]].to_numpy())
        there = [squares.name_at(*corner) in cells for corner in np.asarray(corners)]
        assert any(there)
    assert all(there), "intelligence is about places that are patrolled"
