"""What is covered: by months and days, per force, system and kind, kept by the loads."""

import re
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

import patrolqr
from patrolqr import readers
from patrolqr.readers import Choice
from patrolqr.store import Session, Store, covered, loaded, undo
from patrolqr.store.loads import load
from tests.builders import street
from tests.builders.street import NUISANCE, row
from tests.conftest import TESTS

MIGRATIONS = Path(patrolqr.__file__).parent / "store" / "sql" / "schema" / "migrations"

RAIL = NUISANCE | {"Reported by": "British Transport Police", "Crime type": "Other theft"}
DAY = date(2026, 1, 1)


def put(session: Session, path: Path) -> None:
    """Load a file, read as it is guessed."""
    (source,) = readers.read(path)
    if source.guess is not None:
        (source,) = readers.read(path, choice=Choice(mapping=source.guess.mapping))
    load(session, source)


def undo_migrations(session: Session, *, since: int) -> None:
    """Take out what that migration and all later ones made, one change at a time."""
    for file in sorted(MIGRATIONS.glob("*.sql"), reverse=True):
        if int(file.name[:4]) < since:
            continue
        text = file.read_text("utf-8")
        for table in re.findall(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)", text):
            with session.writing("brief") as written:
                written.cursor.execute(f"DROP TABLE {table}")
        for table, column in re.findall(
            r"ALTER TABLE (\w+) ADD COLUMN (?:IF NOT EXISTS )?(\w+)", text
        ):
            with session.writing("brief") as written:
                written.cursor.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {column}")
        for table, before, after in re.findall(
            r"ALTER TABLE (\w+) RENAME COLUMN (\w+) TO (\w+)", text
        ):
            with session.writing("brief") as written:
                written.cursor.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")
    with session.writing("brief") as written:
        written.cursor.execute("DELETE FROM schema_versions WHERE version >= ?", [since])


def stretches(session: Session) -> list[tuple[str, str, str, str]]:
    """Return force, kind, first and last day of what is covered."""
    rows = covered.covered(session).to_dict("records")
    return [
        (row["force"], row["kind"], f"{row['first_day']:%Y-%m-%d}", f"{row['last_day']:%Y-%m-%d}")
        for row in rows
    ]


def calls(folder: Path, days: list[date], *, each: int = 1) -> Path:
    """Return a force's file with that many calls on each of the days."""
    lines = ["Incident No,Opened,Grade,Closing Code,Latitude,Longitude,Remarks"]
    lines += [
        f"{day:%Y%m%d}{number},{day} 21:05:00,1,ASB,52.69,-2.03,Bikes"
        for day in days
        for number in range(each)
    ]
    path = folder / "calls.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_street_file_covers_its_months_per_force_and_kind(store: Session, tmp_path: Path) -> None:
    lines = [row(), row(NUISANCE), row(RAIL, Month="2025-03"), row(Month="2024-02"), "broken"]
    put(store, street.write(tmp_path, *lines))
    assert stretches(store) == [
        ("Staffordshire Police", "call", "2025-01-01", "2025-01-31"),
        ("British Transport Police", "crime", "2025-03-01", "2025-03-31"),
        ("Staffordshire Police", "crime", "2024-02-01", "2024-02-29"),
        ("Staffordshire Police", "crime", "2025-01-01", "2025-01-31"),
    ]


def test_rows_that_cannot_be_used_cover_nothing(store: Session, tmp_path: Path) -> None:
    put(store, street.write(tmp_path, row(), row(Month="2025-02", Crime_type="Witchcraft")))
    assert [first for _, _, first, _ in stretches(store)] == ["2025-01-01"]


def test_what_is_covered_goes_with_the_load_and_comes_with_the_next(
    store: Session, tmp_path: Path
) -> None:
    path = street.write(tmp_path, row(), name="january.csv")
    put(store, path)
    before = stretches(store)
    assert before
    undo.take_back(store, str(loaded.loaded(store)["load_id"].iloc[0]))
    assert stretches(store) == []
    put(store, path)
    assert stretches(store) == before


def test_a_force_file_covers_its_days_and_not_the_month_that_is_missing_in_it(
    store: Session, tmp_path: Path
) -> None:
    days = [DAY + timedelta(days=number) for number in range(90) if not 31 <= number < 59]
    put(store, calls(tmp_path, days, each=3))
    assert [found[2:] for found in stretches(store)] == [
        ("2026-01-01", "2026-01-31"),
        ("2026-03-01", "2026-03-31"),
    ]


