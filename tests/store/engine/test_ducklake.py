"""A lake: one process writes, others stand by; who lost the lock commits nothing; what is redacted is
gone; a file moves in and out.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import duckdb
import psycopg
import pytest

from patrolqr.core import clock
from patrolqr.core.actor import SYSTEM
from patrolqr.core.errors import DatabaseBusy, LakeFailed, SettingWrong, StandingBy
from patrolqr.core.form.log import parse
from patrolqr.core.settings import LakeAt
from patrolqr.store import (
    Session,
    Store,
    briefings,
    lake_moves,
    load_jobs,
    logs,
    pairings,
    people,
    picks,
)
from patrolqr.store.engine import lease
from patrolqr.store.engine.lease import WRITES
from tests.builders import lakes
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty_now
from tests.builders.lakes import Postgres
from tests.builders.logs import sent
from tests.builders.waiting import until
from tests.conftest import TESTS

SECRET = "Ferdinand Example"
JOB = "5f0f4c1e-0000-4000-8000-000000000001"


@pytest.fixture
def second(opened: Session, lake: LakeAt, tmp_path: Path) -> Iterator[Session]:
    """Give a second store on the same lake."""
    store = Store(tmp_path / "second", lake=lake)
    yield Session(store, TESTS)
    store.close()


WRITING = f"FROM pg_stat_activity WHERE application_name = '{WRITES}'"


def enter(session: Session, name: str) -> None:
    people.keep_name(session, name, "this one")


def entered(session: Session) -> list[str]:
    return [people.name_at(session, "this one")]


def wait_until_active(session: Session) -> None:
    def is_so() -> bool:
        return session.store.database.is_active

    until(lambda: is_so() or None, lambda: "the lock was never taken")


def test_a_second_process_reads_what_is_committed_and_refuses_what_is_entered(
    opened: Session, second: Session
) -> None:
    before = second.revision
    enter(opened, "North")
    until(lambda: second.revision != before or None, lambda: "the state was never seen")
    assert "North" in entered(second)
    with pytest.raises(StandingBy, match="Use the other one"):
        enter(second, "South")
    with pytest.raises(StandingBy):
        pairings.shown_code(second, at=clock.now())


def test_a_second_process_takes_over_and_knows_what_the_first_one_did(
    opened: Session, second: Session
) -> None:
    before = second.revision
    opened.store.close()
    wait_until_active(second)
    assert second.revision[0] != before[0]
    enter(second, "South")


def test_where_postgresql_goes_away_nothing_is_taken_and_all_goes_on_once_it_is_back(
    opened: Session, postgres: Postgres
) -> None:
    enter(opened, "North")
    lakes.stop(postgres.programs, postgres.folder)
    try:
        for act in (lambda: enter(opened, "South"), lambda: entered(opened)):
            with pytest.raises((LakeFailed, StandingBy)):
                act()
        until(lambda: not opened.store.database.is_active or None, lambda: "it was not noticed")
    finally:
        lakes.start(postgres.programs, postgres.folder, *lakes.QUICK)
    wait_until_active(opened)
    assert entered(opened) == ["North"]
    enter(opened, "South")
    assert entered(opened) == ["South"]


def lock_holders(postgres: Postgres, lake: LakeAt) -> list[tuple[object, ...]]:
    name = psycopg.conninfo.conninfo_to_dict(lake.connection)["dbname"]
    code = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
    return postgres.do(code, str(name))


def test_one_that_lost_its_lock_takes_nothing_until_it_has_it_again(
    opened: Session, lake: LakeAt, postgres: Postgres
) -> None:
    database = opened.store.database
    kept = load_jobs.keep_file(opened, JOB, "crime.csv", BytesIO(b"rows"))
    load_jobs.ask(opened, JOB, "crime.csv")
    before = opened.revision
    ((holder,),) = lock_holders(postgres, lake)
    postgres.do(f"SELECT pg_terminate_backend({holder})")
    until(lambda: database.name != before[0] or None, lambda: "the loss was never noticed")
    wait_until_active(opened)
    enter(opened, "North")
    assert opened.revision[0] != before[0]
    assert kept.exists(), "its own load goes on"
    assert load_jobs.interrupted(opened) == []


def test_of_a_commit_that_is_not_answered_nobody_says_that_it_is_not_kept(
    opened: Session, postgres: Postgres
) -> None:
    database, before = opened.store.database, opened.revision
    with pytest.raises(LakeFailed, match="may be kept or not"), database.writing() as written:  # noqa: PT012
        written.cursor.execute(f"INSERT INTO strategies (text) VALUES ('{SECRET}')")
        postgres.do(f"SELECT pg_terminate_backend(pid) {WRITING}")
        until(lambda: not postgres.do(f"SELECT {WRITING}") or None, lambda: "they go on")
    assert opened.revision != before


def test_a_command_that_finds_another_at_work_takes_nothing_over(
    opened: Session, lake: LakeAt, tmp_path: Path
) -> None:
    command = Store(tmp_path / "second", lake=lake, takes_over=False)
    watching = [each for each in threading.enumerate() if each.name == "lease"]
    command.close()
    assert not command.database.is_active
    assert len(watching) == 1


def test_who_takes_over_waits_for_nobody_that_stands_still_in_a_commit(
    opened: Session, second: Session, lake: LakeAt
) -> None:
    """A process that is stopped there holds the row of the number, and its connection lasts."""
    with closing(psycopg.connect(lake.connection, application_name=WRITES)) as still:
        still.execute("SELECT number FROM patrolqr_lease FOR SHARE")
        opened.store.close()
        wait_until_active(second)
    enter(second, "North")


def test_a_commit_under_a_number_that_is_over_is_refused_by_postgresql_itself(
    opened: Session, lake: LakeAt, postgres: Postgres
) -> None:
    """So stands a process that was asleep while another took over, and does not know it yet."""
    name = str(psycopg.conninfo.conninfo_to_dict(lake.connection)["dbname"])
    with pytest.raises(StandingBy), opened.writing("set up") as written:  # noqa: PT012
        written.cursor.execute("INSERT INTO about (name, value) VALUES ('a', 'b')")
        postgres.do("UPDATE patrolqr_lease SET number = number + 1", name)
    wait_until_active(opened)
    with opened.writing("set up") as written:
        assert written.cursor.execute("FROM about WHERE name = 'a'").fetchall() == []


def test_a_log_stored_by_the_first_is_known_to_the_one_that_takes_over(
    opened: Session, second: Session
) -> None:
    now = duty_now()
    picks.pick(opened, now, [candidate(1)])
    briefing = briefings.save(opened, draft(opened, now))
    said = parse(sent())
    assert not logs.accept(opened, said, briefing.taskings[0].pass_id).repeated
    opened.store.close()
    wait_until_active(second)
    assert logs.accept(second, said, briefing.taskings[0].pass_id).repeated


def held_in(postgres: Postgres, lake: LakeAt, text: str) -> list[str]:
    """Return the files and the tables of PostgreSQL in which a text stands."""
    name = str(psycopg.conninfo.conninfo_to_dict(lake.connection)["dbname"])
    files = [str(each) for each in lake.files.rglob("*") if each.is_file()]
    found = [each for each in files if text.encode() in Path(each).read_bytes()]
    with duckdb.connect() as reader:
        for each in files:
            read = "SELECT count(*) FROM read_parquet(?) AS held WHERE contains(held::VARCHAR, ?)"
            found += [each] if reader.execute(read, [each, text]).fetchone() != (0,) else []
    for (table,) in postgres.do(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", name
    ):
        forms = f"(%{text}%|%{text.encode().hex()}%)"
        asked = f"SELECT count(*) FROM \"{table}\" AS held WHERE held::text SIMILAR TO '{forms}'"
        found += [str(table)] if postgres.do(asked, name) != [(0,)] else []
    postgres.do("CHECKPOINT", name)
    ((number,),) = postgres.do(f"SELECT oid FROM pg_database WHERE datname = '{name}'")
    own = (postgres.folder / "data" / "base" / str(number)).iterdir()
    return found + [str(each) for each in own if text.encode() in each.read_bytes()]


def test_what_was_redacted_is_gone_from_files_and_from_postgresql_s_tables(
    opened: Session, lake: LakeAt, postgres: Postgres
) -> None:
    database = opened.store.database
    with database.writing() as written:
        many = f"INSERT INTO handovers (text) SELECT '{SECRET} ' || n FROM range(3000) AS t(n)"
        written.cursor.execute(many)
        written.cursor.execute(f"INSERT INTO strategies (text) VALUES ('{SECRET}'), ('Kept')")
    assert held_in(postgres, lake, SECRET)
    with database.writing() as written:
        written.cursor.execute("DELETE FROM handovers")
        written.cursor.execute(f"UPDATE strategies SET text = '[redacted]' WHERE text = '{SECRET}'")
    database.rewrite()
    assert held_in(postgres, lake, SECRET) == []
    with database.writing() as written:
        written.cursor.execute("INSERT INTO strategies (text) VALUES ('Zeal')")
        read = "SELECT count(*), max(text) FROM strategies WHERE text >= 'Z'"
        assert written.cursor.execute(read).fetchall() == [(2, "[redacted]")]
    assert held_in(postgres, lake, SECRET) == []


def insert(session: Session, rows: int) -> None:
    with session.store.database.writing() as written:
        many = f"INSERT INTO handovers (text) SELECT '{SECRET} ' || n FROM range({rows}) AS t(n)"
        written.cursor.execute(many)


def test_every_file_is_on_the_disk_itself_before_the_lake_says_that_it_has_it(
    opened: Session, lake: LakeAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[str] = set()
    sync = os.fsync

    def noted(descriptor: int) -> None:
        sync(descriptor)
        synced.add(os.readlink(f"/proc/self/fd/{descriptor}"))

    monkeypatch.setattr(os, "fsync", noted)
    for act in (
        lambda: insert(opened, 3000),  # into a file at once
        lambda: insert(opened, 5),
        lambda: lake_moves.tidy(Session(opened.store, SYSTEM)),  # these too; both put together
        opened.store.database.rewrite,
    ):
        before = set(lake.files.rglob("*.parquet"))
        act()
        made = set(lake.files.rglob("*.parquet")) - before
        needed = {str(each) for each in made} | {str(each.parent) for each in made}
        assert needed <= synced


def test_where_the_files_are_away_a_second_process_says_so_and_takes_over_once_they_are_back(
    opened: Session, second: Session, lake: LakeAt, capsys: pytest.CaptureFixture[str]
) -> None:
    aside = lake.files.rename(lake.files.with_name("aside"))
    lake.files.touch()
    opened.store.close()
    until(lambda: "is not there" in capsys.readouterr().err or None, lambda: "it was never told")
    assert not second.store.database.is_active
    lake.files.unlink()
    aside.rename(lake.files)
    wait_until_active(second)


def test_a_rewrite_waits_for_no_reader_for_long_and_leaves_what_another_process_may_be_writing(
    opened: Session, lake: LakeAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert(opened, 3000)
    (file,) = lake.files.rglob("*.parquet")
    left, young = (file.with_name(f"ducklake-{name}.parquet") for name in ("left", "young"))
    for each, aside_s in ((left, -60), (young, 3600)):
        shutil.copy(file, each)
        os.utime(each, (time.time() + aside_s,) * 2)
    monkeypatch.setattr(lease, "HELD_AT_MOST", "50ms")
    with closing(psycopg.connect(lake.connection)) as reader:
        reader.execute("SELECT * FROM ducklake_table_column_stats")
        with pytest.raises(DatabaseBusy):
            opened.store.database.rewrite()
    assert (left.exists(), young.exists()) == (False, True)


def test_a_lake_that_cannot_be_reached_says_so_and_no_password(tmp_path: Path) -> None:
    told = f"host={tmp_path} dbname=none password=hush"
    with pytest.raises(LakeFailed, match="does not answer") as problem:
        Store(tmp_path / "data", lake=LakeAt(told, tmp_path / "files"))
    assert "hush" not in problem.value.sentence
    with pytest.raises(SettingWrong, match="such as") as wrong:
        Store(tmp_path / "data", lake=LakeAt("hush hush", tmp_path / "files"))
    assert "hush" not in wrong.value.sentence
