"""Views are made anew where anything they are made from changed, and only there."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from patrolqr.core import settings
from patrolqr.store import REAL
from patrolqr.store.engine import schema
from patrolqr.store.engine.duckdb_file import Database

BY_HAND = "CREATE OR REPLACE VIEW current_areas AS SELECT 'by hand' AS name"
"""A view as no version makes it: where it is still there, nothing was made anew."""

COMMENTS = "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"


@pytest.fixture
def file(empty_file: Path, tmp_path: Path) -> Path:
    """Return a database with today's schema, one view of it changed under its old fingerprint."""
    file = Path(shutil.copy(empty_file, tmp_path / REAL))
    with duckdb.connect(str(file)) as changed:
        (fingerprint,) = set(dict(changed.execute(COMMENTS).fetchall()).values())
        changed.execute(BY_HAND)
        changed.execute(f"COMMENT ON VIEW current_areas IS '{fingerprint}'")
    return file


@pytest.fixture
def other_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the schema's files, which databases are opened with."""
    copied = Path(shutil.copytree(schema.SCHEMA, tmp_path / "schema"))
    monkeypatch.setattr(schema, "SCHEMA", copied)
    return copied


@pytest.fixture
def set_longest_stay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Give a function that sets the longest stay."""

    def put(minutes: str) -> None:
        monkeypatch.setenv("PATROLQR_LONGEST_STAY_MINUTES", minutes)
        settings.current.cache_clear()

    yield put
    settings.current.cache_clear()


def opened_names(file: Path) -> list[str]:
    """Return the names of areas that the opened database tells: none, or one made by hand."""
    database = Database(file)
    with database.writing() as written:
        found = written.cursor.execute("SELECT name FROM current_areas").fetchall()
    database.close()
    return [name for (name,) in found]


def test_what_did_not_change_is_not_made_anew(file: Path, other_schema: Path) -> None:
    assert opened_names(file) == ["by hand"]


def test_a_changed_view_is_made_anew_and_with_it_all_of_them(
    file: Path, other_schema: Path
) -> None:
    visits = other_schema / "views" / "030_visits.sql"
    visits.write_text(visits.read_text("utf-8") + "-- changed\n", "utf-8")
    assert opened_names(file) == []


def test_another_longest_stay_is_fitted(
    file: Path, set_longest_stay: Callable[[str], None]
) -> None:
    set_longest_stay("45")
    assert opened_names(file) == []
    with duckdb.connect(str(file)) as fitted:
        assert fitted.execute("SELECT longest_stay_s()").fetchone() == (45 * 60,)


def test_views_are_made_anew_after_a_migration(file: Path, other_schema: Path) -> None:
    (other_schema / "migrations" / "9000_more.sql").write_text("CREATE TABLE more (id VARCHAR)")
    assert opened_names(file) == []


@pytest.mark.parametrize("done", ["DROP VIEW repeats", BY_HAND.replace("current_areas", "repeats")])
def test_a_view_that_is_missing_or_of_another_version_is_made_anew(file: Path, done: str) -> None:
    with duckdb.connect(str(file)) as elsewhere:
        elsewhere.execute(done)
    assert opened_names(file) == []


def test_where_one_view_cannot_be_made_all_stay_as_they_were(
    file: Path, other_schema: Path
) -> None:
    """A process that ends half-way leaves the same: all is one transaction."""
    broken = other_schema / "views" / "999_broken.sql"
    broken.write_text("CREATE OR REPLACE VIEW broken AS\nSELECT nothing FROM nowhere", "utf-8")
    with pytest.raises(duckdb.CatalogException, match="nowhere"):
        Database(file)
    broken.unlink()
    assert opened_names(file) == ["by hand"]
