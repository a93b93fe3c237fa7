"""python -m patrolqr load, and the same through the page: what is said, and when the demo is left."""

import gzip
import json
import shutil
import subprocess
import sys
import uuid
import zipfile
from pathlib import Path

import pytest

from patrolqr.__main__ import main
from patrolqr.core import settings
from patrolqr.readers.formats import unused
from patrolqr.steps import load
from patrolqr.store import DEMO, REAL, Session, Store
from tests.builders import street
from tests.builders.street import NUISANCE, row


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of the command line, which does not exist yet."""
    chosen = settings.read({"PATROLQR_DATA": str(tmp_path / "mine")})
    monkeypatch.setattr(settings, "current", lambda: chosen)
    return chosen.data


def test_each_file_gets_a_line_and_all_together_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = street.write(tmp_path, row(), row(NUISANCE), name="a.csv")
    second = street.write(tmp_path, row(), row(Crime_ID="c", Month="2025"), name="b.csv")
    assert main(["load", str(first), str(second)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.csv: 2 read = 2 new + 0 already there + 0 quarantined.",
        "b.csv: 2 read = 0 new + 1 already there + 1 quarantined. 1 × the month is not written YYYY-MM.",
        "Together: 4 read = 2 new + 1 already there + 1 quarantined.",
    ]


def test_a_wrong_file_does_not_keep_the_others_out(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "photo.csv"
    wrong.write_bytes(b"\x89PNG....")
    assert main(["load", str(wrong), str(street.write(tmp_path, row(), name="a.csv"))]) == 1
    said = capsys.readouterr()
    assert (
        said.err
        == "photo.csv is a picture. Nothing was loaded. The other files are loaded all the same.\n"
    )
    assert "a.csv: 1 read = 1 new" in said.out


def test_a_wrong_first_file_creates_no_database(folder: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(
        gzip.compress(street.text(*[row(Crime_ID=f"{n:064}") for n in range(3000)]).encode())[:-400]
    )
    assert main(["load", str(cut)]) == 1
    assert not folder.exists()


def test_a_script_reads_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(
            [
                "load",
                "--json",
                str(street.write(tmp_path, row(), "broken")),
                str(tmp_path / "none.csv"),
            ]
        )
        == 1
    )
    said = json.loads(capsys.readouterr().out)
    assert said["totals"] == {"read": 2, "new": 1, "known": 0, "updated": 0, "quarantined": 1}
    loaded, failed = said["files"]
    assert (loaded["loaded"], loaded["reasons"]) == (True, {"it has 1 column instead of 12": 1})
    assert (failed["loaded"], failed["file_name"]) == (False, "none.csv")


def test_while_the_app_owns_the_folder_the_command_says_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = Store(folder, real=True)
    try:
        assert main(["load", str(street.write(tmp_path, row()))]) == 1
    finally:
        owner.close()
    assert "PatrolQR is already running" in capsys.readouterr().err


def test_the_help_is_there_without_a_database() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "patrolqr", "load", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "street files from data.police.uk" in said.stdout


def test_a_wrong_upload_stays_in_the_demo_and_a_right_one_leaves_it(
    town_store: Session, tmp_path: Path
) -> None:
    whole = gzip.compress(street.text(*[row(Crime_ID=f"{n:064}") for n in range(3000)]).encode())
    upload = tmp_path / "months.csv.gz"
    upload.write_bytes(whole[:-400])
    (outcome,) = load.into(town_store, upload)
    assert "cut off" in outcome.sentence
    assert town_store.is_demo
    assert not (town_store.store.folder / REAL).exists()
    upload.write_bytes(whole)
    (outcome,) = load.into(town_store, upload)
    assert "3,000 new" in outcome.sentence
    assert not town_store.is_demo


def test_a_zip_with_one_bad_file_loads_the_others_and_fails(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "months.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("2025-01-a-street.csv", street.text(row()))
        packed.writestr("2025-02-b-street.csv", "Crime ID,Month\n1,2025-02\n")
        packed.writestr("2025-02-b-outcomes.csv", unused.OUTCOMES.sample)
    assert main(["load", str(archive)]) == 1
    told = capsys.readouterr()
    assert "2025-01-a-street.csv: 1 read = 1 new" in told.out
    assert "2025-02-b-outcomes.csv: not loaded: an outcomes file." in told.out
    assert told.err.startswith("2025-02-b-street.csv ")  # the other was left aside on purpose
    assert "outcomes" not in told.err
    assert "1 not loaded" in told.out


def test_logs_off_a_phone_belong_to_the_sheets_that_are_there_and_leave_no_demo(
    folder: Path, town_file: Path, tmp_path: Path
) -> None:
    """A force's own file in the same command still starts the force's own database."""
    folder.mkdir()
    shutil.copy(town_file, folder / DEMO)
    log = {"log_id": str(uuid.uuid4()), "arrived_at": "2026-01-01T21:04:00Z"}
    queue = tmp_path / "patrolqr-waiting.json"
    entry = {"log_id": log["log_id"], "pass_id": "LOST", "area": "Nowhere", "log": log}
    queue.write_text(json.dumps([entry]), "utf-8")
    assert main(["load", str(queue)]) == 0
    assert not (folder / REAL).exists()
    assert main(["load", str(queue), str(street.write(tmp_path, row(), name="a.csv"))]) == 0
    assert (folder / REAL).exists()
