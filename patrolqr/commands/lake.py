"""lake: move the force's own data from their file into a lake, and back; the lake's upkeep."""

import argparse

from patrolqr.commands.command import OK, Command, opened
from patrolqr.store import Session, lake_moves


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("in", "out", "tidy"), help="what is done")


def _run(asked: argparse.Namespace) -> int:
    with opened() as session:
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
    "  python -m patrolqr lake tidy    (what the app does by itself every hour)\n\n"
    "Every table is compared after it was copied; where one differs nothing is moved.",
    _arguments,
    _run,
)
"""The command `lake`."""
