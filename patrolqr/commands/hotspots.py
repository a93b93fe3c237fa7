"""hotspots: the busiest squares of a period, with why."""

import argparse
from datetime import date, timedelta
from typing import Any

import pandas as pd

from patrolqr.analysis import periods
from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json
from patrolqr.core.errors import InputWrong
from patrolqr.steps import rank
from patrolqr.store import Session, incidents


def choice_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what chooses incidents: period, crime types, neighbourhoods."""
    parser.add_argument(
        "--since", type=a_day, metavar="DAY", help="first day counted (default: 12 months back)"
    )
    parser.add_argument(
        "--until", type=a_day, metavar="DAY", help="last day counted (default: the last there is)"
    )
    parser.add_argument(
        "--category",
        action="append",
        default=[],
        metavar="TYPE",
        help="a crime type; give it again for more",
    )
    parser.add_argument(
        "--neighbourhood",
        action="append",
        default=[],
        metavar="NAME",
        help="a neighbourhood; give it again for more",
    )


def chosen(
    session: Session, asked: argparse.Namespace
) -> tuple[periods.DateSpan, pd.DataFrame, str]:
    """Return the period meant, its squares, ranked, and which part of it was not loaded.

    InputWrong where there is nothing to rank.
    """
    spans = incidents.available(session)
    if not spans:
        raise InputWrong(
            "There are no incidents yet. Load some first: python -m patrolqr load FILE…"
        )
    span = spans[0]
    usual = periods.last_months(span["first_day"], span["until"])
    until = asked.until + timedelta(days=1) if asked.until else usual.until
    since = asked.since or (
        usual.since if not asked.until else periods.months_before(until, periods.USUAL_MONTHS)
    )
    if since >= until:
        raise InputWrong(
            f"The period ends on {asked.until or span['last_day']}, before it begins on {since}."
        )
    period = periods.days_between(*_whole_months(since, until, span["precision"]))
    ranked = rank.ranked(
        session,
        period,
        span["precision"],
        types=rank.crime_types(asked.category),
        places=rank.neighbourhood_ids(session, asked.neighbourhood),
    )
    return period, ranked, rank.not_loaded(session, period, span["precision"])


def _whole_months(since: date, until: date, precision: str) -> tuple[date, date]:
    """Return the days widened to whole months where the data know no day."""
    if precision != "month":
        return since, until
    first_after = (
        until
        if until.day == 1
        else (pd.Timestamp(until.replace(day=1)) + pd.DateOffset(months=1)).date()
    )
    return since.replace(day=1), first_after


def _arguments(parser: argparse.ArgumentParser) -> None:
    choice_arguments(parser)
    parser.add_argument(
        "--top", type=int, default=10, metavar="N", help="how many squares to print (default: 10)"
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    with opened() as session:
        period, ranked, missing = chosen(session, asked)
    rows = ranked.head(asked.top).to_dict("records")
    if asked.json:
        print_json(
            {
                "since": period.since,
                "until": period.until,
                "not_loaded": missing,
                "squares": [_plain(row) for row in rows],
            }
        )
        return OK
    print(f"{period.line}: {len(ranked):,} squares of 250 m with incidents.")
    if missing:
        print(f"{missing}.")
    for row in rows:
        print(f"{row['rank']:>3}  {row['name']} ({row['cell']})\n     {row['why']}")
        if row["flag"]:
            print(f"     ! {row['flag']}")
    return OK


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


HOTSPOTS = Command(
    "hotspots",
    "Print the busiest squares of a period, with why.",
    "\n\nThe same ranking as on the Hotspots page. Month data count whole months.\n\n"
    "  python -m patrolqr hotspots --since 2025-01-01 --until 2025-08-31 --category 'Vehicle crime'",
    _arguments,
    _run,
)