@pytest.mark.parametrize(
    ("without", "each", "ended"),
    [
        (covered.DAYS_WITHOUT - 1, 10, False),  # a week at least
        (covered.DAYS_WITHOUT, 10, True),
        (15, 1, False),  # 17 rows to be expected
        (30, 1, True),
    ],
)
def test_a_stretch_ends_where_days_are_too_empty_for_chance(
    store: Session, tmp_path: Path, without: int, each: int, ended: bool
) -> None:
    days = [DAY + timedelta(days=number) for number in range(50)]
    later = [days[-1] + timedelta(days=without + 1 + number) for number in range(50)]
    put(store, calls(tmp_path, days + later, each=each))
    assert len(stretches(store)) == 1 + ended


def test_a_quiet_force_has_quiet_weeks_and_no_gaps(store: Session, tmp_path: Path) -> None:
    put(store, calls(tmp_path, [DAY + timedelta(days=20 * number) for number in range(9)]))
    assert len(stretches(store)) == 1


@pytest.mark.parametrize(("known", "stretches_brought"), [(28, 5), (27, 1)])
def test_a_handful_of_rows_beside_a_busy_system_makes_no_months_loaded(
    store: Session, tmp_path: Path, known: int, stretches_brought: int
) -> None:
    """Once four weeks are known, and not by what less than that held."""
    put(store, calls(tmp_path, [DAY + timedelta(days=number) for number in range(known)], each=5))
    handful = [DAY + timedelta(days=90 + 30 * number) for number in range(5)]
    put(store, calls(tmp_path, handful))
    brought = [one for one in stretches(store) if one[2] >= f"{handful[0]}"]
    assert len(brought) == stretches_brought
    assert [first == last for _, _, first, last in brought] == [stretches_brought == 5] * len(
        brought
    )


def test_the_calendar_counts_the_days_of_each_month_once(store: Session, tmp_path: Path) -> None:
    put(store, calls(tmp_path, [DAY + timedelta(days=number) for number in range(40)]))
    put(store, calls(tmp_path, [DAY + timedelta(days=number) for number in range(30, 45)]))
    put(store, street.write(tmp_path, row()))
    found = covered.calendar(store)
    assert found[["kind", "precision", "days", "days_in_month"]].to_numpy().tolist() == [
        ["call", "minute", 31, 31],
        ["call", "minute", 14, 28],
        ["crime", "month", 31, 31],
    ]


def test_an_earlier_versions_database_knows_what_is_covered_and_every_row_again(
    tmp_path: Path,
) -> None:
    """Before there was `covered`, a row's id was made of everything published."""
    opened = Session(Store(tmp_path / "data", real=True), TESTS)
    days = [DAY + timedelta(days=number) for number in range(90) if not 31 <= number < 59]
    force = calls(tmp_path, days, each=3)
    areas = ("E01", "E02", "E02")
    lines = [row(), *(row(NUISANCE, LSOA_code=area) for area in areas), row(RAIL)]
    published = street.write(tmp_path, *lines)
    for path in (published, force):
        put(opened, path)
    before = stretches(opened)
    ids = "SELECT list(incident_id ORDER BY incident_id) FROM incidents"
    with opened.writing("brief") as written:
        known = written.cursor.execute(ids).fetchall()
        written.cursor.execute(
            "UPDATE incidents SET incident_id = uuid() "
            "WHERE reference IS NULL AND precision = 'month';"
        )
        assert written.cursor.execute(ids).fetchall() != known
    undo_migrations(opened, since=10)
    opened.store.close()
    opened = Session(Store(tmp_path / "data"), TESTS)
    with opened.writing("brief") as written:
        assert written.cursor.execute(ids).fetchall() == known
    assert stretches(opened) == before
    (source,) = readers.read(published)
    assert load(opened, source).new == 0
    opened.store.close()


def test_nothing_loaded_is_an_empty_frame_with_its_columns(store: Session) -> None:
    for found in (covered.covered(store), covered.calendar(store)):
        assert isinstance(found, pd.DataFrame)
        assert found.empty
        assert "force" in found
