"""audit: is the trail of who did what whole, and what does it say."""

import argparse
from pathlib import Path

from patrolqr.commands.command import (
    FAILED,
    OK,
    Command,
    a_day,
    asks_json,
    opened,
    print_json,
    writable,
)
from patrolqr.core.errors import InputWrong
from patrolqr.render import tables
from patrolqr.store import audit, teams
from patrolqr.store.audit import LineChoice


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("check", "export"), help="what is done")
    parser.add_argument("--head", default="", help="check: a head from a sheet's foot or elsewhere")
    parser.add_argument("--out", type=Path, metavar="FILE.csv", help="export: where to")
    parser.add_argument("--person", default="", help="export: of one person")
    parser.add_argument("--subject", default="", help="export: what concerned one person or log")
    parser.add_argument("--since", type=a_day, metavar="DAY", help="export: the first day")
    parser.add_argument("--until", type=a_day, metavar="DAY", help="export: the last day")
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    return _check(asked) if asked.what == "check" else _export(asked)


def _check(asked: argparse.Namespace) -> int:
    with opened() as session:
        found = audit.check(session, head=asked.head)
    if asked.json:
        told = {"lines": found.lines, "head": found.head, "problem": found.problem}
        print_json(told | {"found": found.found})
    else:
        whole = f"{found.lines:,} lines, none changed, none missing. Head: {found.head}"
        print("\n".join(filter(None, (found.problem or whole, audit.word_found(found)))))
    return FAILED if found.problem else OK


def _export(asked: argparse.Namespace) -> int:
    if asked.out is None:
        raise InputWrong("Say where to: python -m patrolqr audit export --out audit.csv")
    writable(asked.out, ".csv")
    choice = LineChoice(
        person=asked.person, subject=asked.subject, since=asked.since, until=asked.until
    )
    with opened() as session:
        rows = audit.lines(session, choice)
        content = tables.csv(rows, marking=teams.marking(session))
        session.takes(asked.out.name, content, rows=len(rows))
    asked.out.write_bytes(content)
    if asked.json:
        print_json({"file": str(asked.out), "rows": len(rows)})
    else:
        print(f"{len(rows):,} lines written to {asked.out}.")
    return OK


AUDIT = Command(
    "audit",
    "Check that the trail of who did what is whole, or write it to a CSV file.",
    "\n\n  python -m patrolqr audit check\n"
    "  python -m patrolqr audit check --head 3f2a9c01b7de\n"
    "  python -m patrolqr audit export --out audit.csv --person 'Sgt 4412'\n\n"
    "Lines cut off at the end show only against a head that was kept elsewhere: every sheet and debrief\n"
    "has one on its foot (Audit 3F2A9C01B7DE), and PatrolQR prints one at each start and stop.",
    _arguments,
    _run,
)
