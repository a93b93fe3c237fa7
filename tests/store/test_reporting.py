"""How late reports come is learned from a force's own loads, and patterns end where days are complete."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from patrolqr.analysis import lateness
from patrolqr.core import clock
from patrolqr.steps import find_patterns
from patrolqr.store import Session, covered
from tests.store.test_covered import put

FIRST = date(2026, 8, 3)
KNOWN = (6, 8, 10)
"""Of ten incidents of a day, how many its force knows on that day, a day later and after two."""

COMPLETE = max(KNOWN)
HEADER = "Crime Ref,Offence,Date From,Time From,Easting,Northing"


def export(folder: Path, reach: date) -> Path:
    """Return the path of all crimes that the force knows at the end of a day."""
    lines = [HEADER]
    for number in range((reach - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        age = (reach - day).days
        there = KNOWN[age] if age < len(KNOWN) else COMPLETE
        lines += [
            f"22/{number}/{each},Burglary Dwelling,{day:%d/%m/%Y},{8 + each}:00,398100,310050"
            for each in range(there)
        ]
    path = folder / "crimes.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def weekly(store: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Load an export a week, on Mondays, with all crimes to the Sunday; return when each was."""
    moments = []
    for week in range(5, 17):
        reach = FIRST + timedelta(days=7 * week - 1)
        moment = datetime(reach.year, reach.month, reach.day, 9, tzinfo=UTC) + timedelta(days=1)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        put(store, export(tmp_path, reach))
        moments.append(moment)
    return moments


def test_what_later_loads_add_to_a_day_tells_when_days_are_complete(
    store: Session, weekly: list[datetime]
) -> None:
    rows = covered.reporting(store)
    learned = rows[rows["learned"] == "loads"].set_index("age")
    shares = learned["known"] / learned["total"]
    assert shares[:3].round(6).tolist() == [each / COMPLETE for each in KNOWN]
    assert set(shares[3:]) == {1.0}
    assert set(lateness.days_late(rows).values()) == {2}


def test_patterns_end_at_the_last_week_that_is_complete_and_say_so(
    store: Session, weekly: list[datetime]
) -> None:
    reach = weekly[-1].date() - timedelta(days=1)
    for run in find_patterns.find(store, as_of=weekly[-1].date()):
        assert run.last_day == reach - timedelta(days=7)
        assert "not complete yet and left out: crimes came in up to 2 days late" in run.incomplete
    assert find_patterns.find(store, as_of=reach - timedelta(days=20))[0].incomplete == ""


def test_what_was_not_loaded_yet_taught_nothing(store: Session, weekly: list[datetime]) -> None:
    first = covered.reporting(store, as_known_at=weekly[0])
    assert lateness.days_late(first) == {}
    assert lateness.days_late(covered.reporting(store, as_known_at=weekly[-2])) != {}
    assert covered.reporting(store, as_known_at=weekly[0] - timedelta(days=1)).empty


def test_of_a_single_load_the_times_of_reporting_tell_it(store: Session, tmp_path: Path) -> None:
    lines = ["Crime Ref,Offence,Date From,Time From,Date Reported,Time Reported,Easting,Northing"]
    for number in range(60):
        day = FIRST + timedelta(days=number)
        for each in range(10):
            told = day + timedelta(days=3 if each == 0 else 0)
            when = f"{day:%d/%m/%Y},{8 + each}:00,{told:%d/%m/%Y},{9 + each}:00"
            lines.append(f"22/{number}/{each},Burglary Dwelling,{when},398100,310050")
    path = tmp_path / "crimes.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    put(store, path)
    rows = covered.reporting(store)
    assert set(rows["learned"]) == {"reports", "loads"}
    assert lateness.days_late(rows[rows["learned"] == "reports"]) == {
        ("", "crimes.csv", "crime"): 3
    }
