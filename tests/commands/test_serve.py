"""serve: what it refuses before anything is answered; tests/deploy has it running."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from patrolqr.__main__ import main
from patrolqr.store import REAL
from tests.browser.conftest import ROOT, free_port


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1", "9" * 30])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--port={port}"])
    assert ended.value.code == 2
    assert f"{port!r} is no port" in capsys.readouterr().err


def test_without_sign_in_no_address_that_others_reach_is_listened_on(
    empty_file: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(empty_file, data / REAL)
    command = [sys.executable, "-m", "patrolqr", "serve", "--host=0.0.0.0"]
    done = subprocess.run(
        [*command, f"--port={free_port()}"],
        cwd=ROOT,
        env=os.environ | {"PATROLQR_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "answers on this machine alone and not on 0.0.0.0" in done.stderr
    assert not (data / "in-use.txt").exists(), "and the database was closed again"
    lock = data / "in-use.lock"
    assert lock.stat().st_mode & 0o077 == 0, "what it makes is for its own user alone"
