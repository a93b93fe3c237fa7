"""publish: shown first, then done once; each refusal one sentence."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from patrolqr.__main__ import main
from patrolqr.core import settings
from patrolqr.store import DEMO, county_lake
from patrolqr.store.engine.folder import REAL
from tests.builders.shared_lake import OCTOBER, lake_in


@pytest.fixture
def folder(town_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a data folder that holds the town as if it were a force, as PATROLQR_DATA."""
    (tmp_path / "data").mkdir()
    shutil.copy(town_file, tmp_path / "data" / REAL)
    monkeypatch.setenv("PATROLQR_DATA", str(tmp_path / "data"))
    settings.current.cache_clear()
    yield tmp_path / "data"
    settings.current.cache_clear()


def test_a_month_is_shown_first_and_published_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = lake_in(tmp_path)
    command = ["publish", "2026-10", "--to", shared.address]
    assert main([*command, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "nothing has left" in told
    assert "Market Square" in told
    assert county_lake.force_months(shared).empty
    assert main(command) == 0
    assert "Ashbrook Police, October 2026: published, " in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["state"] == "unchanged"
    assert again["published"]["force"] == "Ashbrook Police"
    digest = county_lake.digest(shared, "Ashbrook Police", OCTOBER)
    assert digest[:12] in again["said"]


def test_without_a_lake_it_says_how_one_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish"]) == 1
    assert "PATROLQR_COUNTY" in capsys.readouterr().err
    assert main(["publish", "October", "--to", "ducklake:/tmp/x"]) == 1
    assert "is no month" in capsys.readouterr().err
    assert main(["publish", "--to", "/tmp/x"]) == 1
    assert "must be the address of a lake" in capsys.readouterr().err


def test_the_fictional_town_is_shown_and_never_published(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / REAL).rename(folder / DEMO)
    command = ["publish", "2026-10", "--to", lake_in(tmp_path).address]
    assert main([*command, "--dry-run"]) == 0
    capsys.readouterr()
    assert main(command) == 1
    assert "nothing of it is published" in capsys.readouterr().err
    assert county_lake.force_months(lake_in(tmp_path)).empty
