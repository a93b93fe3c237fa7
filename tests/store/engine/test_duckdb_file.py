"""The database: one owner, forward migrations, earlier versions still read."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import DatabaseNewer, FolderInUse
from patrolqr.core.form.log import parse
from patrolqr.core.form.questions import FIELDS
from patrolqr.store import REAL, Session, Store, logs, passes, picks
from patrolqr.store.engine.duckdb_file import Database
from tests.conftest import TESTS
from tests.store.conftest import sent


def test_a_folder_in_use_says_who_holds_it(store: Session) -> None:
    with pytest.raises(FolderInUse, match=r"already running .* \(process \d+\)"):
        Store(store.store.folder)


def test_a_folder_let_go_can_be_opened_again(store: Session) -> None:
    store.store.close()
    again = Store(store.store.folder, real=True)
    assert picks.picks(Session(again, TESTS), clock.today(), "Late") == []
    again.close()


def test_a_database_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    database = Database(tmp_path / REAL)
    with database.writing() as written:
        written.cursor.execute("INSERT INTO schema_versions VALUES (999, now())")
    database.close()
    with pytest.raises(DatabaseNewer, match="newer PatrolQR"):
        Database(tmp_path / REAL)


def test_logs_written_before_a_question_existed_read_as_not_asked(
    store: Session, briefed: Briefing
) -> None:
    logs.accept(store, parse(sent()), briefed.taskings[0].pass_id)
    folder = store.store.folder
    store.store.close()
    with duckdb.connect(str(folder / REAL)) as earlier:
        for view in ("visits",):
            earlier.execute(f"DROP VIEW {view}")
        earlier.execute("ALTER TABLE patrol_logs DROP COLUMN learned")
    reopened = Store(folder)
    with reopened.database.writing() as written:
        assert written.cursor.execute("SELECT learned, engagements FROM visits").fetchall() == [
            (None, 2)
        ]
    reopened.close()


def test_every_field_is_a_typed_column(store: Session) -> None:
    with store.writing() as written:
        columns = {
            row[0]
            for row in written.cursor.execute(
                "SELECT column_name FROM (DESCRIBE patrol_logs)"
            ).fetchall()
        }
    assert {field.name for field in FIELDS} <= columns


def test_a_failed_write_leaves_nothing_and_does_not_count_as_a_revision(store: Session) -> None:
    before = store.revision
    with pytest.raises(duckdb.Error), store.writing() as written:  # noqa: PT012
        written.cursor.execute("INSERT INTO about VALUES ('a', 'b')")
        written.cursor.execute("SELECT broken")
    with store.writing() as written:
        assert written.cursor.execute("SELECT count(*) FROM about WHERE name = 'a'").fetchall() == [
            (0,)
        ]
    assert store.revision == (before[0], before[1] + 1)


def test_a_naive_datetime_never_reaches_the_database(store: Session) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        passes.by_short_code(store, "K7Q4MX", at=datetime(2026, 11, 24))  # noqa: DTZ001
