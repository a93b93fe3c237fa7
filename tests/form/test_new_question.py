"""A question of any kind is one line: the form with one more of each keeps the whole contract."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

CONTRACT = Path(__file__).with_name("test_contract.py")


def test_one_more_question_of_every_kind_shows_everywhere() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.form.invented", "-n", "0"]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [*command, "-p", "no:cacheprovider", str(CONTRACT)],
        cwd=ROOT, env=quiet, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-6000:]
