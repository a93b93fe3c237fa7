"""Lint, format, types and imports are part of the same gate as the tests."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"]],
    ids=["lint", "format", "types", "imports"],
)
def test_the_code_passes(command: list[str]) -> None:
    program, *arguments = command
    done = subprocess.run(
        [PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_import_that_points_up_is_found(tmp_path: Path) -> None:
    """The contract is worth what it finds."""
    for folder in ("patrolqr", "pages"):
        copy(ROOT / folder, tmp_path / folder)
    wrong = tmp_path / "patrolqr" / "core" / "clock.py"
    wrong.write_text("from patrolqr import store\n" + wrong.read_text("utf-8"), "utf-8")
    done = subprocess.run(
        [PROGRAMS / "lint-imports", "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "patrolqr.core is not allowed to import patrolqr.store" in done.stdout


def copy(source: Path, target: Path) -> None:
    for file in source.rglob("*.py"):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.read_text("utf-8"), "utf-8")
