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
    with (ROOT / "journal").open("wb") as journal:
        started = subprocess.Popen(
            [*inside(command).split(), "--port", os.environ["FOLLOWED_ON"]],
            env=surroundings(settings),
            stdout=journal,
            stderr=journal,
            start_new_session=True,
        )
    (ROOT / "pid").write_text(str(started.pid))


def stop() -> None:
    pid = int((ROOT / "pid").read_text())
    os.kill(pid, signal.SIGTERM)
    while Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text():
        time.sleep(0.05)
    (ROOT / "pid").unlink()


def main(program: str, *asked: str) -> int:
    """Return the exit code of what was asked of the program."""
    if program == "systemd-run":
        return run(list(asked))
    if asked[0] == "enable":
        start(asked[-1])
    if asked[0] == "stop":
        stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
