"""Counts as they were known at a moment: from load to load, and nothing that came later."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from patrolqr import readers
from patrolqr.core import clock
from patrolqr.steps import find_patterns
from patrolqr.store import Session, covered, incidents, loaded, undo
from patrolqr.store.loads import load
from tests.builders import street
from tests.builders.street import BURGLARY, row

MOMENTS = [datetime(2026, 3, day, 9, tzinfo=UTC) for day in range(1, 6)]
"""When each file is loaded."""

YEAR = {"since": date(2025, 1, 1), "until": date(2026, 1, 1)}


def later(number: int) -> datetime:
    """Return an hour after the how-manieth load."""
    return MOMENTS[number].replace(hour=10)


def crimes(*numbers: int, **changed: str) -> list[str]:
    return [row(BURGLARY, Crime_ID=f"{number:064}", **changed) for number in numbers]


def counted(session: Session, moment: datetime | None) -> dict[str, int]:
    """Return incidents by crime type as known at the moment."""
    rows = incidents.monthly_counts(session, **YEAR, as_known_at=moment)
    return {str(name): int(n) for name, n in rows.groupby("category")["incidents"].sum().items()}


@pytest.fixture
def published(store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Give a store into which January was loaded, then as it was published later, then February."""
    files = [
        ("2025-01", crimes(1, 2, 3)),
        ("2025-01", [*crimes(1, 4), *crimes(2, Crime_type="Robbery")]),
        ("2025-02", crimes(5, Month="2025-02")),
    ]
    for moment, (month, lines) in zip(MOMENTS, files, strict=False):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        name = f"{month}-staffordshire-street.csv"
        (source,) = readers.read(street.write(tmp_path, *lines, name=name))
        load(store, source)
    return store


def test_a_moment_has_the_rows_of_its_time(published: Session) -> None:
    assert counted(published, MOMENTS[0].replace(hour=8)) == {}
    assert counted(published, later(0)) == {"Burglary": 3}
    assert counted(published, later(1)) == {"Burglary": 2, "Robbery": 1}
    assert counted(published, later(2)) == {"Burglary": 3, "Robbery": 1}
    assert counted(published, None) == counted(published, later(2))


def test_at_the_moment_of_a_load_what_it_brought_is_known(published: Session) -> None:
    assert counted(published, MOMENTS[1]) == counted(published, later(1))


def test_squares_and_what_is_covered_know_their_time_too(published: Session) -> None:
    for moment, count, months in ((later(0), 3, 1), (later(1), 3, 1), (None, 4, 2)):
        found = incidents.cells(
            published,
            since=date(2025, 1, 1),
            until=date(2026, 1, 1),
            before_since=date(2024, 1, 1),
            before_until=date(2025, 1, 1),
            precision="month",
            as_known_at=moment,
        )
        assert found["count"].sum() == count
        assert len(covered.covered(published, as_known_at=moment)) == months
    assert covered.covered(published, as_known_at=MOMENTS[0].replace(hour=8)).empty


def test_a_back_test_before_anything_was_loaded_finds_no_data(published: Session) -> None:
    before = MOMENTS[0].replace(hour=8)
    assert find_patterns.find(published, as_of=date(2026, 3, 1), as_known_at=before) == []
    (run,) = find_patterns.find(published, as_of=date(2026, 3, 1), as_known_at=later(0))
    assert run.last_day == date(2025, 1, 31)
    (run,) = find_patterns.find(published, as_of=date(2026, 3, 1))
    assert run.last_day == date(2025, 2, 28)


def test_what_is_taken_back_was_never_known(published: Session) -> None:
    second = loaded.loaded(published)["load_id"].iloc[1]
    undo.take_back(published, str(second))
    assert counted(published, later(1)) == {"Burglary": 3}
    assert counted(published, None) == {"Burglary": 4}


def test_weeks_are_counted_as_known_too(store: Session) -> None:
    none = incidents.weekly_counts(store, **YEAR, as_known_at=later(0))
    assert isinstance(none, pd.DataFrame)
    assert none.empty
