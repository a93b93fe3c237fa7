"""lake in, out and tidy: a force's file moves into a lake once and back, with every row; backup and
check work on the lake; what is about a file alone says what to do instead.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from patrolqr.__main__ import main
from patrolqr.core import settings
from patrolqr.core.form.log import parse
from patrolqr.core.settings import LakeAt
from patrolqr.steps import keep_lake
from patrolqr.store import REAL, Session, Store, logs
from patrolqr.store.engine import kept
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import sent
from tests.conftest import TESTS

COUNTED = "SELECT (SELECT count(*) FROM patrol_logs), (SELECT count(*) FROM briefings)"


@pytest.fixture
def folder(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a data folder with a force's own file, one log in it."""
    data = tmp_path / "data"
    data.mkdir()
    (data / REAL).write_bytes(empty_file.read_bytes())
    store = Store(data)
    session = Session(store, TESTS)
    sheet = brief(session, duty_now())
    logs.accept(session, parse(sent()), sheet.taskings[0].pass_id)
    store.close()
    monkeypatch.setenv("PATROLQR_DATA", str(data))
    settings.current.cache_clear()
    yield data
    settings.current.cache_clear()


@pytest.fixture
def on_lake(folder: Path, lake: LakeAt, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the same folder where the settings name an empty lake."""
    monkeypatch.setenv("PATROLQR_STORE", f"ducklake:postgres:{lake.connection}")
    monkeypatch.setenv("PATROLQR_STORE_FILES", str(lake.files))
    settings.current.cache_clear()
    return folder


def test_without_a_lake_the_command_says_where_one_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lake", "in"]) == 1
    assert "PATROLQR_STORE names no lake" in capsys.readouterr().err
    assert (folder / REAL).exists()


def test_a_file_moves_into_a_lake_once_and_back_with_every_row(
    on_lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str(on_lake / REAL), read_only=True) as file:
        before = file.execute(COUNTED).fetchall()
    assert main(["lake", "in"]) == 0
    assert "each compared with the file's" in capsys.readouterr().out
    assert not (on_lake / REAL).exists()
    (aside,) = on_lake.glob("patrolqr.moved-to-lake.*.duckdb")
    (on_lake / REAL).write_bytes(aside.read_bytes())
    assert main(["lake", "in"]) == 1
    assert "holds rows already" in capsys.readouterr().err
    assert main(["lake", "out"]) == 1
    assert "is there already" in capsys.readouterr().err
    for each in (on_lake / REAL, kept.beside(on_lake / REAL)):
        each.unlink()
    assert main(["lake", "tidy"]) == 0
    assert "Tables whose new rows went into files: 0" not in capsys.readouterr().out
    assert main(["check"]) == 0
    assert "A copy of the lake is whole: 1 patrol log" in capsys.readouterr().out
    assert main(["lake", "out"]) == 0
    with duckdb.connect(str(on_lake / REAL), read_only=True) as file:
        assert file.execute(COUNTED).fetchall() == before


def test_what_is_about_a_file_alone_says_what_to_do_on_a_lake(
    on_lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(on_lake / REAL)]) == 1
    assert "python -m patrolqr lake in" in capsys.readouterr().err
    assert main(["check", "--accept"]) == 1
    assert "no journal" in capsys.readouterr().err


def test_the_upkeep_is_left_to_the_process_that_writes(
    lake: LakeAt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = Store(tmp_path / "one", lake=lake), Store(tmp_path / "two", lake=lake)
    before = first.revision
    keep_lake.Upkeep(second).look()
    assert (capsys.readouterr().err, first.revision) == ("", before)
    first.close()
    second.close()
