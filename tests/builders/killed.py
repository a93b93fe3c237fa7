"""A process that is killed in the middle of what it does."""

import signal
import subprocess
import sys


def kill_once_it_says(said: str, code: str, *arguments: object) -> None:
    """Run code in a process of its own and kill it as soon as it prints that, and waits."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == f"{said}\n"
        running.send_signal(signal.SIGKILL)
