"""When in the week: each incident counts one, shared out over the hours in which it may have been."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis.measures import aoristic

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
"""In winter the wall clock of the force is UTC."""


def at(*times: tuple[datetime | None, datetime | None]) -> tuple[Any, Any]:
    """Return when incidents began and ended."""
    began, ended = zip(*times, strict=True)
    kind = pd.DatetimeTZDtype("us", "UTC")
    return pd.Series(began, dtype=kind), pd.Series(ended, dtype=kind)


def test_one_that_is_known_to_the_minute_is_in_its_hour() -> None:
    when = MONDAY.replace(hour=21, minute=59)
    found = aoristic.by_hour(*at((when, when)))
    assert found[0, 21] == 1
    assert found.sum() == 1


def test_a_night_belongs_to_the_patrol_day_in_which_it_began() -> None:
    night, morning = MONDAY.replace(hour=5, minute=59), MONDAY.replace(hour=6)
    found = aoristic.by_hour(*at((night, night), (morning, morning)))
    assert found[6, 5] == 1  # Sunday's
    assert found[0, 6] == 1


def test_one_between_two_times_is_shared_out_over_the_hours_between() -> None:
    began = MONDAY.replace(hour=22, minute=30)
    found = aoristic.by_hour(*at((began, began + timedelta(hours=2))))
    assert found[0, [22, 23, 0]] == pytest.approx([0.25, 0.5, 0.25])
    assert found.sum() == pytest.approx(1)


def test_one_that_ends_with_the_hour_does_not_reach_the_next() -> None:
    found = aoristic.by_hour(*at((MONDAY.replace(hour=8), MONDAY.replace(hour=9))))
    assert found[0, 8] == 1


def test_what_may_have_been_at_any_time_of_a_week_says_nothing() -> None:
    just_less = timedelta(seconds=aoristic.LONGEST - 1)
    times = at((MONDAY, MONDAY + just_less), (MONDAY, MONDAY + timedelta(seconds=aoristic.LONGEST)))
    assert aoristic.says_when(*times).tolist() == [True, False]
    assert aoristic.by_hour(*times).sum() == pytest.approx(1)


def test_what_has_no_time_or_ends_before_it_began_is_left_out() -> None:
    times = at((None, None), (MONDAY, None), (None, MONDAY), (MONDAY, MONDAY - timedelta(hours=1)))
    assert not aoristic.says_when(*times).any()
    assert not aoristic.by_hour(*times).any()


def test_nothing_is_a_week_of_zeros() -> None:
    nothing: Any = pd.Series([], dtype=pd.DatetimeTZDtype("us", "UTC"))
    assert aoristic.by_hour(nothing, nothing).shape == (7, 24)
    assert not aoristic.by_hour(nothing, nothing).any()


def test_the_hour_is_that_of_the_wall_clock_also_in_summer() -> None:
    summer = datetime(2026, 7, 6, 20, 30, tzinfo=UTC)
    assert aoristic.by_hour(*at((summer, summer)))[0, 21] == 1


@pytest.mark.parametrize(
    "midnight",
    [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)],
    ids=["shorter", "longer"],
)
def test_a_night_on_which_the_clocks_change_loses_nothing(midnight: datetime) -> None:
    times = at((midnight - timedelta(hours=2), midnight + timedelta(hours=4)))
    found = aoristic.by_hour(*times)
    assert found.sum() == pytest.approx(1)
    assert found[5].sum() == pytest.approx(1)  # all of it Saturday's


@given(
    st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, aoristic.LONGEST - 1)), max_size=20)
)
def test_every_incident_counts_one(times: list[tuple[int, int]]) -> None:
    moments = [
        (MONDAY + timedelta(seconds=began), MONDAY + timedelta(seconds=began + lasted))
        for began, lasted in times
    ]
    found = aoristic.by_hour(*at(*moments)) if moments else np.zeros((7, 24))
    assert found.sum() == pytest.approx(len(times))
    assert (found >= 0).all()
