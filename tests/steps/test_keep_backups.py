"""Backups that the app makes by itself go on, whatever they meet."""

from pathlib import Path

import pytest

from patrolqr.steps.keep_backups import Keeping
from patrolqr.store import Store


def test_a_fault_is_told_by_its_kind_and_tried_again_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path / "data", real=True)
    kept = Keeping(store, tmp_path / "kept", 3600.0)
    store.close()  # nothing can be read any more, and nobody expects that
    for _ in range(2):
        kept.look()
    told = capsys.readouterr().err
    assert told.count("NO BACKUP WAS MADE. What went wrong: ConnectionException.") == 1
    assert kept.problem
