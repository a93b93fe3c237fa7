"""Rounds on foot from an area, its streets and what was reported there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely

from patrolqr.core import clock, rounds
from patrolqr.core.area import Candidate
from patrolqr.core.briefing import Briefing, as_draft
from patrolqr.core.rounds import METRES_PER_MINUTE, Round
from patrolqr.geo.shapes import area_in_metres, line_in_metres
from patrolqr.render.pdf import sheet
from patrolqr.steps import publish, streets, walk
from patrolqr.store import Session, areas, briefings, incidents, picks
from tests.builders.briefings import draft
from tests.builders.duties import duty
from tests.builders.streets import outline, put_incidents, put_streets
from tests.render.pages import flat, read

DAY = date(2026, 11, 24)


def picked(store: Session, geometry: str) -> str:
    """Pick an area with that outline and return its id."""
    picks.pick(store, duty(DAY), [Candidate("E400000N310000", "Estate", geometry, None, "")])
    return picks.picks(store, duty(DAY))[0].area.area_id


def estate(store: Session) -> str:
    """Return an area with three streets, most of whose incidents lie on one."""
    put_streets(
        store,
        High_Street=[(0, 100), (200, 100)],
        Mill_Lane=[(100, 100), (100, 200)],
        Back_Lane=[(0, 20), (200, 20)],
    )
    put_incidents(store, (50, 110), (60, 95), (150, 105), (104, 150), (90, 20))
    return picked(store, outline(-10, -10, 210, 210))


def test_the_busiest_streets_are_walked_and_what_is_quiet_is_not(store: Session) -> None:
    found = walk.of_area(store, estate(store), minutes=15, day=DAY)
    assert [each.hot for each in found.rounds] == [("High Street",)]
    assert found.rounds[0].metres == pytest.approx(400, abs=2)
    assert found.rounds[0].minutes == 7
    assert found.rounds[0].line[0] == found.rounds[0].line[-1]


def test_fewer_minutes_are_more_rounds_none_of_them_longer(store: Session) -> None:
    found = walk.of_area(store, estate(store), minutes=4, day=DAY)
    assert len(found.rounds) == 2
    assert all(each.metres <= 4 * METRES_PER_MINUTE for each in found.rounds)


def test_why_there_is_none_is_said(store: Session) -> None:
    area = picked(store, outline(-10, -10, 210, 210))
    assert walk.of_area(store, area, minutes=15, day=DAY) == walk.Walk((), walk.NOT_LOADED)
    put_streets(store, Far_Lane=[(5000, 0), (5100, 0)])
    assert walk.of_area(store, area, minutes=15, day=DAY) == walk.Walk((), walk.NO_STREET)
    put_streets(store, High_Street=[(0, 100), (200, 100)])
    assert walk.of_area(store, area, minutes=15, day=DAY) == walk.Walk((), walk.NOTHING_THERE)


def test_what_happens_on_the_day_or_later_changes_nothing(store: Session) -> None:
    area = estate(store)
    month_ago = DAY - timedelta(days=30)
    assert walk.of_area(store, area, minutes=15, day=month_ago).says == walk.NOTHING_THERE


def test_on_the_demos_streets_every_hot_piece_is_walked_within_its_minutes(
    town_store: Session,
) -> None:
    """Half of what lies on an area's streets lies on the lines of its rounds."""
    day = clock.today()
    for label in areas.by_name(town_store):
        area = areas.in_force(town_store, label["area_id"])
        assert area is not None
        for minutes in (8, 15, 30):
            found = walk.of_area(town_store, area.area_id, minutes=minutes, day=day)
            assert found.rounds, found.says
            assert all(each.metres <= minutes * METRES_PER_MINUTE for each in found.rounds)
            assert share_walked(town_store, area.geometry, found.rounds, day) >= walk.HOT_SHARE


def share_walked(store: Session, geometry: str, walked: tuple[Round, ...], day: date) -> float:
    """Return which share of an area's incidents on its streets lies on the rounds."""
    ground = area_in_metres(geometry)
    assert ground is not None
    rows = incidents.points_in(
        store, ground.bounds, since=day - timedelta(days=walk.DAYS), until=day
    )
    rows = rows[rows["precision"] == "minute"]
    points = shapely.points(rows[["easting", "northing"]].to_numpy())
    lines = shapely.union_all(streets.drawn(store).to_crs("EPSG:27700").intersection(ground))
    on_street = shapely.dwithin(points, lines, walk.ON_STREET_M) & shapely.intersects(
        points, ground
    )
    rounds_there = shapely.union_all([line_in_metres(each.line) for each in walked])
    on_round = on_street & shapely.dwithin(points, rounds_there, walk.ON_STREET_M + 2)
    counts = rows["incidents"].to_numpy()
    return float(counts[on_round].sum() / counts[on_street].sum())


@pytest.fixture
def printed(store: Session) -> Briefing:
    """Return a sheet whose area is walked, as it was stored."""
    estate(store)
    drafted = draft(store, duty(DAY))
    asked = tuple(replace(each, round_kind="mandatory") for each in drafted.taskings)
    return publish.publish(store, replace(drafted, taskings=asked))


def test_a_round_is_stored_printed_and_the_same_draft_is_saved_unchanged(
    store: Session, printed: Briefing
) -> None:
    (tasking,) = printed.taskings
    assert briefings.current(store, duty(DAY)) == printed
    assert tasking.streets == ("High Street",)
    kept = briefings.document(store, printed.briefing_id, publish.SHEET)
    assert kept is not None
    first = flat(read(kept.content)[0].text)
    assert flat("mandatory: High Street (7 min)") in first
    assert "stroke-linejoin" in sheet.slide_map(tasking, streets.drawn(store))
    assert publish.is_saved(store, printed, as_draft(printed))
    dropped = replace(
        as_draft(printed), taskings=(replace(as_draft(printed).taskings[0], round_kind=""),)
    )
    assert not publish.is_saved(store, printed, dropped)


def test_rounds_are_written_and_read_back() -> None:
    made = (
        Round(410, ("High Street", "Mill Lane"), ("High Street",), ((-2.0, 52.7), (-2.1, 52.8))),
    )
    assert rounds.read(rounds.write(made)) == made
    assert rounds.read(None) == ()
    assert rounds.text("", made) == ""
    assert rounds.text("if time", made) == "if time: High Street → Mill Lane (7 min)"
    assert rounds.text("if time", made * 2).startswith("if time: 1: High Street")
