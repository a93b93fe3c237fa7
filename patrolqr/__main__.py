"""python -m patrolqr, or patrolqr where it is installed: what the pages do, from a command line.

Thin: each command is one entry of COMMANDS.
"""

import argparse
import sys
from pathlib import Path

from patrolqr import __version__
from patrolqr.commands import COMMANDS
from patrolqr.commands.command import FAILED, ended_by_term
from patrolqr.core import home
from patrolqr.core.errors import PatrolError


def main(arguments: list[str] | None = None) -> int:
    """Return the exit code of one command: 0 if it did what was asked, 1 if not."""
    asked = _parser().parse_args(arguments)
    home.keep_private()
    try:
        with ended_by_term():
            return int(asked.run(asked))
    except PatrolError as problem:
        print(problem.sentence, file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="patrolqr" if Path(sys.argv[0]).stem == "patrolqr" else "python -m patrolqr",
        description="PatrolQR from a command line. The pages do the same: patrolqr serve",
    )
    parser.add_argument("--version", action="version", version=f"PatrolQR {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        one = commands.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary} {command.more}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.arguments(one)
        one.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
