"""serve: the app itself, from any folder."""

import argparse
import signal
import sys

from patrolqr.commands.command import OK, Command
from patrolqr.core import own_lines, settings


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address it listens on; any but this machine's own needs a sign-in (127.0.0.1)",
    )
    parser.add_argument("--port", type=_port, default=8501, help="the port it listens on (8501)")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; it is a number from 1 to 65535")
    return int(text)


def _run(asked: argparse.Namespace) -> int:
    # the desk takes a second to import, which no other command needs
    from patrolqr.desk import serving

    own_lines.prepare(as_json=settings.current().logs_as_json)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _end)
    print(f"PatrolQR answers on http://{asked.host}:{asked.port} once it is open.", flush=True)
    serving.serve(asked.host, asked.port)
    return OK


def _end(number: int, frame: object) -> None:
    """End as asked: once serving, the store was closed before this is reached."""
    sys.exit(OK)


SERVE = Command(
    "serve",
    "Run PatrolQR: the desk for browsers, and the officers' pages for phones.",
    "\n\n  python -m patrolqr serve\n  python -m patrolqr serve --host 0.0.0.0 --port 8501\n\n"
    "README, “Into service”, says what else a server needs. TERM or Ctrl+C ends it, all written.",
    _arguments,
    _run,
)
