"""What was to be loaded: on record also where its end was not foreseen, and its file until then."""

import io
from pathlib import Path

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.store import Session, Store, load_jobs, loaded
from tests.builders import street
from tests.builders.killed import kill_once_it_says
from tests.conftest import TESTS

KILLED = """
import io, sys
from pathlib import Path
from patrolqr.core.actor import Actor
from patrolqr.readers import Choice
from patrolqr.steps import load_jobs
from patrolqr.store import Session, Store
session = Session(Store(Path(sys.argv[1]), real=True), Actor("Sgt 4412", "desk"))
file = io.BytesIO(Path(sys.argv[2]).read_bytes())
file.name = "january.csv"
with session.loading("load"):
    load_jobs.start(session, [file], Choice())
    print("begun", flush=True)
    sys.stdin.read()
"""


def test_what_was_being_loaded_when_patrolqr_was_killed_is_on_record_and_left_nothing(
    tmp_path: Path,
) -> None:
    file = street.write(tmp_path, street.row())
    kill_once_it_says("begun", KILLED, tmp_path / "data", file)
    assert (tmp_path / "data" / load_jobs.FILES).is_dir()
    opened = Store(tmp_path / "data", real=True)
    store = Session(opened, TESTS)
    try:
        (job,) = load_jobs.jobs(store).to_dict("records")
        assert (job["file_name"], job["asked_by"]) == ("january.csv", "Sgt 4412")
        assert job["state"] == "interrupted"
        assert "Nothing half-done was kept: load the file again" in job["sentence"]
        assert [row["file_name"] for row in load_jobs.interrupted(store)] == ["january.csv"]
        assert not (tmp_path / "data" / load_jobs.FILES).exists()
        assert loaded.loaded(store).empty
    finally:
        opened.close()


def test_an_interruption_is_told_until_the_file_is_loaded_again(store: Session) -> None:
    load_jobs.ask(store, job_id := "6f0c0c5e-63ae-4f3b-9a3e-0c5a7d9f4a01", "january.csv")
    load_jobs.end(store, job_id, "interrupted", load_jobs.INTERRUPTED)
    assert len(load_jobs.interrupted(store)) == 1
    load_jobs.ask(store, "6f0c0c5e-63ae-4f3b-9a3e-0c5a7d9f4a02", "january.csv")
    assert not load_jobs.interrupted(store)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("2025-01-kent-street.csv", "2025-01-kent-street.csv"),
        ("../../etc/calls.csv", "calls.csv"),
        ("C:\\Users\\me\\calls.csv", "calls.csv"),
        ("..", "file"),
        ("", "file"),
        ("é" * 200 + ".csv", "é" * 98 + ".csv"),
    ],
)
def test_a_file_is_kept_in_a_folder_of_its_own_whatever_it_is_called(
    store: Session, name: str, kept: str
) -> None:
    path = load_jobs.keep_file(store, "job", name, io.BytesIO(b"rows"))
    assert path.name == kept
    assert path.read_bytes() == b"rows"
    assert path.parent == store.store.folder / load_jobs.FILES / "job"
    load_jobs.forget_file(store, "job")
    assert not path.exists()


def test_a_file_that_would_fill_the_disk_is_refused_before_anything_is_written(
    store: Session, tmp_path: Path
) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(1 << 40)  # a file of holes: no disk is used
    with path.open("rb") as content, pytest.raises(InputWrong, match="Make room on the disk"):
        load_jobs.keep_file(store, "job", "huge.csv", content)
    assert not (store.store.folder / load_jobs.FILES).exists()


def test_a_file_for_which_there_is_no_room_is_refused_in_a_sentence(store: Session) -> None:
    (store.store.folder / load_jobs.FILES).write_bytes(b"in the way")
    with pytest.raises(InputWrong, match=r"calls\.csv cannot be kept to be loaded: "):
        load_jobs.keep_file(store, "job", "calls.csv", io.BytesIO(b"rows"))
