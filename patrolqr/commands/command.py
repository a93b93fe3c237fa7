"""What a command is, and what several of them need."""

import argparse
import getpass
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from patrolqr.core import settings
from patrolqr.core.actor import NAME_LIMIT, Actor
from patrolqr.core.errors import InputWrong
from patrolqr.store import Session, Store

OK, FAILED = 0, 1


@dataclass(frozen=True)
class Command:
    """One command: its name, what it does in a line, more of it, its arguments, and what runs it
    (an exit code).
    """

    name: str
    summary: str
    more: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


@contextmanager
def opened(*, real: bool = False) -> Iterator[Session]:
    """Give the store of this data folder as who runs the command sees it, and let it go afterwards.

    FolderEmpty where there is none, unless the force's own (`real`) is wanted: that is made.
    """
    chosen = settings.current()
    store = Store(chosen.data, real=real, lake=chosen.lake, takes_over=False)
    tell_of_copy(store)
    try:
        yield Session(store, actor())
    finally:
        store.close()


def tell_of_copy(store: Store) -> None:
    """Say where the copy is that was made before the database was brought up to date, if one was."""
    if copied := store.database.copied_before:
        print(f"Before this update a copy was made: {copied}", file=sys.stderr, flush=True)


@contextmanager
def ended_by_term() -> Iterator[None]:
    """Let TERM end what is done within as Ctrl+C does, so that the database is closed.

    Only the main thread can be told of signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def actor() -> Actor:
    """Return who runs the command: the login name, where this computer knows one."""
    try:
        person = getpass.getuser()[:NAME_LIMIT]
    except (ImportError, KeyError, OSError):  # no such account, as in some containers
        person = ""
    return Actor(person or "command line", "system")


def a_day(text: str) -> date:
    """Return the day written as YYYY-MM-DD; argparse turns the ValueError into a sentence."""
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-24") from problem


def writable(path: Path, *endings: str) -> Path:
    """Return the path if a file can be written there.

    InputWrong says why not, before anything else is done.
    """
    if endings and path.suffix.lower() not in endings:
        raise InputWrong(
            f"{path.name} must end in {' or '.join(endings)}, so that it is clear what to write."
        )
    if (
        path.is_dir()
        or not path.parent.is_dir()
        or not os.access(path if path.exists() else path.parent, os.W_OK)
    ):
        raise InputWrong(
            f"{path} cannot be written. Name a file in a folder that exists and that you may write to."
        )
    return path


def asks_json(parser: argparse.ArgumentParser) -> None:
    """Add --json to a command that a script may read."""
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document instead of sentences"
    )


def print_json(document: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))
