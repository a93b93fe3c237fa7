"""What is in deploy/ for systemd, as far as systemd reads it without being the one that starts things."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.doors import DEPLOY, program

MOST_EXPOSED = 20
"""Tenths: systemd calls what is below 2.0 "OK", and an unhardened service 9.6 "UNSAFE"."""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Return a folder with the unit and the drop-in, whose program exists."""
    started = tmp_path / "patrolqr"
    started.write_text("#!/bin/sh\n")
    started.chmod(0o755)
    folder = tmp_path / "system"
    (folder / "patrolqr.service.d").mkdir(parents=True)
    unit = (DEPLOY / "patrolqr.service").read_text("utf-8")
    unit = unit.replace("/opt/patrolqr/bin/patrolqr", str(started))
    (folder / "patrolqr.service").write_text(unit, "utf-8")
    shutil.copy(DEPLOY / "patrolqr-oidc.conf", folder / "patrolqr.service.d" / "oidc.conf")
    return folder


def analyze(*asked: str | Path) -> subprocess.CompletedProcess[str]:
    command = [program("systemd-analyze"), *asked]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_systemd_finds_nothing_wrong_with_the_unit(units: Path) -> None:
    done = analyze("verify", "--man=no", "--recursive-errors=no", units / "patrolqr.service")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["patrolqr.service", "patrolqr.service.d/oidc.conf"])
def test_it_would_have_found_it(units: Path, name: str) -> None:
    file = units / name
    file.write_text(f"{file.read_text('utf-8')}\n[Service]\nProtectHomes=yes\n", "utf-8")
    done = analyze("verify", "--man=no", "--recursive-errors=no", units / "patrolqr.service")
    assert "'ProtectHomes'" in done.stderr


def test_the_unit_is_exposed_as_little_as_it_says(units: Path) -> None:
    command = ("security", "--offline=true", f"--threshold={MOST_EXPOSED}")
    done = analyze(*command, units / "patrolqr.service")
    assert done.returncode == 0, done.stdout[-200:] + done.stderr


def settings_of(text: str, name: str) -> list[str]:
    return re.findall(rf"{name}=['\"]?(.+?)['\"]?(?: \\| --|$)", text, re.MULTILINE)


def test_commands_run_as_the_service_does() -> None:
    """Files of another account would be unreadable for the service."""
    unit = (DEPLOY / "patrolqr.service").read_text("utf-8")
    command = (DEPLOY / "patrolqr-command").read_text("utf-8")
    subprocess.run(["sh", "-n", DEPLOY / "patrolqr-command"], check=True)
    for name in ("DynamicUser", "User", "UMask", "StateDirectory", "StateDirectoryMode"):
        assert settings_of(command, f"--property={name}") == settings_of(unit, f"\n{name}"), name
    assert settings_of(command, "EnvironmentFile") == settings_of(unit, "EnvironmentFile")
