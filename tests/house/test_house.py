"""The mirror works on our own tree, the picture shows the imports there are, and what is written for
developers names things that exist.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nox.registry
import pytest

import noxfile
import patrolqr
from patrolqr.__main__ import main
from tests.house import architecture, figures
from tests.house.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_figures_of_the_house_are_measured() -> None:
    found = figures.measure(figures.own_files())
    assert found.lines > 5_000
    assert 0 < found.function_median <= found.function_p90
    assert found.typed_percent > 99
    shown = figures.table({"PatrolQR": found})
    assert all(heading in shown for heading in figures.HEADINGS.values())


def test_figures_are_what_a_reader_would_count(tmp_path: Path) -> None:
    long = "x" * figures.COLUMNS
    (tmp_path / "small.py").write_text(
        '"""Four lines."""\n\n'
        "def add(one: int, other):\n"
        '    """Return the sum."""\n'
        "    # both are whole\n"
        "    return one + other\n\n"
        f'NAME = "{long}"\n'
        "async def wait(*times: int) -> None:\n"
        "    pass\n"
    )
    found = figures.measure([tmp_path / "small.py"])
    assert found == Figures(
        lines=8,
        function_median=1,
        function_p90=1,
        tokens_a_line=32 / 7,
        long_lines_percent=12.5,
        comments_a_hundred_lines=12.5,
        typed_percent=50,
        most_in_a_folder=1,
    )


def test_a_model_that_cannot_be_fetched_is_shown_as_it_was_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    heading, shown = figures.model_figures("starlette")
    assert heading == f"starlette {figures.MODELS['starlette']} ({figures.MEASURED_ON})"
    assert shown == figures.MEASURED["starlette"]
    assert set(figures.MEASURED) == set(figures.MODELS)


def test_the_fullest_folders_are_named() -> None:
    assert "patrolqr/store " in figures.fullest_folders(figures.own_files())


def test_the_picture_in_the_readme_shows_the_imports_there_are() -> None:
    fresh = architecture.draw(architecture.imports())
    kept = architecture.PICTURE.read_text("utf-8")
    assert kept == fresh, "draw it again: .venv/bin/nox -s picture"
    readme = (ROOT / "README.md").read_text("utf-8")
    assert str(architecture.PICTURE.relative_to(ROOT)) in readme


def test_every_arrow_of_the_picture_points_down() -> None:
    floor_of = {name: level for level, floor in enumerate(architecture.FLOORS) for name, _ in floor}
    arrows = architecture.imports()
    assert {("app", "phone"), ("pages", "desk"), ("geo", "core")} <= arrows
    assert not {(one, other) for one, other in arrows if floor_of[one] >= floor_of[other]}


def test_the_picture_has_the_rooms_of_the_import_contract() -> None:
    (contract,) = (c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["id"] == "floors")
    rooms = {room for layer in contract["layers"] for room in layer.split(" | ")}
    assert rooms - {"__main__"} == set(architecture.ROOMS) - {"app", "pages"}


def test_the_command_says_its_version_and_the_changelog_knows_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"PatrolQR {patrolqr.__version__}\n"
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest, *_ = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    released = patrolqr.__version__ == newest
    assert released or (newest == "Unreleased" and ".dev" in patrolqr.__version__)


def test_help_names_the_command_as_it_was_called(tmp_path: Path) -> None:
    name, _, function = PROJECT["project"]["scripts"]["patrolqr"].partition(":")
    installed = tmp_path / "patrolqr"
    installed.write_text(f"import {name} as command\ncommand.{function}()\n")
    assert usage("-m", "patrolqr").startswith("usage: python -m patrolqr ")
    assert usage(str(installed)).startswith("usage: patrolqr ")


def usage(*command: str) -> str:
    """Return the help of a command that Python starts."""
    asked = [sys.executable, *command, "--help"]
    told = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(asked, cwd=ROOT, env=told, capture_output=True, text=True, check=True)
    return done.stdout


def test_every_setting_is_in_the_readme() -> None:
    known = set(
        re.findall(r"PATROLQR_\w+", (ROOT / "patrolqr/core/settings.py").read_text("utf-8"))
    )
    table = re.findall(
        r"^\| `(PATROLQR_\w+)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(table) == sorted(known - {"PATROLQR_"})


def test_migrations_are_numbered_without_a_gap_and_none_twice() -> None:
    """Of two with one number, one would never run."""
    files = (ROOT / "patrolqr/store/sql/schema/migrations").glob("*.sql")
    numbers = sorted(int(file.name[:4]) for file in files)
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_what_developers_are_told_names_tasks_and_files_that_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    tasks = set(re.findall(r"nox -s (\w+)", text))
    assert tasks <= set(nox.registry.get()), noxfile.__name__
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_no_test_takes_a_promise_for_a_yes() -> None:
    """Playwright's wait_for_function does: what answers late is asked by until_page_says."""
    calls = re.compile(r"\.wait_for_function\(\s*([^\n]*)")
    asked = [
        (page.name, given)
        for page in (ROOT / "tests").rglob("*.py")
        for given in calls.findall(page.read_text())
        if page.name != Path(__file__).name
    ]
    assert asked
    assert [
        each for each in asked if "async" in each[1] or not each[1].startswith(('"', 'f"'))
    ] == []


def test_the_paths_in_the_recipes_exist() -> None:
    """A name in capitals is the reader's to choose: the folder it is in must be there."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`([\w./]+/[\w./]*)`", text))
    places = [ROOT, ROOT / "patrolqr"]
    assert len(named) > 15
    known = {re.split(r"[^/]*(?:NAME|NOUN|PAGE)", name)[0] for name in named}
    missing = {name for name in known if not any((place / name).exists() for place in places)}
    assert missing == set()


def test_the_gate_runs_the_readmes_test_command() -> None:
    gate = ROOT / ".ci" / "run"
    subprocess.run(["bash", "-n", gate], check=True)
    (cut,) = re.findall(r"^command=\$\((sed .+)\)$", gate.read_text("utf-8"), re.MULTILINE)
    done = subprocess.run(["bash", "-c", cut], cwd=ROOT, capture_output=True, text=True, check=True)
    *_, last = done.stdout.splitlines()
    assert last.endswith(".venv/bin/python -m pytest")
    subprocess.run(["bash", "-n", "-c", done.stdout], check=True)
