"""lake: move the force's own data from their file into a lake, and back; the lake's upkeep."""

import argparse
from datetime import datetime
from pathlib import Path

from patrolqr.commands.command import OK, Command, opened, writable
from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store import Session, lake_moves


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("in", "out", "tidy"), help="what is done")
    parser.add_argument(
        "--as-at", type=_a_moment, help="out: as it was then, such as 2026-11-30T06:00, to a file"
    )
    parser.add_argument(
        "--to", type=Path, metavar="FILE.duckdb", help="out, with --as-at: where to"
    )


def _run(asked: argparse.Namespace) -> int:
    if bool(asked.as_at) != bool(asked.to) or (asked.as_at and asked.what != "out"):
        raise InputWrong("--as-at and --to go together, and with out.")
    with opened() as session:
        if asked.as_at:
            _copy_then(session, writable(asked.to.absolute(), ".duckdb"), asked.as_at)
            return OK
        {"in": _move_in, "out": _move_out, "tidy": _tidy}[asked.what](session)
    return OK


def _move_in(session: Session) -> None:
    moved, aside = lake_moves.move_in(session)
    rows = sum(moved.values())
    print(f"The lake holds {rows:,} rows of {len(moved)} tables, each compared with the file's.")
    for each in aside:
        print(f"What was moved is kept: {each}")


def _move_out(session: Session) -> None:
    file, holding = lake_moves.move_out(session)
    print(f"{file} holds {holding.sentence}. It is used where PATROLQR_STORE names no lake.")
    print("The lake is left as it was: let nobody work on it any more.")


def _copy_then(session: Session, target: Path, at: datetime) -> None:
    holding = lake_moves.copy_then(session, target, at)
    print(f"{target} holds the lake as it was on {clock.instant_text(at)}: {holding.sentence}.")


def _a_moment(text: str) -> datetime:
    """Return the moment, by the force's clock; argparse turns the ValueError into a sentence."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as problem:
        told = f"{text!r} is no moment; write it as 2026-11-30T06:00"
        raise argparse.ArgumentTypeError(told) from problem
    return found if found.tzinfo else clock.at(found.date(), found.time())


def _tidy(session: Session) -> None:
    done = lake_moves.tidy(session)
    print(
        f"Tables whose new rows went into files: {done.flushed}; files put together: {done.merged}; "
        f"earlier states that went: {done.expired}; files removed: {done.removed}."
    )


LAKE = Command(
    "lake",
    "Move the force's own data from their file into a lake, or back; or do the lake's upkeep.",
    "\n\n  python -m patrolqr lake in      (patrolqr.duckdb into the empty lake of PATROLQR_STORE)\n"
    "  python -m patrolqr lake out     (the lake into patrolqr.duckdb)\n"
    "  python -m patrolqr lake out --as-at 2026-11-30T06:00 --to then.duckdb   (as it was, for 35 days)\n"
    "  python -m patrolqr lake tidy    (what the app does by itself every hour)\n\n"
    "Every table is compared after it was copied; where one differs nothing is moved.",
    _arguments,
    _run,
)
"""The command `lake`."""
