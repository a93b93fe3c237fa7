"""A first load that brings nothing leaves the demo as it was: cancelled, failed, killed."""

from pathlib import Path

import pytest

from patrolqr.core.errors import InputWrong
from patrolqr.steps import load
from patrolqr.steps.load import Failure
from patrolqr.store import DEMO, REAL, Session, Store, load_jobs, loaded, log_reads
from patrolqr.store.loads import LoadReport
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
session = Session(Store(Path(sys.argv[1])), Actor("Sgt 4412", "desk"))
file = io.BytesIO(Path(sys.argv[2]).read_bytes())
file.name = "january.csv"
session.store.start_real()
with session.loading("load"):
    load_jobs.start(session, [file], Choice())
    print("begun", flush=True)
    sys.stdin.read()
"""


def logs(session: Session) -> int:
    return log_reads.span(session)["visits"]


def test_a_first_load_that_stops_half_way_leaves_the_demo_and_the_next_one_starts_ones_own(
    town_store: Session, tmp_path: Path
) -> None:
    file, before = street.write(tmp_path, street.row()), logs(town_store)

    def stop_once_it_is_loaded(rows: int) -> None:
        if not town_store.is_demo:
            raise InputWrong("Stopped.")

    (failed,) = load.into(town_store, file, progress=stop_once_it_is_loaded)
    assert failed == Failure(file.name, "Stopped.")
    assert town_store.is_demo
    assert logs(town_store) == before
    (done,) = load.into(town_store, file)
    assert isinstance(done, LoadReport)
    assert not town_store.is_demo
    assert len(loaded.loaded(town_store)) == 1


def test_a_fault_in_a_first_load_leaves_the_demo_too(town_store: Session, tmp_path: Path) -> None:
    def fail(rows: int) -> None:
        if not town_store.is_demo:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(load.into(town_store, street.write(tmp_path, street.row()), progress=fail))
    assert town_store.is_demo


def test_a_later_load_that_fails_keeps_ones_own(town_store: Session, tmp_path: Path) -> None:
    list(load.into(town_store, street.write(tmp_path, street.row())))

    def fail(rows: int) -> None:
        raise InputWrong("Stopped.")

    (failed,) = load.into(town_store, street.write(tmp_path, street.row()), progress=fail)
    assert isinstance(failed, Failure)
    assert not town_store.is_demo


def test_after_a_first_load_that_was_killed_the_demo_opens_and_says_so(
    town_file: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / DEMO).write_bytes(town_file.read_bytes())
    kill_once_it_says("begun", KILLED, data, street.write(tmp_path, street.row()))
    assert (data / REAL).exists()
    opened = Store(data)
    try:
        assert opened.is_demo
        told = load_jobs.interrupted(Session(opened, TESTS))
        assert [row["file_name"] for row in told] == ["january.csv"]
    finally:
        opened.close()
