"""README, "Into service", followed word for word: its commands, in their order, as somebody types them.

Folders of the machine are folders of our own, and what systemd would start is started by
following.py; the rest is as it stands.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.doors import DEPLOY, ROOT, Door, ports, program

README = (ROOT / "README.md").read_text("utf-8")


def block(name: str) -> list[str]:
    """Return the commands of README's block under that mark."""
    (text,) = re.findall(rf"<!-- {name} -->\n```bash\n(.*?)```", README, re.DOTALL)
    return [line for line in str(text).splitlines() if line.strip()]


class Machine:
    """A folder that stands for a server's /."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (self.port,) = ports(1)
        for each in ("opt", "etc/systemd/system", "usr/local/bin", "srv/backups"):
            (folder / each).mkdir(parents=True)
        own = folder / "usr/local/bin"
        for name in ("systemctl", "systemd-run"):
            script = f'#!/bin/sh\nexec {sys.executable} {DEPLOY.parent}/tests/deploy/following.py {name} "$@"\n'
            (own / name).write_text(script)
            (own / name).chmod(0o755)
        self.environment = {
            "PATH": f"{own}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(folder),
            "PATROLQR_DATA": str(folder / "var/lib/patrolqr"),
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_NO_COMPILE": "1",
            "FOLLOWED_IN": str(folder),
            "FOLLOWED_ON": str(self.port),
        }

    def borrow(self) -> None:
        """Let the new environment have what is installed here: of what is locked in the same version,
        nothing is fetched.
        """
        (site,) = self.folder.glob("opt/patrolqr/lib/python*/site-packages")
        (borrowed,) = {each for each in sys.path if each.endswith("site-packages")}
        (site / "borrowed.pth").write_text(f"{borrowed}\n")

    def type(self, line: str) -> str:
        """Do what a line says; return what it told."""
        here = re.sub(r"(?<![\w.])/(opt|etc|usr/local|srv)/", rf"{self.folder}/\1/", line)
        here = here.replace(":8501", f":{self.port}")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", here],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}{self.journal}"
        return done.stdout + done.stderr

    @property
    def journal(self) -> str:
        """Return what the service said."""
        told = self.folder / "service" / "journal"
        return told.read_text("utf-8") if told.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """Give a machine on which nothing is installed yet; what was started there is stopped."""
    program("curl")
    found = Machine(tmp_path)
    yield found
    service = tmp_path / "service"
    if (service / "pid").exists() and not (service / "ended").exists():
        found.type("systemctl stop patrolqr")


def test_into_service_word_for_word(machine: Machine) -> None:
    made, *others = block("service")
    machine.type(made)
    machine.borrow()
    told = [machine.type(line) for line in others]
    (link,) = re.findall(r"https://desk\.example\.org(/sign-in/new/\S+)", "".join(told))
    *_, healthy = told
    assert '"is_well":' in healthy
    here = Door("localhost", machine.port)
    assert "Insp 1204" in here.ask("GET", link)[1], "the link that was printed opens"
    assert here.ask("GET", "/today")[0].status == 303, "and nobody comes in without"
    backup, check, restore = block("backup")
    assert "holds" in machine.type(backup)
    assert "is whole" in machine.type(check)
    machine.type("systemctl stop patrolqr")
    assert (machine.folder / "service" / "ended").read_text() == "0\n", "TERM ends it well"
    said = [json.loads(line)["text"] for line in machine.journal.splitlines()]
    assert said[-1].endswith("all is written.")
    data = machine.folder / "var/lib/patrolqr"
    assert f"PatrolQR keeps its data in {data}." in said, "where a service is given room"
    assert not (data / "patrolqr.duckdb.wal").exists()
    started_in = {each.name for each in (machine.folder / "service").iterdir()}
    assert started_in == {"journal", "pid", "ended"}, "nothing is left where it was started"
    assert "is in place" in machine.type(restore)


def test_the_files_that_readme_names_are_there() -> None:
    named = set(re.findall(r"(?<!tests/)deploy/[\w.-]*\w", README))
    assert len(named) > 5
    assert [name for name in named if not (ROOT / name).exists()] == []
    kept = {f"deploy/{each.name}" for each in DEPLOY.iterdir()}
    assert kept - named == {"deploy/Containerfile.dockerignore"}, "each file is told of"
