"""A hotspot's hours shift where they do, and not where only chance is at work."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import Run
from patrolqr.analysis.detectors import hours
from patrolqr.analysis.detectors.hours import FEWEST_NOW, HOURS, WINDOW
from tests.builders.points import SINCE, UNTIL, covering, points

RECENT = 7 * WINDOW


def place(
    now: int, before: int, *, late: bool, seed: int = 1, side: float = 100, east: float = 0
) -> pd.DataFrame:
    """Return incidents in one square in the afternoon, those of the tested weeks after 22:00."""
    chance = np.random.default_rng(seed)
    days = [
        *chance.integers(0, 364 - RECENT, before),
        *np.linspace(364 - RECENT, 363, now).astype(int),
    ]
    wall = chance.uniform(12, 20, now + before)
    if late:
        wall[before:] = (chance.uniform(22, 27, now)) % 24
    spots = [(east + x, y) for x, y in chance.uniform(0, side, (now + before, 2))]
    return points(spots, days, hour=wall.tolist())


def looked(rows: pd.DataFrame) -> Run:
    return HOURS.look(rows, covered=covering(), since=SINCE, until=UNTIL)


def test_a_hotspot_that_moves_to_the_night_is_a_pattern_with_its_hours_and_incidents() -> None:
    run = looked(place(24, 90, late=True))
    (found,) = run.standing().to_dict("records")
    assert found["cell"] == found["apart"] == "E400000N310000"
    assert found["finding"].startswith("Other hours in Canalside, High Street: 24 of 24 incidents")
    assert "in the eight weeks to Sun 22 Nov came from 2" in found["finding"]
    assert "Chance alone gives one like this" in found["chance"]
    assert len(run.behind) == 24
    bars = HOURS.draw(run, 0)
    assert bars.rows["incidents"].iloc[-1] == 24
    assert bars.rows["incidents"].iloc[:-1].sum() == 0


def test_the_same_hours_as_before_are_none_in_many_places() -> None:
    rows = pd.concat(
        [place(20, 80, late=False, seed=number, east=500.0 * number) for number in range(12)]
    )
    run = looked(rows)
    assert len(run.tests) == 12
    assert run.standing().empty


@pytest.mark.parametrize(("now", "tests"), [(FEWEST_NOW - 1, 0), (FEWEST_NOW, 1)])
def test_fifteen_incidents_now_are_enough_and_fourteen_are_not(now: int, tests: int) -> None:
    run = looked(place(now, 60, late=True))
    assert len(run.tests) == tests
    assert bool(run.missing) == (tests == 0)


@pytest.mark.parametrize(("before", "tests"), [(39, 0), (40, 1)])
def test_forty_incidents_before_are_enough_and_thirty_nine_are_not(before: int, tests: int) -> None:
    assert len(looked(place(20, before, late=True)).tests) == tests


def test_the_stretch_that_is_named_has_six_hours() -> None:
    (span,) = looked(place(24, 90, late=True)).tests["span"]
    begins, ends = (int(each[:2]) for each in span.split(" to "))
    assert (ends - begins) % 24 == 6


@pytest.mark.parametrize(("shuffles", "is_pattern"), [(50, False), (51, True)])
def test_once_in_fifty_two_runs_is_a_pattern_and_once_in_fifty_one_is_not(
    shuffles: int, is_pattern: bool
) -> None:
    """Of so many shuffles none is as far as what was counted: that is 1 of so many and one more."""
    run = replace(HOURS, shuffles=shuffles).look(
        place(24, 90, late=True), covered=covering(), since=SINCE, until=UNTIL
    )
    assert run.tests["p"].tolist() == [1 / (shuffles + 1)]
    assert run.tests["flagged"].tolist() == [is_pattern]


def test_of_thirteen_busy_places_the_quietest_is_not_looked_at() -> None:
    rows = pd.concat(
        [place(20, 60 + step, late=False, seed=step, east=500.0 * step) for step in range(13)]
    )
    quick = replace(HOURS, shuffles=19)
    run = quick.look(rows, covered=covering(), since=SINCE, until=UNTIL)
    assert set(run.tests["cell"]) == {f"E{400_000 + 500 * step}N310000" for step in range(1, 13)}


def test_without_hours_and_at_midnight_to_the_minute_nothing_is_said() -> None:
    for wall in (np.nan, 0.0):
        run = looked(place(24, 90, late=True).assign(hour=wall))
        assert "with an hour in one square" in run.missing


def test_shuffled_and_later_rows_change_nothing() -> None:
    rows = place(24, 90, late=True)
    first = looked(rows).tests
    pd.testing.assert_frame_equal(first, looked(rows.sample(frac=1, random_state=1)).tests)
    assert UNTIL - timedelta(days=1) == first["last_day"].iloc[0]


def test_at_most_the_busiest_places_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hours, "MOST_PLACES", 2)
    rows = pd.concat(
        [
            place(20, 60 + number, late=False, seed=number, east=500.0 * number)
            for number in range(4)
        ]
    )
    assert len(looked(rows).tests) == 2
