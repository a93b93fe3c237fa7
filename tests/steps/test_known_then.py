"""A day that is replayed gives the same whatever is loaded later."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from patrolqr.analysis import Run
from patrolqr.core import clock
from patrolqr.steps import find_patterns, known_then, look_at_points
from patrolqr.store import Session
from tests.builders.incidents import as_loaded, keep_in, load_more
from tests.pages.test_patterns import AS_OF, SUNDAY, surging

IN_USE = datetime(2026, 10, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 9, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(days=30))


def replayed(store: Session) -> list[Run]:
    then = known_then.known_at(store, as_of=AS_OF)
    return [
        *find_patterns.find(store, as_of=AS_OF, as_known_at=then),
        *look_at_points.find(store, as_of=AS_OF),
    ]


def is_same(one: list[Run], other: list[Run]) -> bool:
    same = [
        a.tests.equals(b.tests) and a.missing == b.missing for a, b in zip(one, other, strict=True)
    ]
    return all(same)


def late_reports() -> pd.DataFrame:
    """Return as many incidents again of the newest weeks, reported late, and some of days after AS_OF."""
    days = [SUNDAY - timedelta(days=day) for day in range(-20, 28)] * 3
    return pd.DataFrame(
        {
            "patrol_day": days,
            "neighbourhood_id": "N2",
            "precision": "minute",
            "category": "Vehicle crime",
        }
    )


@pytest.mark.parametrize("loaded_at", [IN_USE, LATER - timedelta(hours=1)])
def test_what_is_loaded_later_changes_no_replay_of_a_day(
    loaded_at: datetime, store: Session
) -> None:
    keep_in(store, surging())
    as_loaded(store, loaded_at)
    before = replayed(store)
    assert before[-1].detector.name
    assert any(len(run.standing()) for run in before)
    load_more(store, late_reports(), LATER)
    assert is_same(before, replayed(store))
    now = find_patterns.find(store, as_of=AS_OF)
    assert not is_same(before[: len(now)], now), "known now it is another day"


def test_in_use_it_is_the_morning_of_the_day_and_before_the_first_time_all_of_it_was_loaded(
    store: Session,
) -> None:
    keep_in(store, surging())
    as_loaded(store, IN_USE)
    assert known_then.known_at(store, as_of=AS_OF) == datetime(2026, 11, 24, 6, tzinfo=UTC)
    as_loaded(store, LATER)
    assert known_then.known_at(store, as_of=AS_OF) == LATER
    load_more(store, late_reports(), LATER + timedelta(hours=1))
    assert known_then.known_at(store, as_of=AS_OF) == LATER
    more = late_reports().assign(patrol_day=date(2020, 1, 6))
    load_more(store, more, LATER + timedelta(hours=2))
    assert known_then.known_at(store, as_of=AS_OF) == LATER + timedelta(hours=2)


def test_today_and_without_loads_all_that_is_known_counts(store: Session) -> None:
    assert known_then.known_at(store, as_of=AS_OF) is None
    keep_in(store, surging())
    as_loaded(store, IN_USE)
    assert known_then.known_at(store, as_of=clock.today()) is None
