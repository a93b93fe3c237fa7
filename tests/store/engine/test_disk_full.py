"""A disk without room: one sentence with the first cause, nothing half-done, and all goes on after it."""

from pathlib import Path

import duckdb
import pytest

from patrolqr.core.errors import DiskFailed
from patrolqr.steps import load
from patrolqr.steps.load import Failure
from patrolqr.store import Session, Store, loaded, strategies
from patrolqr.store.loaded import LoadRow
from tests.builders import street
from tests.builders.disk import room
from tests.builders.duties import duty_now
from tests.conftest import TESTS

ROWS = 40_000


def crimes(folder: Path) -> Path:
    """Return the path of a file with that many crimes."""
    rows = [street.row(street.BURGLARY, Crime_ID=f"{number:064}") for number in range(ROWS)]
    return street.write(folder, *rows)


def count(session: Session) -> int:
    with session.writing("brief") as written:
        found = written.cursor.execute("SELECT count(*) FROM incidents").fetchone()
    return int(found[0]) if found else -1


def size_of(session: Session) -> int:
    """Return the size of the largest file of the database."""
    return max(file.stat().st_size for file in session.store.folder.glob("*.duckdb*"))


def test_a_load_that_finds_no_room_changes_nothing_and_the_next_one_works(
    store: Session, tmp_path: Path
) -> None:
    file = crimes(tmp_path)
    with room(size_of(store) + 500_000):
        (failed,) = load.into(store, file)
        assert isinstance(failed, Failure)
        assert "could not be written" in failed.sentence
        assert "File too large" in failed.sentence
        assert "rollback" not in failed.sentence
        assert "invalidated" not in failed.sentence
    assert count(store) == 0
    assert loaded.loaded(store).empty
    (done,) = load.into(store, file)
    assert not isinstance(done, Failure), done.sentence
    assert count(store) == ROWS


def test_what_was_kept_before_is_there_after_a_start_anew(store: Session, tmp_path: Path) -> None:
    strategies.write(store, duty_now(), "Calm the square", seen=0)
    file = crimes(tmp_path)
    with room(size_of(store) + 300_000):
        (failed,) = load.into(store, file)
        assert isinstance(failed, Failure)
    strategies.write(store, duty_now(), "Calm the canal", seen=1)
    store.store.close()
    again = Session(Store(store.store.folder), TESTS)
    assert strategies.newest(again, duty_now()).text == "Calm the canal"
    assert count(again) == 0
    again.store.close()


def test_a_write_that_finds_no_room_says_so_and_reading_goes_on(store: Session) -> None:
    strategies.write(store, duty_now(), "Calm the square", seen=0)
    with room(1), pytest.raises(DiskFailed, match="File too large"):
        strategies.write(store, duty_now(), "Calm the canal", seen=1)
    assert strategies.newest(store, duty_now()).text == "Calm the square"
    strategies.write(store, duty_now(), "Calm the canal", seen=1)
    assert strategies.newest(store, duty_now()).text == "Calm the canal"


def test_a_database_that_was_closed_is_not_opened_anew(store: Session) -> None:
    database = store.store.database
    store.store.close()
    for _ in range(2):
        with pytest.raises(duckdb.ConnectionException):
            database.rows(LoadRow, "loads/loads")
    again = Store(store.store.folder)
    again.close()
