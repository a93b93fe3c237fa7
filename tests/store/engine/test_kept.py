"""What the disk must still hold: a database or journal that is not as it was left is told before
anything is opened, nothing of it is changed, and a restore brings back what the backup holds.
"""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from patrolqr.core.errors import DatabaseDamaged, DatabaseMissing, PatrolError
from patrolqr.core.form.log import parse
from patrolqr.store import REAL, Session, Store, backups, exports, has_data, logs
from patrolqr.store.engine import kept
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.killed import kill_once_it_says
from tests.builders.logs import sent
from tests.conftest import TESTS

MORE = """
import sys
from pathlib import Path
from patrolqr.core.actor import Actor
from patrolqr.core.form.log import parse
from patrolqr.store import Session, Store, logs
from tests.builders.logs import sent
session = Session(Store(Path(sys.argv[1])), Actor("phones", "officer"))
for _ in range(5):
    logs.accept(session, parse(sent()), sys.argv[2])
print("sent", flush=True)
sys.stdin.read()
"""
"""Five logs more, by a process that is killed when they are acknowledged: they are in the journal."""

IN_BACKUP, IN_JOURNAL = 3, 5


@pytest.fixture
def left(store: Session, tmp_path: Path) -> Path:
    """Return a data folder that a killed process left: 3 logs in the database and a backup beside
    it, 5 more in the journal.
    """
    pass_id = brief(store, duty_now()).taskings[0].pass_id
    for _ in range(IN_BACKUP):
        logs.accept(store, parse(sent()), pass_id)
    backups.make(store, tmp_path / "backup.duckdb")
    folder = store.store.folder
    store.store.close()
    kill_once_it_says("sent", MORE, folder, pass_id)
    assert kept.size_of(journal(folder)) > 0
    return folder


def journal(folder: Path) -> Path:
    return kept.journal_of(folder / REAL)


def count(folder: Path) -> int:
    opened = Store(folder)
    found = len(exports.documents(Session(opened, TESTS)))
    opened.close()
    return found


def flip(path: Path, place: float) -> None:
    """Change one byte at that share of the file."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    path.write_bytes(content)


def cut(path: Path, share: float) -> None:
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


def zero(path: Path, since: float = 0) -> None:
    content = path.read_bytes()
    start = int(len(content) * since)
    path.write_bytes(content[:start] + bytes(len(content) - start))


def replace_by_backup(folder: Path) -> None:
    assert count(folder) == IN_BACKUP + IN_JOURNAL  # started and stopped once more
    shutil.copyfile(folder.parent / "backup.duckdb", folder / REAL)


def leave_journal_of_another(folder: Path) -> None:
    """Put another state of the database under the journal, as a copy by hand does."""
    shutil.copyfile(folder.parent / "backup.duckdb", folder / REAL)
    with duckdb.connect(str(folder.parent / "backup.duckdb")) as other:
        for number in range(3):
            other.execute(f"CREATE TABLE other{number} (name VARCHAR)")
            other.execute("CHECKPOINT")
    shutil.copyfile(folder.parent / "backup.duckdb", folder / REAL)


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "journal removed": (lambda folder: journal(folder).unlink(), "journal .* is missing"),
    "journal empty": (lambda folder: journal(folder).write_bytes(b""), "is missing"),
    "journal cut": (lambda folder: cut(journal(folder), 0.7), "journal .* is cut"),
    "journal changed": (lambda folder: flip(journal(folder), 0.5), "damaged"),
    "journal zeroed": (lambda folder: zero(journal(folder)), "journal .* is damaged"),
    "journal's end zeroed": (lambda folder: zero(journal(folder), 0.6), "damaged"),
    "journal of another": (leave_journal_of_another, "left over"),
    "database removed": (lambda folder: (folder / REAL).unlink(), "is missing, and was there"),
    "database empty": (lambda folder: (folder / REAL).write_bytes(b""), "no database any more"),
    "database cut": (lambda folder: cut(folder / REAL, 0.5), "damaged"),
    "database zeroed": (lambda folder: zero(folder / REAL), "no database any more"),
    "database's headers alone": (lambda folder: cut(folder / REAL, 0.001), "no database|damaged"),
    "note unreadable": (
        lambda folder: kept.beside(folder / REAL).write_text("?"),
        "cannot be read",
    ),
    "an older copy by hand": (replace_by_backup, "holds 3 patrol logs, and 8 were acknowledged"),
}


@pytest.mark.parametrize("harm", HARM)
def test_what_is_not_as_it_was_left_is_told_and_a_restore_brings_the_backup_back(
    left: Path, tmp_path: Path, harm: str
) -> None:
    do, told = HARM[harm]
    do(left)
    before = contents(left)
    assert has_data(left), "the demo would take its place"
    with pytest.raises((DatabaseDamaged, DatabaseMissing), match=told) as refused:
        Store(left)
    assert "restore" in refused.value.sentence
    checked = backups.check(left)
    assert checked.problems
    assert contents(left) == before, "nothing is changed or deleted"
    backup = tmp_path / "backup.duckdb"
    if harm == "journal of another":
        backup = Path(shutil.copy(left / REAL, tmp_path / "another.duckdb"))
    done = backups.restore(left, backup)
    put_aside = {hashlib.sha256(path.read_bytes()).hexdigest() for path in done.put_aside}
    assert put_aside >= {before[name] for name in before if name.startswith(REAL)}
    assert count(left) == IN_BACKUP


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of each file of the folder that is no lock."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("*")
        if path.is_file() and not path.name.startswith("in-use")
    }


def test_a_process_that_was_killed_is_no_harm(left: Path) -> None:
    assert backups.check(left).problems == []
    assert count(left) == IN_BACKUP + IN_JOURNAL
    assert kept.size_of(journal(left)) == 0


def test_one_byte_changed_deep_in_the_file_is_found_by_the_check(left: Path) -> None:
    assert count(left) == IN_BACKUP + IN_JOURNAL
    path = left / REAL
    size = path.stat().st_size
    found = 0
    for share in (0.2, 0.4, 0.6, 0.8, 0.95):
        shutil.copyfile(path, left.parent / "one.duckdb")
        flip(left.parent / "one.duckdb", share)
        try:
            backups.read_whole(left.parent / "one.duckdb", read_only=True)
        except DatabaseDamaged:
            found += 1
    assert found, f"none of five changed bytes in {size:,} was found"


@pytest.mark.parametrize("harm", ["journal cut", "journal zeroed", "journal changed"])
def test_where_there_is_no_backup_what_can_be_read_is_taken(left: Path, harm: str) -> None:
    HARM[harm][0](left)
    done = backups.accept(left)
    assert done.acknowledged_before == IN_BACKUP + IN_JOURNAL
    assert IN_BACKUP <= done.holding.acknowledged < IN_BACKUP + IN_JOURNAL
    assert count(left) == done.holding.acknowledged
    assert all(path.exists() for path in done.put_aside)


def test_a_database_that_is_gone_for_good_is_given_up_by_name_only(left: Path) -> None:
    (left / REAL).unlink()
    backups.accept(left)
    assert not has_data(left)
    assert len(list(left.glob("*given-up*"))) == 2, "its journal and its note are kept"


def test_a_database_that_cannot_be_read_at_all_is_not_accepted(left: Path) -> None:
    zero(left / REAL)
    before = contents(left)
    with pytest.raises(PatrolError, match="cannot be read"):
        backups.accept(left)
    after = contents(left)
    assert {name: after[name] for name in before} == before
