"""keeping: how long things are kept, what is due, and how to set it."""

import argparse

from patrolqr.commands.command import OK, Command, a_day, opened
from patrolqr.core import clock, keeping
from patrolqr.core.errors import InputWrong
from patrolqr.store import disposals
from patrolqr.store import keeping as kept


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("show", "set", "due"), help="what is done")
    parser.add_argument("kind", nargs="?", help=f"set: {', '.join(keeping.NAMES)}")
    parser.add_argument(
        "amount", nargs="?", help="set: months, days of positions and backups, or none"
    )
    parser.add_argument("--day", type=a_day, help="due: on that day, otherwise today")


def _run(asked: argparse.Namespace) -> int:
    with opened() as session:
        standing = kept.amounts(session)
        if asked.what == "set":
            wanted = {asked.kind or "": _amount(asked.amount)}
            keeping.checked(asked.kind or "", wanted[asked.kind or ""])
            kept.keep(session, wanted, seen=standing)
            standing = kept.amounts(session)
        if asked.what == "due":
            found = disposals.due(session, asked.day or clock.calendar_day())
            counted = found.groupby("kind")["is_held"].agg(["size", "sum"])
            for kind, size, held in counted.itertuples():
                print(f"{keeping.NAMES[kind].label}: {size:,} due, {held:,} of them on hold")
            if found.empty:
                print("Nothing is older than it is kept.")
            return OK
        for each in keeping.KINDS:
            amount = standing.get(each.name)
            print(f"{each.name}: {each.told(amount)} ({each.label})")
        if not standing:
            print("Nothing is set, so nothing goes.")
    return OK


def _amount(text: str | None) -> int | None:
    if text == "none":
        return None
    if text is None or not text.isdecimal():
        raise InputWrong(f"Write a whole number of months (or days), or none: not {text!r}.")
    return int(text)


KEEPING = Command(
    "keeping",
    "Show and set how long things are kept, and what is due.",
    "\n\n  python -m patrolqr keeping show\n"
    "  python -m patrolqr keeping set logs 24        (months; positions and backups: days)\n"
    "  python -m patrolqr keeping set logs none      (kept for ever)\n"
    "  python -m patrolqr keeping due\n\n"
    "What is due goes once two people who sign in confirmed a list of it on the Keeping page.",
    _arguments,
    _run,
)
"""The command `keeping`."""
