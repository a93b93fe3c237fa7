"""Two programs of systemd for a machine on which it does not start things: each does what the unit and
the command say, with folders of one's own. `python following.py systemctl|systemd-run …`
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(os.environ["FOLLOWED_IN"])
"""The folder that stands for /."""

KEPT_COMPANY = """cd "$0"; "$@" >journal 2>&1 & echo $! >pid; wait $!; echo $? >ended"""
"""Starts a service, and tells how it ended."""


def inside(text: str) -> str:
    """Return the text with the machine's folders in ours."""
    return re.sub(r"(?<![\w.])/(opt|etc|var)/", rf"{ROOT}/\1/", text)


def surroundings(settings: list[tuple[str, str]]) -> dict[str, str]:
    """Return the environment that those settings of a unit make."""
    found = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    for name, value in settings:
        if name == "Environment":
            key, _, said = value.partition("=")
            found[key] = said.replace("%S", f"{ROOT}/var/lib")
        if name == "EnvironmentFile":
            lines = Path(inside(value.lstrip("-"))).read_text("utf-8").splitlines()
            found |= dict(line.split("=", 1) for line in lines if line and line[0] != "#")
        if name == "StateDirectory":
            given = [f"{ROOT}/var/lib/{each}" for each in value.split()]
            found["STATE_DIRECTORY"] = ":".join(given)
            for each in given:
                Path(each).mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def run(asked: list[str]) -> int:
    """Run a command as systemd-run does with --wait."""
    switches = [each for each in asked if each.startswith("--property=")]
    settings = [tuple(each.removeprefix("--property=").split("=", 1)) for each in switches]
    command = asked[max(i for i, each in enumerate(asked) if each in switches) + 1 :]
    environment = surroundings([(name, value) for name, value in settings])
    return subprocess.run(
        [inside(command[0]), *command[1:]], env=environment, check=False
    ).returncode


def start(unit: str) -> None:
    text = (ROOT / "etc/systemd/system" / f"{unit}.service").read_text("utf-8")
    settings = re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE)
    (command,) = (value for name, value in settings if name == "ExecStart")
    (ROOT / "service").mkdir()
    asked = [*inside(command).split(), "--port", os.environ["FOLLOWED_ON"]]
    subprocess.Popen(
        ["sh", "-c", KEPT_COMPANY, ROOT / "service", *asked],
        env=surroundings(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop() -> int:
    """End the service by TERM; return its exit code."""
    os.kill(int((ROOT / "service" / "pid").read_text()), signal.SIGTERM)
    ended = ROOT / "service" / "ended"
    while not ended.exists() or not ended.read_text():
        time.sleep(0.05)
    return int(ended.read_text())


def main(program: str, *asked: str) -> int:
    """Return the exit code of what was asked of the program."""
    if program == "systemd-run":
        return run(list(asked))
    if asked[0] == "enable":
        start(asked[-1])
    return stop() if asked[0] == "stop" else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
