"""Backups: whole or not there, made beside phones and loads, restored to what was acknowledged."""

import gzip
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from patrolqr.core import clock
from patrolqr.core.errors import (
    DatabaseDamaged,
    DatabaseNewer,
    DiskFailed,
    FolderInUse,
    InputWrong,
)
from patrolqr.core.form.log import parse
from patrolqr.store import REAL, Session, Store, backups, exports, keeping, logs
from patrolqr.store.engine import backup_files, kept
from patrolqr.store.engine.schema import newest_known
from tests.builders.briefings import brief
from tests.builders.disk import room
from tests.builders.duties import duty_now
from tests.builders.logs import sent
from tests.conftest import TESTS

OLD = Path(__file__).with_name("database_0_1_1.duckdb.gz")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def send(session: Session, pass_id: str, number: int) -> list[str]:
    """Send so many logs; return the ids that were acknowledged."""
    return [logs.accept(session, parse(sent()), pass_id).log_id for _ in range(number)]


def ids_in(folder: Path) -> set[str]:
    """Return the logs of the database in the folder, which is opened as the app does."""
    opened = Store(folder)
    found = {row["log_id"] for row in exports.documents(Session(opened, TESTS))}
    opened.close()
    return found


def test_a_backup_holds_what_is_acknowledged_and_comes_back_on_an_empty_folder(
    store: Session, tmp_path: Path
) -> None:
    acknowledged = send(store, brief(store, duty_now()).taskings[0].pass_id, 10)
    holding = backups.make(store, tmp_path / "b.duckdb")
    assert holding.sentence.startswith("10 patrol logs, 1 version of a briefing, 0 incidents")
    assert (tmp_path / "b.duckdb").stat().st_mode & 0o777 == 0o600
    done = backups.restore(tmp_path / "new", tmp_path / "b.duckdb")
    assert (done.put_aside, done.acknowledged_before) == ([], 0)
    assert ids_in(tmp_path / "new") == set(acknowledged)


def test_a_backup_beside_twenty_senders_holds_all_that_was_acknowledged_before_it(
    store: Session, tmp_path: Path
) -> None:
    pass_id = brief(store, duty_now()).taskings[0].pass_id
    acknowledged: list[str] = []
    stop = threading.Event()

    def keep_sending() -> None:
        while not stop.is_set():
            acknowledged.extend(send(store, pass_id, 1))

    senders = [threading.Thread(target=keep_sending) for _ in range(20)]
    for each in senders:
        each.start()
    try:
        before = []
        for number in range(5):
            before.append(set(acknowledged))
            backups.make(store, tmp_path / f"{number}.duckdb")
    finally:
        stop.set()
        for each in senders:
            each.join()
    for number, those in enumerate(before):
        backups.restore(tmp_path / str(number), tmp_path / f"{number}.duckdb")
        assert those <= ids_in(tmp_path / str(number))


def test_a_backup_is_made_while_a_load_runs_and_holds_nothing_of_it(
    store: Session, tmp_path: Path
) -> None:
    pass_id = brief(store, duty_now()).taskings[0].pass_id
    with store.loading("load") as written:
        written.cursor.execute("INSERT INTO about SELECT range, 'x' FROM range(300000)")
        acknowledged = send(store, pass_id, 3)
        holding = backups.make(store, tmp_path / "b.duckdb")
        assert (holding.tables["patrol_logs"], holding.tables["about"]) == (3, 0)
        assert not list(tmp_path.glob("b.duckdb?*")), "one file"
    backups.restore(tmp_path / "new", tmp_path / "b.duckdb")
    assert ids_in(tmp_path / "new") == set(acknowledged)


