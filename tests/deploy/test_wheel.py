"""The wheel: built, installed where nothing else of PatrolQR is, and started from an empty folder."""

import os
import signal
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.builders.desk_people import PASSWORD
from tests.deploy.doors import ROOT, Door, ports, running, wait_until_open


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    build = [sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (made,) = folder.glob("patrolqr-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment of its own; third parties are borrowed."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder)
    (borrowed,) = {Path(each) for each in sys.path if each.endswith("site-packages")}
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(f"{borrowed}\n", "utf-8")
    install = ["--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install"]
    subprocess.run([*pip, *install], check=True, capture_output=True)
    return folder / "bin"


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a user whose home that is, with nothing of this checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {"HOME": str(home), **more}


def test_the_wheel_carries_the_front_and_nothing_beside_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    pages = {f"patrolqr/front/pages/{each.name}" for each in (ROOT / "pages").glob("*.py")}
    front = {"patrolqr/front/app.py", "patrolqr/front/.streamlit/config.toml", *pages}
    assert front <= set(names)
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"patrolqr"}
    assert not [name for name in names if "__pycache__" in name]
    assert wheel.stat().st_size < 2_000_000


def test_serve_starts_from_an_empty_folder_and_term_ends_it_with_all_written(
    installed: Path, tmp_path: Path
) -> None:
    folder, home, log = tmp_path / "empty", tmp_path / "home", tmp_path / "app.log"
    folder.mkdir()
    environment = surroundings(home)
    account = [str(installed / "patrolqr"), "account", "add", "insp", "--role", "admin"]
    subprocess.run(
        [*account, "--password"],
        input=f"{PASSWORD}\n",
        env=environment,
        cwd=folder,
        text=True,
        check=True,
    )
    (port,) = ports(1)
    serve = [str(installed / "patrolqr"), "serve", "--port", str(port)]
    with running(serve, log, cwd=folder, env=environment) as process:
        wait_until_open(port, process, log)
        here = Door("localhost", port)
        assert here.ask("GET", "/health")[0].status == 200
        assert here.ask("GET", "/o/")[0].status == 200
        assert "Sign in" in here.ask("GET", "/sign-in")[1]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    data = home / ".local" / "share" / "patrolqr"
    said = log.read_text("utf-8")
    assert f"keeps its data in {data}" in said
    assert said.rstrip().endswith("all is written.")
    assert (data / "patrolqr.duckdb").is_file()
    assert not (data / "patrolqr.duckdb.wal").exists()
    assert list(folder.iterdir()) == []


def test_a_service_keeps_its_data_where_it_is_given_room(installed: Path, tmp_path: Path) -> None:
    asked = "from patrolqr.core import settings; print(settings.current().data)"
    told = subprocess.run(
        [installed / "python", "-c", asked],
        env=surroundings(tmp_path, STATE_DIRECTORY="/var/lib/patrolqr:/var/lib/other"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "/var/lib/patrolqr\n"
