"""Points are looked at beside everything else: once, to the end, and again only after a load."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.core import clock
from patrolqr.steps import look_at_points
from patrolqr.store import Session, incidents
from tests.analysis.detectors.test_hours import place
from tests.builders.incidents import keep_in
from tests.builders.points import SINCE, UNTIL, followed, points, scattered

MINUTES = 120


def kept(store: Session, rows: pd.DataFrame) -> None:
    """Keep points in the store."""
    days = rows["patrol_day"].dt.date
    occurred: list[Any] = [_at(day, hour) for day, hour in zip(days, rows["hour"], strict=True)]
    keep_in(
        store,
        rows.drop(columns=["neighbourhood", "hour"]).assign(
            patrol_day=days,
            occurred_at=occurred,
            month=[day.replace(day=1) for day in days],
            precision="minute",
            incident_id=[f"00000000-0000-4000-8000-{n:012}" for n in range(len(rows))],
        ),
    )


def _at(day: date, hour: float) -> datetime | None:
    """Return the instant of an hour on the wall in a patrol day."""
    if np.isnan(hour):
        return None
    return clock.in_patrol_day(day, time(int(hour), int(hour % 1 * 60)))


def test_the_hours_of_a_place_are_the_walls_and_their_shift_is_found(store: Session) -> None:
    kept(store, place(24, 90, late=True))
    rows = incidents.dated_points(store, since=SINCE, until=UNTIL)
    assert set(rows["hour"].dropna().astype(int)) <= {*range(12, 20), 22, 23, 0, 1, 2, 3}
    runs = {run.detector.name: run for run in look_at_points.find(store, as_of=UNTIL)}
    assert runs["hours"].standing()["observed"].tolist() == [24]


def test_without_dated_incidents_there_is_nothing_to_look_at(store: Session) -> None:
    keep_in(store, pd.DataFrame({"street": ["High Street"] * 3}))
    look = look_at_points.look(store, as_of=UNTIL)
    assert look.wait(MINUTES)
    assert look.runs == []


def test_the_same_week_is_looked_at_once_until_something_is_loaded(store: Session) -> None:
    kept(store, followed(60))
    first = look_at_points.look(store, as_of=UNTIL)
    assert look_at_points.look(store, as_of=UNTIL + timedelta(days=6)) is first
    assert look_at_points.look(store, as_of=UNTIL - timedelta(days=1)) is not first
    assert first.wait(MINUTES)
    assert not first.is_going_on
    assert first.share == 1
    assert first.runs is not None
    again = look_at_points.find(store, as_of=UNTIL)
    for one, other in zip(first.runs, again, strict=True):
        pd.testing.assert_frame_equal(one.tests, other.tests)
    look_at_points.stop(store)


def test_what_happens_later_does_not_change_how_a_day_is_looked_at(store: Session) -> None:
    kept(store, scattered(400))
    before = look_at_points.find(store, as_of=UNTIL)
    (burglary,) = [run for run in before if run.detector.name == "near-repeat-burglary"]
    assert burglary.missing == ""
    kept(store, points([(0, 0)] * 40, range(364, 404)))
    after = look_at_points.find(store, as_of=UNTIL)
    for one, other in zip(before, after, strict=True):
        pd.testing.assert_frame_equal(one.tests, other.tests)


def test_stopping_ends_a_look_and_begins_no_other(store: Session) -> None:
    kept(store, followed(200))
    look = look_at_points.look(store, as_of=UNTIL)
    look_at_points.stop(store)
    assert not look.is_going_on
    late = look_at_points.look(store, as_of=UNTIL + timedelta(weeks=3))
    assert late.wait(MINUTES)
    assert late.runs is None


def test_open_windows_have_the_names_of_their_squares(store: Session) -> None:
    kept(store, pd.concat([followed(150), points([(100, 100)], [362])]))
    run = next(
        run
        for run in look_at_points.find(store, as_of=UNTIL)
        if run.detector.name == "near-repeat-burglary"
    )
    newest = look_at_points.recent(store, ("Burglary",), as_of=UNTIL)
    names = {"E400000N310000": "High Street"}
    found = look_at_points.open_windows(run, newest, names=names, as_of=UNTIL)
    named = {each.cell: each for each in found}
    assert named["E400000N310000"].name == "High Street"
    assert all(each.name == each.cell for each in found if each.cell != "E400000N310000")
    assert named["E400000N310000"].until == UNTIL + timedelta(days=5)
    assert look_at_points.open_windows(run, newest[:0], names=names, as_of=UNTIL) == []
