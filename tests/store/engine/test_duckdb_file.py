"""The database: one owner, forward migrations, earlier versions still read."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import DatabaseNewer, FolderInUse, QuestionChanged
from patrolqr.core.form.log import parse
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import COLUMNS, FIELDS
from patrolqr.store import REAL, Session, Store, logs, passes, picks
from patrolqr.store.engine.duckdb_file import Database
from patrolqr.store.engine.statements import bind
from patrolqr.store.log_reads import ShiftVisitRow
from tests.builders.duties import duty
from tests.builders.logs import sent
from tests.conftest import TESTS


def test_a_folder_in_use_says_who_holds_it(store: Session) -> None:
    with pytest.raises(FolderInUse, match=r"already running .* \(process \d+\)"):
        Store(store.store.folder)


def test_a_folder_let_go_can_be_opened_again(store: Session) -> None:
    store.store.close()
    again = Store(store.store.folder, real=True)
    assert picks.picks(Session(again, TESTS), duty(clock.today())) == []
    again.close()


def test_a_duty_is_given_whole() -> None:
    whose = duty(date(2026, 11, 24))
    told = {"team_id": whose.team_id, "patrol_day": whose.patrol_day, "shift": "Late"}
    assert bind({"duty": whose, "reason": "Custody"}) == {**told, "reason": "Custody"}
    assert bind({"duty": None}) == dict.fromkeys(told)
    assert bind({}) is None


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
    with store.writing("brief") as written:
        columns = {
            row[0]
            for row in written.cursor.execute(
                "SELECT column_name FROM (DESCRIBE patrol_logs)"
            ).fetchall()
        }
    assert {field.name for field in FIELDS} <= columns


def test_a_failed_write_leaves_nothing_and_does_not_count_as_a_revision(store: Session) -> None:
    before = store.revision
    with pytest.raises(duckdb.Error), store.writing("brief") as written:  # noqa: PT012
        written.cursor.execute("INSERT INTO about VALUES ('a', 'b')")
        written.cursor.execute("SELECT broken")
    with store.writing("brief") as written:
        assert written.cursor.execute("SELECT count(*) FROM about WHERE name = 'a'").fetchall() == [
            (0,)
        ]
    assert store.revision == (before[0], before[1] + 1)


def test_a_naive_datetime_never_reaches_the_database(store: Session) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        passes.by_short_code(store, "K7Q4MX", at=datetime(2026, 11, 24))  # noqa: DTZ001


@pytest.mark.parametrize(("was", "words"), [("VARCHAR", "a text or a choice"), ("DATE", "a day")])
def test_a_question_whose_kind_changed_is_refused_and_its_answers_stay(
    tmp_path: Path, was: str, words: str
) -> None:
    """What was answered under the old kind is never written over, whatever the new kind is."""
    Database(tmp_path / REAL).close()
    with duckdb.connect(str(tmp_path / REAL)) as earlier:
        for view in ("reviewed_logs", "graded_visits", "read_logs", "visits"):
            earlier.execute(f"DROP VIEW IF EXISTS {view}")
        earlier.execute(f"ALTER TABLE patrol_logs ALTER arrests TYPE {was} USING NULL")
        earlier.execute("ALTER TABLE patrol_logs DROP COLUMN learned")
    with pytest.raises(
        QuestionChanged, match=f"“Arrests”.*is a count now and was {words}.*new name"
    ):
        Database(tmp_path / REAL)
    with duckdb.connect(str(tmp_path / REAL)) as untouched:
        columns = dict(
            untouched.execute(
                "SELECT column_name, column_type FROM (DESCRIBE patrol_logs)"
            ).fetchall()
        )
    assert columns["arrests"] == was
    assert "learned" not in columns


def test_a_new_name_for_a_changed_question_opens_with_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Database(tmp_path / REAL).close()
    asked = (Field("arrests_made", "yes_no", "Arrests"),)
    monkeypatch.setitem(COLUMNS, "patrol_logs", (*COLUMNS["patrol_logs"], *asked))
    database = Database(tmp_path / REAL)
    visits = database.frame(
        ShiftVisitRow, "visits/shift_visits", team_id="", patrol_day=None, shift=""
    )
    assert {"arrests", "arrests_made"} <= set(visits.columns)
    database.close()
