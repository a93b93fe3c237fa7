"""A disk without room: one sentence with the first cause, nothing half-done, and all goes on after it."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from patrolqr.core.errors import DatabaseDamaged, DiskFailed
from patrolqr.steps import load
from patrolqr.steps.load import Failure
from patrolqr.store import Session, Store, loaded, strategies
from patrolqr.store.engine.duckdb_file import Database
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


def write(session: Session, value: str) -> None:
    with session.writing("brief") as written:
        written.cursor.execute("INSERT INTO about (name, value) VALUES ('test', ?)", [value])


def values(session: Session) -> int:
    with session.writing("brief") as written:
        (found,) = written.cursor.execute(
            "SELECT count(*) FROM about WHERE name = 'test'"
        ).fetchall()
    return int(found[0])


def give_up(session: Session) -> int:
    """Write until DuckDB gives the database up, whose checkpoint finds no room; return how often."""
    database, written = file_of(session), 0
    with session.writing("brief") as setting:
        setting.cursor.execute("SET GLOBAL checkpoint_threshold = '10KB'")
    with room(database.path.stat().st_size + 100_000):
        while not is_given_up(database):
            write(session, os.urandom(20_000).hex())
            written += 1
    return written


def file_of(session: Session) -> Database:
    """Return the file that the store has open."""
    database = session.store.database
    assert isinstance(database, Database)
    return database


def is_given_up(database: Database) -> bool:
    try:
        database._connection.cursor().execute("SELECT 1")
    except duckdb.FatalException:
        return True
    return False


def test_what_was_committed_is_kept_also_where_the_checkpoint_after_it_finds_no_room(
    store: Session,
) -> None:
    """It is in the journal: nobody is told that it was not kept, and all goes on by itself."""
    before = store.store.database.revision
    written = give_up(store)
    assert store.store.database.revision >= before + written
    assert values(store) == written
    write(store, "after")
    store.store.close()
    again = Session(Store(store.store.folder), TESTS)
    assert values(again) == written + 1
    again.store.close()


def test_a_database_that_is_damaged_meanwhile_is_told_by_its_first_cause(store: Session) -> None:
    """Who keeps the process is told, so that it does not answer with faults for ever."""
    told: list[DatabaseDamaged] = []
    store.store.on_lost = told.append
    give_up(store)
    with file_of(store).path.open("r+b") as file:
        file.write(b"\0" * 20_000)
    with pytest.raises(DatabaseDamaged, match="damaged"):
        values(store)
    assert len(told) == 1
    assert "invalidated" not in told[0].sentence


LOST = """
import app
from patrolqr.store.engine.failures import not_opened
import duckdb
print("serving", flush=True)
app._store.on_lost(not_opened(app._store.database.path, duckdb.IOException("checksum of a block")))
print("still here", flush=True)
"""


def test_the_program_ends_as_a_failure_once_its_database_is_lost(
    store: Session, tmp_path: Path
) -> None:
    """So that whatever looks after it starts it anew."""
    store.store.close()
    told = os.environ | {"PATROLQR_DATA": str(store.store.folder)}
    done = subprocess.run(
        [sys.executable, "-c", LOST],
        cwd=Path(__file__).parents[3],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == os.EX_IOERR
    assert done.stdout.endswith("serving\n")
    assert "PatrolQR ends: " in done.stderr
    assert "is damaged: checksum of a block" in done.stderr


READ_ONLY = """
import os, sys
from pathlib import Path
from patrolqr.core.actor import Actor
from patrolqr.core.errors import PatrolError
from patrolqr.store import Session, Store
from patrolqr.steps import health
folder, nobody = Path(sys.argv[1]), 65534
session = Session(Store(folder), Actor("tests", "desk"))
def lock(is_locked):
    if os.getuid() == 0:  # whom no permission stops
        os.seteuid(nobody if is_locked else 0)
    else:
        folder.chmod(0o500 if is_locked else 0o700)
def write(value):
    try:
        with session.writing("brief") as written:
            written.cursor.execute("INSERT INTO about (name, value) VALUES ('test', ?)", [value])
        return "kept"
    except PatrolError as problem:
        return problem.sentence
session.store.database._checkpoint()  # the journal is to be made anew
lock(True)
print(write("one"))
print(write("two"))
print(health.look(session, None, 60).problems[0])
lock(False)
print(write("three"))
print(health.look(session, None, 60).is_well)
session.store.close()
"""


def test_a_folder_that_becomes_read_only_is_told_and_works_again_once_it_is_not(
    store: Session,
) -> None:
    store.store.close()
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(store.store.folder)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    first, second, unwell, *after = done.stdout.splitlines()
    for each in (first, second, unwell):
        assert "Permission denied" in each
        assert "invalidated" not in each
    assert after == ["kept", "True"]
    again = Session(Store(store.store.folder), TESTS)
    assert values(again) == 1
    again.store.close()
