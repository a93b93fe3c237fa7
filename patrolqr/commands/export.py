"""export: patrol logs and taskings to a file for a spreadsheet."""

import argparse
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json, writable
from patrolqr.core.errors import InputWrong
from patrolqr.render import tables
from patrolqr.store import Session, exports
from patrolqr.store.log_reads import LogChoice

WRITERS = {".csv": tables.csv, ".xlsx": tables.xlsx}
Table = Callable[[Session, date | None, date | None], pd.DataFrame]
"""Gives the rows from one patrol day to the day before another; None is open."""


def _logs(session: Session, since: date | None, until: date | None) -> pd.DataFrame:
    return exports.logs(session, LogChoice(since=since, until=until))


def _stop_searches(session: Session, since: date | None, until: date | None) -> pd.DataFrame:
    return exports.stop_searches(session, since=since, until=until)


def _taskings(session: Session, since: date | None, until: date | None) -> pd.DataFrame:
    return exports.taskings(session, since=since, until=until)


TABLES: dict[str, Table] = {
    "logs": _logs,
    "taskings": _taskings,
    "stop-searches": _stop_searches,
}
"""Tables to export; stop-searches have the columns that data.police.uk publishes."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=(*TABLES, "documents"),
        help="logs, stop-searches, or taskings with what was asked and given: a table; "
        "documents: every log as it was sent, one JSON a line",
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="where to; a table ends in .csv or .xlsx",
    )
    parser.add_argument(
        "--since", type=a_day, metavar="DAY", help="first patrol day (default: all)"
    )
    parser.add_argument("--until", type=a_day, metavar="DAY", help="last patrol day (default: all)")
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    return _documents(asked) if asked.what == "documents" else _table(asked)


def _documents(asked: argparse.Namespace) -> int:
    if asked.since or asked.until:
        raise InputWrong("Documents are exported whole: leave out --since and --until.")
    writable(asked.out, ".jsonl")
    with opened() as session:
        documents = exports.documents(session)
    asked.out.write_text(
        "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in documents), "utf-8"
    )
    return _said(asked, len(documents))


def _said(asked: argparse.Namespace, rows: int) -> int:
    if asked.json:
        print_json({"file": str(asked.out), "rows": rows})
    else:
        what = asked.what if asked.what in ("stop-searches", "taskings") else "patrol logs"
        print(f"{rows:,} {what} written to {asked.out}.")
    return OK


def _table(asked: argparse.Namespace) -> int:
    writable(asked.out, *WRITERS)
    with opened() as session:
        until = asked.until + timedelta(days=1) if asked.until else None
        rows = TABLES[asked.what](session, asked.since, until)
    asked.out.write_bytes(WRITERS[asked.out.suffix.lower()](rows))
    return _said(asked, len(rows))


EXPORT = Command(
    "export",
    "Write patrol logs, taskings or stop-searches to a CSV or Excel file, or logs as they were sent.",
    "\n\n  python -m patrolqr export logs --out logs.xlsx\n"
    "  python -m patrolqr export taskings --out taskings.csv\n"
    "  python -m patrolqr export stop-searches --out searches.csv\n"
    "  python -m patrolqr export documents --out logs.jsonl",
    _arguments,
    _run,
)
