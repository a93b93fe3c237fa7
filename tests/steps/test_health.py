"""What is told of the machine's state is what was tried just then."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from patrolqr.core import clock
from patrolqr.steps import health
from patrolqr.store import Session, backups
from tests.conftest import TESTS


def test_where_everything_works_it_says_so(store: Session, tmp_path: Path) -> None:
    found = health.look(store, None, 60)
    assert found.is_well
    assert found.free_bytes > 0
    assert (found.logs_waiting, found.newest_backup_at) == (0, None)
    assert found.as_told()["is_well"] is True


def test_a_backup_that_is_missing_or_late_is_a_problem(store: Session, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert "There is no backup" in health.look(store, folder, 60).problems[0]
    backups.make_in(store, folder)
    found = health.look(store, folder, 60)
    assert found.is_well
    assert found.newest_backup_at is not None
    with clock.standing_at(clock.now() + timedelta(minutes=181)):
        assert "The newest backup is of" in health.look(store, folder, 60).problems[0]


def test_a_disk_without_room_is_a_problem(store: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 60)
    assert "MB left. Make room" in health.look(store, None, 60).problems[0]


def test_a_folder_that_cannot_be_written_is_a_problem(store: Session) -> None:
    probe = store.store.folder / health.PROBE
    probe.mkdir()  # as good as a folder without rights, for root too
    assert "cannot be written" in health.look(store, None, 60).problems[0]
    os.rmdir(probe)
    assert health.look(Session(store.store, TESTS), None, 60).is_well
