"""export: patrol logs and taskings to a file for a spreadsheet."""

import argparse
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json, writable
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.questions import GROUPS, Group
from patrolqr.render import tables
from patrolqr.store import Session, exports, teams
from patrolqr.store.log_reads import LogChoice

ENDINGS = (".csv", ".xlsx")
Table = Callable[[Session, date | None, date | None], pd.DataFrame]
"""Gives the rows from one patrol day to the day before another; None is open."""


def _logs(session: Session, since: date | None, until: date | None) -> pd.DataFrame:
    return exports.logs(session, LogChoice(since=since, until=until))


def _sheets(session: Session, since: date | None, until: date | None) -> dict[str, pd.DataFrame]:
    """Return the rows of a workbook's further sheets: what the logs detail, group by group."""
    return exports.sheets(session, LogChoice(since=since, until=until))


def _detailed(group: Group) -> Table:
    """Return the table of what is detailed in one group."""

    def rows(session: Session, since: date | None, until: date | None) -> pd.DataFrame:
        return exports.details(session, LogChoice(since=since, until=until))[group.name]

    return rows


def _stop_searches(session: Session, since: date | None, until: date | None) -> pd.DataFrame:
    return exports.stop_searches(session, since=since, until=until)


def _taskings(session: Session, since: date | None, until: date | None) -> pd.DataFrame:
    return exports.taskings(session, since=since, until=until)


DETAILS = {f"{group.name.replace('_', '-')}-details": _detailed(group) for group in GROUPS}
"""Tables of what was done, as the phone asks about it: engagement-details and so on."""

PUBLISHED = "stop-searches"
"""What has the published columns and no other: its marking is told, and stands where it is printed."""

TABLES: dict[str, Table] = {
    "logs": _logs,
    "taskings": _taskings,
    PUBLISHED: _stop_searches,
    **DETAILS,
}
"""Tables to export; stop-searches have the columns that data.police.uk publishes."""


WORDS = {"stop-searches": "stop-searches", **{each: each.replace("-", " ") for each in DETAILS}}
"""What the rows of a table are called, where they are not patrol logs."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=(*TABLES, "documents"),
        help="documents: every log as it was sent, one JSON a line; all others are tables: taskings with what was "
        "asked and given, logs as .xlsx with a sheet for each kind of details",
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
        marking = teams.marking(session)
        marked = ({"marking": marking, **each} for each in documents)
        lines = "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in marked)
        content = session.takes(asked.out.name, lines.encode(), rows=len(documents))
    asked.out.write_bytes(content)
    return _said(asked, len(documents), marking)


def _said(asked: argparse.Namespace, rows: int, marking: str) -> int:
    if asked.json:
        print_json({"file": str(asked.out), "rows": rows, "marking": marking})
    else:
        what = WORDS.get(asked.what, "patrol logs")
        print(f"{rows:,} {what} written to {asked.out}: {marking}.")
    return OK


def _table(asked: argparse.Namespace) -> int:
    writable(asked.out, *ENDINGS)
    with opened() as session:
        until = asked.until + timedelta(days=1) if asked.until else None
        rows = TABLES[asked.what](session, asked.since, until)
        more = _sheets(session, asked.since, until) if asked.what == "logs" else {}
        marking, is_published = teams.marking(session), asked.what == PUBLISHED
        if asked.out.suffix.lower() == ".xlsx":
            content = tables.xlsx(rows, more=more, marking=marking, is_published=is_published)
        else:
            content = tables.csv(rows, marking="" if is_published else marking)
        session.takes(asked.out.name, content, rows=len(rows))
    asked.out.write_bytes(content)
    return _said(asked, len(rows), marking)


EXPORT = Command(
    "export",
    "Write patrol logs, taskings, stop-searches or details of what was done to a CSV or Excel file, or logs as sent.",
    "\n\n  python -m patrolqr export logs --out logs.xlsx\n"
    "  python -m patrolqr export taskings --out taskings.csv\n"
    "  python -m patrolqr export stop-searches --out searches.csv\n"
    "  python -m patrolqr export engagement-details --out engagements.csv\n"
    "  python -m patrolqr export documents --out logs.jsonl",
    _arguments,
    _run,
)
