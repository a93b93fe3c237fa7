"""The data folder: what cannot be one is told in a sentence, and others may not look into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from patrolqr.__main__ import main
from patrolqr.core import settings
from patrolqr.store import Store


@pytest.fixture(autouse=True)
def settings_of_its_own() -> Iterator[None]:
    yield
    settings.current.cache_clear()


@pytest.mark.parametrize("where", ["a file", "in a file", "under a folder that takes none"])
def test_a_folder_that_cannot_be_is_told_in_a_sentence(
    where: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    folder = {"a file": file, "in a file": file / "data"}.get(where, Path("/proc/nope"))
    monkeypatch.setenv("PATROLQR_DATA", str(folder))
    for command in (["check"], ["demo"], ["backup", str(tmp_path / "backup.duckdb")]):
        settings.current.cache_clear()
        assert main(command) == 1
        told = capsys.readouterr().err
        assert "Traceback" not in told
        assert str(folder) in told


def test_a_new_folder_is_shown_to_nobody_else(tmp_path: Path) -> None:
    Store(tmp_path / "data", real=True).close()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
