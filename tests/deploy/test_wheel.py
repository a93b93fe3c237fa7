"""The wheel carries all of PatrolQR; test_readme.py installs it and starts it from an empty folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.deploy.doors import ROOT


def test_the_wheel_carries_the_front_and_nothing_beside_the_package(tmp_path: Path) -> None:
    quiet = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    build = [sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (made,) = tmp_path.glob("patrolqr-*.whl")
    with zipfile.ZipFile(made) as opened:
        names = opened.namelist()
    pages = {f"patrolqr/front/pages/{each.name}" for each in (ROOT / "pages").glob("*.py")}
    front = {"patrolqr/front/app.py", "patrolqr/front/.streamlit/config.toml", *pages}
    assert front <= set(names)
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"patrolqr"}
    assert not [name for name in names if "__pycache__" in name]
    assert made.stat().st_size < 2_000_000
