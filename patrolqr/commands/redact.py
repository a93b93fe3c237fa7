"""redact: words taken out for good, of one log or wherever they stand."""

import argparse
import sys

from patrolqr.commands.command import FAILED, OK, Command, opened
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.redacting import PARTS
from patrolqr.steps import redact
from patrolqr.store import Session, redactions


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("log", "words", "find", "copies"), help="what is done")
    parser.add_argument("log", nargs="?", help="the log's number, or how it begins")
    parser.add_argument("--why", default="", help="why: it stands beside what is left")
    parser.add_argument(
        "--parts", default="", help=f"which answers, with commas: {', '.join(PARTS)}; otherwise all"
    )
    parser.add_argument("--remove", action="store_true", help="copies: remove them")


def _run(asked: argparse.Namespace) -> int:
    with opened() as session:
        if asked.what == "copies":
            return _copies(session, remove=asked.remove)
        if asked.what == "find":
            return _find(session)
        done = (
            redact.words(session, _typed(), asked.why)
            if asked.what == "words"
            else redact.log(
                session, redactions.named(session, asked.log or ""), _parts(asked.parts), asked.why
            )
        )
        print(done.sentence)
        for line in done.left.lines:
            print(line)
        return FAILED if done.left.problems else OK


def _find(session: Session) -> int:
    found = redactions.find(session, _typed())
    for table, rows in found.items():
        print(f"{table}: {rows:,}")
    if not found:
        print(redactions.NOTHING)
    return OK


def _copies(session: Session, *, remove: bool) -> int:
    if remove:
        for each in redact.remove_copies(session):
            print(f"Removed: {each}")
    lines = redact.left(session).lines
    print("\n".join(lines) or "No copy from before the last redaction is left.")
    return OK


def _parts(text: str) -> list[str]:
    chosen = [each.strip() for each in text.split(",") if each.strip()]
    for each in chosen:
        if each not in PARTS:
            raise InputWrong(f"There is no part called {each}. They are: {', '.join(PARTS)}.")
    return chosen or list(PARTS)


def _typed() -> list[str]:
    """Return the lines of standard input: words on a command line would stay in its history."""
    if sys.stdin.isatty():
        print("Type the words, one text a line; end with Ctrl+D.", file=sys.stderr)
    return [line.rstrip("\r\n") for line in sys.stdin]


REDACT = Command(
    "redact",
    "Take words out for good: out of one log, or wherever they stand.",
    "\n\n  python -m patrolqr redact log 3f2a9c01 --why 'request DP-17' --parts saw,heard\n"
    "  python -m patrolqr redact find < words.txt         (how many rows have them; changes nothing)\n"
    "  python -m patrolqr redact words --why 'request DP-17' < words.txt\n"
    "  python -m patrolqr redact copies [--remove]        (copies of the database from before)\n\n"
    "Words come on standard input, one text a line, so that they stay in no history. The file is\n"
    "written anew, so that no byte of them is left in it; backups made before are named.",
    _arguments,
    _run,
)
"""The command `redact`."""