def test_a_backup_that_finds_no_room_leaves_the_earlier_one_and_the_database_well(
    store: Session, tmp_path: Path
) -> None:
    pass_id = brief(store, duty_now()).taskings[0].pass_id
    send(store, pass_id, 3)
    backups.make(store, tmp_path / "b.duckdb")
    earlier = (tmp_path / "b.duckdb").read_bytes()
    with room(len(earlier) // 2), pytest.raises(DiskFailed, match="could not be written"):
        backups.make(store, tmp_path / "b.duckdb")
    assert (tmp_path / "b.duckdb").read_bytes() == earlier
    assert not list(tmp_path.glob("*.unfinished*"))
    send(store, pass_id, 1)
    assert backups.make(store, tmp_path / "b.duckdb").tables["patrol_logs"] == 4


def test_a_stop_that_finds_no_room_says_so_and_the_next_start_has_all(
    store: Session, tmp_path: Path
) -> None:
    acknowledged = send(store, brief(store, duty_now()).taskings[0].pass_id, 3)
    with room(1), pytest.raises(DiskFailed, match="could not be written"):
        store.store.close()
    assert ids_in(store.store.folder) == set(acknowledged)


def test_a_stop_writes_all_into_the_one_file(store: Session, tmp_path: Path) -> None:
    acknowledged = send(store, brief(store, duty_now()).taskings[0].pass_id, 100)
    assert kept.size_of(kept.journal_of(store.store.folder / REAL)) > 0
    store.store.close()
    assert not kept.journal_of(store.store.folder / REAL).exists()
    (tmp_path / "new").mkdir()
    shutil.copy(store.store.folder / REAL, tmp_path / "new")
    assert ids_in(tmp_path / "new") == set(acknowledged)


def test_a_restore_keeps_what_was_there_and_says_how_many_logs_are_not_in_it(
    store: Session, tmp_path: Path
) -> None:
    pass_id = brief(store, duty_now()).taskings[0].pass_id
    first = send(store, pass_id, 2)
    backups.make(store, tmp_path / "b.duckdb")
    second = send(store, pass_id, 3)
    folder = store.store.folder
    with pytest.raises(FolderInUse, match="already running"):
        backups.restore(folder, tmp_path / "b.duckdb")
    store.store.close()
    done = backups.restore(folder, tmp_path / "b.duckdb")
    assert (done.acknowledged_before, done.holding.acknowledged) == (5, 2)
    assert ids_in(folder) == set(first)
    backups.restore(folder, done.put_aside[0])
    assert ids_in(folder) == {*first, *second}


def test_a_file_that_is_no_backup_changes_nothing(store: Session, tmp_path: Path) -> None:
    acknowledged = send(store, brief(store, duty_now()).taskings[0].pass_id, 2)
    backups.make(store, tmp_path / "b.duckdb")
    folder = store.store.folder
    store.store.close()
    whole = (tmp_path / "b.duckdb").read_bytes()
    (tmp_path / "cut.duckdb").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.duckdb").touch()
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with duckdb.connect(str(tmp_path / "b.duckdb")) as newer:
        newer.execute("INSERT INTO schema_versions (version) VALUES (?)", [newest_known() + 1])
    for name in ("cut", "empty", "other", "missing"):
        with pytest.raises(DatabaseDamaged, match=name):
            backups.restore(folder, tmp_path / f"{name}.duckdb")
    with pytest.raises(DatabaseNewer, match=r"b\.duckdb"):
        backups.restore(folder, tmp_path / "b.duckdb")
    with pytest.raises(InputWrong):
        backups.restore(folder, folder / REAL)
    assert ids_in(folder) == set(acknowledged)


def test_a_database_of_an_earlier_version_is_copied_before_it_is_brought_up_to_date(
    tmp_path: Path,
) -> None:
    (tmp_path / "old.duckdb").write_bytes(gzip.decompress(OLD.read_bytes()))
    backups.restore(tmp_path / "data", tmp_path / "old.duckdb")
    opened = Store(tmp_path / "data")
    copied = opened.database.copied_before
    assert len(exports.documents(Session(opened, TESTS))) == 6
    opened.close()
    assert copied is not None
    assert "before-migration" in copied.name
    found = backups.read_whole(copied, read_only=True)
    assert (found.tables["patrol_logs"], found.schema < newest_known()) == (6, True)
    again = Store(tmp_path / "data")
    assert again.database.copied_before is None, "one copy, before the one migration"
    again.close()


def test_a_disk_without_room_for_that_copy_leaves_the_earlier_version_as_it_was(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / REAL
    file.write_bytes(gzip.decompress(OLD.read_bytes()))
    with room(file.stat().st_size // 2), pytest.raises(DiskFailed):
        Store(tmp_path / "data")
    assert backups.read_whole(file, read_only=True).schema < newest_known()
    opened = Store(tmp_path / "data")
    assert len(exports.documents(Session(opened, TESTS))) == 6
    opened.close()


def test_the_demo_is_not_backed_up(town_store: Session, tmp_path: Path) -> None:
    with pytest.raises(InputWrong, match="demo"):
        backups.make(town_store, tmp_path / "b.duckdb")


def test_the_newest_are_kept_and_the_last_of_each_day_for_two_weeks(tmp_path: Path) -> None:
    hours = [MONDAY - timedelta(hours=each) for each in range(24 * 20)]
    found = [tmp_path / backup_files.named(at) for at in hours]
    gone = backup_files.too_many(found, MONDAY)
    left = sorted(set(found) - set(gone), reverse=True)
    assert left[: backup_files.NEWEST_KEPT] == found[: backup_files.NEWEST_KEPT]
    made = [at for path in left if (at := backup_files.made_at(path))]
    assert len({at.date() for at in made}) == backup_files.DAYS_KEPT
    assert {at.hour for at in made[backup_files.NEWEST_KEPT :]} == {23}


def test_backups_older_than_they_are_kept_go_once_a_newer_one_is_made(
    store: Session, tmp_path: Path
) -> None:
    now = clock.now()
    ages = [timedelta(days=2, minutes=-1), timedelta(days=2, minutes=1), timedelta(days=9)]
    made = [tmp_path / backup_files.named(now - age) for age in ages]
    for each in made:
        each.touch()
    assert backups.make_in(store, tmp_path).removed == 0, "nothing is set"
    keeping.keep(store, {"backups": 2}, seen={})
    assert backups.make_in(store, tmp_path).removed == 2
    assert [each.exists() for each in made] == [True, False, False]


def test_only_backups_are_removed(store: Session, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = [folder / name for name in ("patrolqr-mine.duckdb", "notes.txt")]
    for each in others:
        each.touch()
    for number in range(backup_files.NEWEST_KEPT):
        (folder / backup_files.named(MONDAY - timedelta(minutes=number))).touch()
    made = backups.make_in(store, folder)
    assert made.removed == 1
    assert all(each.exists() for each in others)
    assert backups.newest_at(folder) == backup_files.made_at(made.path)
