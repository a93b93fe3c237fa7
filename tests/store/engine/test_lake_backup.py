"""A lake kept by PostgreSQL's own means (first the dump, then the files, which never change), and as it
was at an earlier moment.
"""

import shutil
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from patrolqr.core import clock
from patrolqr.core.actor import SYSTEM
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import parse
from patrolqr.core.settings import LakeAt
from patrolqr.store import REAL, Session, Store, exports, lake_moves, logs
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.lakes import Postgres
from tests.builders.logs import sent, visit
from tests.conftest import TESTS
from tests.steps.test_packs import DAY, figures, frozen, worked


def test_a_dump_and_the_files_restored_elsewhere_hold_all_that_was_acknowledged_before(
    postgres: Postgres, lake: LakeAt, tmp_path: Path
) -> None:
    store = Store(tmp_path / "data", lake=lake)
    session = Session(store, TESTS)
    pass_id = brief(session, duty_now()).taskings[0].pass_id
    in_files, inlined, later = (parse(sent()) for _ in range(3))
    logs.accept(session, in_files, pass_id)
    lake_moves.tidy(Session(store, SYSTEM))
    logs.accept(session, inlined, pass_id)
    name = str(psycopg.conninfo.conninfo_to_dict(lake.connection)["dbname"])
    postgres.program("pg_dump", "-Fc", "-f", tmp_path / "lake.dump", "-d", lake.connection)
    logs.accept(session, later, pass_id)
    lake_moves.tidy(Session(store, SYSTEM))  # files that the dump knows nothing of
    shutil.copytree(lake.files, tmp_path / "kept")
    store.close()
    postgres.drop(name)
    shutil.rmtree(lake.files)

    postgres.do(f"CREATE DATABASE {name}")
    postgres.program("pg_restore", "-d", lake.connection, tmp_path / "lake.dump")
    restored = Store(tmp_path / "data", lake=LakeAt(lake.connection, tmp_path / "kept"))
    again = Session(restored, TESTS)
    kept = [row["log_id"] for row in exports.documents(again)]
    assert sorted(kept) == sorted([in_files.log_id, inlined.log_id])
    assert logs.accept(again, in_files, pass_id).repeated
    assert not logs.accept(again, later, pass_id).repeated  # the phone sends it once more
    restored.close()


def test_the_lake_as_it_was_gives_the_figures_of_the_pack_that_was_frozen_then(
    lake: LakeAt, tmp_path: Path
) -> None:
    store = Store(tmp_path / "data", lake=lake)
    session = Session(store, TESTS)
    areas = worked(session)
    pack = frozen(session, questions=())
    then = clock.now()
    visit(session, areas["Station"], DAY, minutes=20, engagements=7)
    lake_moves.tidy(Session(store, SYSTEM))
    assert figures(frozen(session, questions=())) != figures(pack)
    lake_moves.copy_then(Session(store, SYSTEM), tmp_path / "then" / REAL, then)
    with pytest.raises(InputWrong, match="is younger"):
        lake_moves.copy_then(
            Session(store, SYSTEM), tmp_path / "never.duckdb", then - timedelta(days=400)
        )
    with store.database.writing() as written:
        written.cursor.execute("DELETE FROM schema_versions WHERE version > 30")
    with pytest.raises(InputWrong, match="after the update"):
        lake_moves.copy_then(Session(store, SYSTEM), tmp_path / "older.duckdb", clock.now())
    store.close()
    opened = Store(tmp_path / "then")
    assert figures(frozen(Session(opened, TESTS), questions=())) == figures(pack)
    opened.close()
