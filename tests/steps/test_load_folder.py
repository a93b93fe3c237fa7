"""A watched folder: what is dropped into it is loaded once it is complete, and put away."""

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from patrolqr.core.errors import SettingWrong
from patrolqr.steps import load_folder, load_jobs
from patrolqr.steps.load import Unconfirmed
from patrolqr.steps.load_folder import LOADED, REFUSED, Watched
from patrolqr.steps.load_jobs import Job
from patrolqr.store import Session, Store, loaded
from patrolqr.store import load_jobs as records
from tests.builders import street
from tests.builders.waiting import until

CALLS = (
    "Incident No,Opened,Grade,Closing Code,Latitude,Longitude\n"
    "101,2026-11-24 21:05:00,1,ASB,52.69,-2.03\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that can be watched."""
    load_folder.prepare(tmp_path / "dropped")
    return tmp_path / "dropped"


@pytest.fixture
def watched(store: Session, folder: Path) -> Watched:
    """Return the folder, watched, but not yet looked at."""
    assert isinstance(store.store, Store)
    return Watched(store.store, folder)


def load_all(watched: Watched) -> list[Job]:
    """Return the jobs of what is loaded at the second of two looks."""
    watched.look()
    jobs = watched.look()
    assert all(job.wait(60) for job in jobs)
    return jobs


def there(folder: Path) -> list[str]:
    """Return every file in the folder and those within it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_that_is_dropped_is_loaded_and_moved_away(
    store: Session, watched: Watched, folder: Path
) -> None:
    street.write(folder, street.row(), name="january.csv")
    (job,) = load_all(watched)
    assert job.state == "done"
    assert there(folder) == [f"{LOADED}/january.csv"]
    assert loaded.loaded(store)["rows_new"].tolist() == [1]
    (row,) = records.jobs(store).to_dict("records")
    assert (row["asked_by"], row["state"]) == ("the watched folder", "done")
    assert not load_all(watched)


def test_a_file_that_still_grows_waits(watched: Watched, folder: Path) -> None:
    file = street.write(folder, street.row(), name="january.csv")
    assert not watched.look()
    with file.open("a") as more:
        more.write(street.row(street.NUISANCE) + "\n")
    assert not watched.look()
    (job,) = watched.look()
    assert job.wait(60)
    assert "2 read = 2 new" in job.sentence


def test_a_file_that_is_being_loaded_is_not_begun_twice(
    store: Session, watched: Watched, folder: Path
) -> None:
    street.write(folder, street.row(), name="january.csv")
    watched.look()
    with store.loading("load"):
        (job,) = watched.look()
        assert not watched.look()
    assert job.wait(60)
    assert len(records.jobs(store)) == 1


@pytest.mark.parametrize("name", [".hidden.csv", "~$calls.xlsx", "calls.csv.part", "calls.TMP"])
def test_what_somebody_is_still_writing_is_left_alone(
    watched: Watched, folder: Path, name: str
) -> None:
    street.write(folder, street.row(), name=name)
    assert not load_all(watched)
    assert there(folder) == [name]


def test_a_file_that_cannot_be_read_is_put_aside_with_its_sentence(
    watched: Watched, folder: Path
) -> None:
    (folder / "holiday.csv").write_text("<html>")
    (job,) = load_all(watched)
    assert job.state == "failed"
    assert there(folder) == [f"{REFUSED}/holiday.csv", f"{REFUSED}/holiday.csv.txt"]
    told = (folder / REFUSED / "holiday.csv.txt").read_text("utf-8")
    assert told.startswith("holiday.csv is a web page")
    assert not load_all(watched), "its sentence is no file to load"


def test_a_table_that_nobody_has_confirmed_is_put_aside_and_loaded_when_somebody_does(
    store: Session, watched: Watched, folder: Path
) -> None:
    (folder / "calls.csv").write_text(CALLS)
    (job,) = load_all(watched)
    assert job.state == "unconfirmed"
    assert there(folder) == [f"{REFUSED}/calls.csv", f"{REFUSED}/calls.csv.txt"]
    assert "Logs page" in (folder / REFUSED / "calls.csv.txt").read_text("utf-8")
    (found,) = job.outcomes
    assert isinstance(found, Unconfirmed)
    load_jobs.confirm(store, job.job_id, replace(found.guess.mapping, origin="public"))
    assert job.wait(60)
    assert there(folder) == [f"{LOADED}/calls.csv"]
    (folder / "calls.csv").write_text(CALLS)
    (again,) = load_all(watched)
    assert "1 already there" in again.sentence
    assert there(folder) == [f"{LOADED}/2 calls.csv", f"{LOADED}/calls.csv"]


def test_the_same_file_dropped_again_is_looked_at_again(watched: Watched, folder: Path) -> None:
    kept = street.write(folder.parent, street.row(), name="january.csv")
    for _ in range(2):
        shutil.copy2(kept, folder)
        (job,) = load_all(watched)
        assert job.state == "done"


def test_the_first_file_that_is_dropped_leaves_the_demo(town_store: Session, folder: Path) -> None:
    assert isinstance(town_store.store, Store)
    watched = Watched(town_store.store, folder)
    (folder / "holiday.csv").write_text("<html>")
    load_all(watched)
    assert town_store.is_demo
    street.write(folder, street.row(), name="january.csv")
    load_all(watched)
    assert not town_store.is_demo
    assert loaded.loaded(town_store)["file_name"].tolist() == ["january.csv"]


def test_a_file_that_cannot_be_moved_is_said_so_and_not_loaded_for_ever(
    watched: Watched, folder: Path
) -> None:
    shutil.rmtree(folder / LOADED)
    (folder / LOADED).write_text("in the way")
    os.utime(folder / LOADED, (0, 0))
    watched.given[folder / LOADED] = (10, 0)
    street.write(folder, street.row(), name="january.csv")
    (job,) = load_all(watched)
    assert job.state == "done"
    assert "january.csv could not be moved within the watched folder" in job.sentence
    assert not load_all(watched)


def test_a_folder_that_is_gone_for_a_moment_is_looked_for_again(
    watched: Watched, folder: Path
) -> None:
    folder.rename(folder.with_name("away"))
    assert not watched.look()
    folder.with_name("away").rename(folder)
    street.write(folder, street.row(), name="january.csv")
    assert len(load_all(watched)) == 1


def test_the_folder_is_watched_as_long_as_it_should_be(
    store: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_folder, "LOOKED_AFTER_S", 0.01)
    assert isinstance(store.store, Store)
    before = threading.active_count()
    with load_folder.watching(store.store, folder):
        street.write(folder, street.row(), name="january.csv")
        until((folder / LOADED / "january.csv").exists, lambda: "it was never loaded")
    (job,) = load_jobs.listed(store)
    assert job.wait(60)
    assert threading.active_count() <= before + 1  # the job's own may be about to end
    with load_folder.watching(store.store, None):
        assert threading.active_count() <= before + 1


def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingWrong, match=r"PATROLQR_INBOX is '.*file/dropped'"):
        load_folder.prepare(tmp_path / "file" / "dropped")
