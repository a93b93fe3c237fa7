"""A question of any kind is one line: the form with one more of each keeps the whole contract."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

ROOT = HERE.parents[1]


def run_with_invented(tests: str, own_folder: Path) -> None:
    """Run the tests with the invented questions in the form: in a process of their own, because
    everything reads the form when it starts. Its databases are kept apart from the usual ones.
    """
    command = [sys.executable, "-m", "pytest", "-p", "tests.form.invented", "-n", "0"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [*command, "-o", f"cache_dir={own_folder}", str(HERE / tests)],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:]


def test_one_more_question_of_every_kind_shows_everywhere(tmp_path: Path) -> None:
    run_with_invented("test_contract.py", tmp_path)


@pytest.mark.browser
def test_the_script_sends_the_answer_to_one_more_question_of_every_kind(tmp_path: Path) -> None:
    run_with_invented("test_script.py", tmp_path)
