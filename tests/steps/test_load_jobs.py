"""Loading in the background: one file at a time, cancelled or confirmed by anybody, all on record."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.readers import Choice
from patrolqr.readers.mapping import Mapping
from patrolqr.steps import load_jobs
from patrolqr.steps.load import Unconfirmed
from patrolqr.steps.load_jobs import Job
from patrolqr.store import Session, loaded
from patrolqr.store import load_jobs as records
from tests.builders import street
from tests.conftest import seen_by

PATIENCE_S = 60


class Given(io.BytesIO):
    """A file as it is given at the desk."""

    def __init__(self, name: str, content: str | bytes) -> None:
        super().__init__(content if isinstance(content, bytes) else content.encode())
        self.name = name


JANUARY = street.text(street.row(), street.row(street.NUISANCE))
CALLS = (
    "Incident No,Opened,Grade,Closing Code,Latitude,Longitude\n"
    "101,2026-11-24 21:05:00,1,ASB,52.69,-2.03\n"
)


def start(store: Session, *files: Given) -> list[Job]:
    return load_jobs.start(store, files, Choice())


def ended(job: Job) -> Job:
    """Return the job once nothing is done for it any more."""
    assert job.wait(PATIENCE_S)
    return job


def on_record(store: Session) -> list[tuple[Any, ...]]:
    """Return file, who gave it and what became of it, the last one first."""
    rows = records.jobs(store)
    return list(rows[["file_name", "asked_by", "state"]].itertuples(index=False, name=None))


def kept_files(store: Session) -> list[Path]:
    return [path for path in (store.store.folder / records.FILES).rglob("*") if path.is_file()]


@contextmanager
def held(store: Session) -> Iterator[None]:
    """Let no load begin before the end."""
    with store.loading("load"):
        yield


def guessed(job: Job) -> Mapping:
    """Return the mapping that waits to be confirmed."""
    (found,) = job.outcomes
    assert isinstance(found, Unconfirmed)
    return replace(found.guess.mapping, origin="public")


def test_a_file_is_loaded_in_the_background_and_that_is_on_record(store: Session) -> None:
    (job,) = start(store, Given("january.csv", JANUARY))
    assert ended(job).state == "done"
    assert "2 read = 2 new" in job.sentence
    assert job.rows_read == 2
    assert on_record(store) == [("january.csv", "tests", "done")]
    assert records.jobs(store)["sentence"].tolist() == [job.sentence]
    assert loaded.loaded(store)["rows_new"].tolist() == [2]
    assert not kept_files(store), "what was given is kept only until it is loaded"


def test_one_file_at_a_time_and_in_the_order_given(store: Session) -> None:
    with held(store):
        jobs = start(store, Given("one.csv", JANUARY), Given("two.csv", JANUARY))
        assert [job.state for job in jobs] == ["running", "waiting"]
        assert [job.file_name for job in load_jobs.listed(store)] == ["two.csv", "one.csv"]
    assert [ended(job).state for job in jobs] == ["done", "done"]
    assert "2 new" in jobs[0].sentence
    assert "2 already there" in jobs[1].sentence


def test_what_cannot_be_read_fails_with_its_sentence_and_the_next_goes_on(store: Session) -> None:
    jobs = start(store, Given("holiday.csv", "<html>"), Given("january.csv", JANUARY))
    assert [ended(job).state for job in jobs] == ["failed", "done"]
    assert "holiday.csv is a web page" in jobs[0].sentence


def test_a_load_that_is_cancelled_keeps_nothing(store: Session) -> None:
    with held(store):
        (job,) = start(store, Given("january.csv", JANUARY))
        load_jobs.cancel(seen_by(store, "a colleague"), job.job_id)
        assert job.is_going_on, "it ends between two batches"
    assert ended(job).state == "cancelled"
    assert "january.csv: cancelled. Nothing of it is kept." in job.sentence
    assert on_record(store) == [("january.csv", "tests", "cancelled")]
    assert loaded.loaded(store).empty
    assert loaded.extent(store).empty
    assert not kept_files(store)


def test_of_a_zip_that_is_cancelled_what_was_loaded_before_stays_and_that_is_said(
    store: Session,
) -> None:
    head, tail = street.row(Crime_ID="{}").split("{}")
    many = street.text(*(f"{head}{number:x}{tail}" for number in range(50_000)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2025-01-kent-street.csv", JANUARY)
        archive.writestr("2025-02-kent-street.csv", many)
    (job,) = start(store, Given("months.zip", packed.getvalue()))
    while not job.outcomes:
        assert not job.wait(0.001)
    load_jobs.cancel(store, job.job_id)
    assert ended(job).state == "cancelled"
    assert "2025-01-kent-street.csv: 2 read = 2 new" in job.sentence
    assert "months.zip: cancelled. What was loaded of it before is kept" in job.sentence
    assert loaded.loaded(store)["file_name"].tolist() == ["2025-01-kent-street.csv"]


def test_a_load_that_waits_is_cancelled_at_once(store: Session) -> None:
    with held(store):
        first, second = start(store, Given("one.csv", JANUARY), Given("two.csv", JANUARY))
        load_jobs.cancel(store, second.job_id)
        assert second.state == "cancelled"
    ended(first)
    assert on_record(store) == [("two.csv", "tests", "cancelled"), ("one.csv", "tests", "done")]


def test_a_load_that_has_ended_cannot_be_cancelled(store: Session) -> None:
    (job,) = start(store, Given("january.csv", JANUARY))
    load_jobs.cancel(store, ended(job).job_id)
    assert job.state == "done"
    assert len(loaded.loaded(store)) == 1


def test_a_table_waits_with_its_file_until_somebody_confirms_how_it_is_read(
    store: Session,
) -> None:
    (job,) = start(store, Given("calls.csv", CALLS))
    assert ended(job).state == "unconfirmed"
    assert loaded.loaded(store).empty
    assert [path.name for path in kept_files(store)] == ["calls.csv"]
    load_jobs.forget(store)
    assert load_jobs.listed(store) == [job], "it is told until it is decided"
    load_jobs.confirm(seen_by(store, "a colleague"), job.job_id, guessed(job))
    assert ended(job).state == "done"
    assert "1 read = 1 new" in job.sentence
    assert on_record(store) == [("calls.csv", "tests", "done")]
    assert not kept_files(store)
    (later,) = start(store, Given("later.csv", CALLS))
    assert ended(later).state == "done", "files with the same columns load by themselves"


def test_a_table_is_confirmed_once(store: Session) -> None:
    (job,) = start(store, Given("calls.csv", CALLS))
    mapping = guessed(ended(job))
    ended(load_jobs.confirm(store, job.job_id, mapping))
    with pytest.raises(InputWrong, match="not waiting to be confirmed any more"):
        load_jobs.confirm(store, job.job_id, mapping)


def test_a_table_that_nobody_wants_to_confirm_is_left(store: Session) -> None:
    (job,) = start(store, Given("calls.csv", CALLS))
    load_jobs.cancel(store, ended(job).job_id)
    assert job.state == "cancelled"
    assert on_record(store) == [("calls.csv", "tests", "cancelled")]
    assert not kept_files(store)


def test_a_zip_with_a_file_that_cannot_be_read_has_failed_and_says_what_was_loaded(
    store: Session,
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2025-01-kent-street.csv", JANUARY)
        archive.writestr("holiday.csv", "<html>")
    (job,) = start(store, Given("months.zip", packed.getvalue()))
    assert ended(job).state == "failed"
    assert job.file_name == "months.zip"
    assert "2025-01-kent-street.csv: 2 read = 2 new" in job.sentence
    assert "holiday.csv is a web page" in job.sentence
    assert len(loaded.loaded(store)) == 1


def test_the_first_file_of_ones_own_takes_its_record_along(town_store: Session) -> None:
    (job,) = start(town_store, Given("january.csv", JANUARY))
    assert ended(job).state == "done"
    assert not town_store.is_demo
    assert on_record(town_store) == [("january.csv", "tests", "done")]


def test_a_first_file_without_use_leaves_the_demo(town_store: Session) -> None:
    (job,) = start(town_store, Given("holiday.csv", "<html>"))
    assert ended(job).state == "failed"
    assert town_store.is_demo


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_our_own_is_loud_on_record_and_keeps_no_other_file_waiting(
    store: Session,
) -> None:
    no_choice: Any = "no choice"
    (broken,) = load_jobs.start(store, [Given("one.csv", JANUARY)], no_choice)
    assert ended(broken).state == "failed"
    assert "a fault in PatrolQR itself" in broken.sentence
    (job,) = start(store, Given("two.csv", JANUARY))
    assert ended(job).state == "done"
    assert on_record(store) == [("two.csv", "tests", "done"), ("one.csv", "tests", "failed")]
