"""Data are late by their own rhythm, and of several sources the one that lags is told."""

from datetime import UTC, datetime, timedelta

import pandas as pd

from patrolqr.analysis.freshness import Freshness, freshness

NOW = datetime(2026, 11, 28, 16, tzinfo=UTC)


def loads(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    """Return loads as kind, force, days ago that they were made, age of their data then in days."""
    return pd.DataFrame(
        [
            (kind, force, "its system", NOW - timedelta(days=ago), NOW - timedelta(days=ago + age))
            for kind, force, ago, age in rows
        ],
        columns=["kind", "force", "source", "loaded_at", "reaches"],
    )


def only(frame: pd.DataFrame) -> Freshness:
    (found,) = freshness(frame, NOW)
    return found


def test_nothing_loaded_is_nothing_to_tell() -> None:
    assert freshness(loads(), NOW) == []


def test_calls_are_late_when_a_night_and_a_half_were_left_out() -> None:
    assert not only(loads(("calls", "A", 2.4, 0.0))).is_late
    assert only(loads(("calls", "A", 2.6, 0.0))).is_late


def test_a_published_month_is_late_when_the_next_should_have_been_published() -> None:
    assert not only(loads(("published crime", "A", 46, 62))).is_late
    assert only(loads(("published crime", "A", 47, 62))).is_late


def test_a_source_that_came_three_times_has_its_own_rhythm() -> None:
    weekly = [("calls", "A", 5.0 + 7 * week, 1.0) for week in range(3)]
    assert not only(loads(*weekly)).is_late
    assert only(loads(*((kind, force, ago + 6, age) for kind, force, ago, age in weekly))).is_late


def test_a_backlog_loaded_in_one_evening_is_no_rhythm() -> None:
    backlog = [("published crime", "A", 1.0, 62.0 + 31 * month) for month in range(12)]
    assert not only(loads(*backlog)).is_late


def test_of_two_forces_the_one_that_lags_is_told_and_kinds_come_newest_first() -> None:
    found = freshness(
        loads(("calls", "A", 0.1, 0), ("calls", "B", 9, 0), ("intelligence", "A", 1, 0)), NOW
    )
    assert [(each.kind, each.force, each.is_late) for each in found] == [
        ("intelligence", "A", False),
        ("calls", "B", True),
    ]
