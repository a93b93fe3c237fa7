"""hotspots: the busiest squares of a period, with why."""

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from patrolqr.analysis import backtest, periods
from patrolqr.analysis.backtest import BackTest
from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json
from patrolqr.core.errors import InputWrong
from patrolqr.core.incident import Precision
from patrolqr.geo import squares
from patrolqr.steps import back_test, rank
from patrolqr.steps.draft import DOSE, USUAL_MINUTES
from patrolqr.store import Session, incidents


def choice_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what chooses incidents, and the squares they are counted in."""
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
    parser.add_argument(
        "--side",
        type=int,
        default=squares.CELL_METRES,
        metavar="M",
        help=f"side of the squares counted in: {' or '.join(map(str, squares.SIDES))} metres "
        f"(default: {squares.CELL_METRES}; smaller ones need exact places)",
    )


@dataclass(frozen=True)
class Choice:
    """What was asked to be counted."""

    period: periods.DateSpan
    precision: Precision
    types: list[str]
    places: list[str]
    side: int


def choice(session: Session, asked: argparse.Namespace) -> Choice:
    """Return what was asked to be counted; InputWrong where there is nothing or the days are none."""
    spans = incidents.available(session)
    if not spans:
        raise InputWrong(
            "There are no incidents yet. Load some first: python -m patrolqr load FILE…"
        )
    span = spans[0]
    squares.check_side(asked.side, span["precision"])
    usual = periods.last_months(span["first_day"], span["until"])
    until = asked.until + timedelta(days=1) if asked.until else usual.until
    since = asked.since or (
        usual.since if not asked.until else periods.months_before(until, periods.USUAL_MONTHS)
    )
    if since >= until:
        raise InputWrong(
            f"The period ends on {asked.until or span['last_day']}, before it begins on {since}."
        )
    return Choice(
        periods.days_between(*_whole_months(since, until, span["precision"])),
        span["precision"],
        rank.crime_types(asked.category),
        rank.neighbourhood_ids(session, asked.neighbourhood),
        asked.side,
    )


def chosen(
    session: Session, asked: argparse.Namespace
) -> tuple[periods.DateSpan, pd.DataFrame, str]:
    """Return the period meant, its squares, ranked, and what of it was not loaded or is not listed.

    InputWrong where there is nothing to rank.
    """
    made = choice(session, asked)
    rows, outside = rank.listed(
        session,
        made.period,
        made.precision,
        types=made.types,
        places=made.places,
        side=made.side,
    )
    missing = rank.not_loaded(session, made.period, made.precision)
    left_out = [rank.outside_text(outside).removesuffix(".")] if outside else []
    return made.period, rows, ". ".join([*([missing] if missing else []), *left_out])


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
    parser.add_argument(
        "--backtest",
        action="store_true",
        help="print instead how such a list did in the period's last month",
    )
    parser.add_argument(
        "--minutes",
        type=int,
        default=USUAL_MINUTES,
        metavar="N",
        help=f"officer-minutes there are tonight, for --backtest (default: {USUAL_MINUTES})",
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    if asked.backtest:
        return _run_back_test(asked)
    with opened() as session:
        period, ranked, missing = chosen(session, asked)
    rows = ranked.head(asked.top).to_dict("records")
    if asked.json:
        print_json(
            {
                "since": period.since,
                "until": period.until,
                "side": asked.side,
                "not_loaded": missing,
                "squares": [_plain(row) for row in rows],
            }
        )
        return OK
    print(
        f"{period.line}: {(ranked['count'] > 0).sum():,} squares of {asked.side} m with incidents."
    )
    if missing:
        print(f"{missing}.")
    for row in rows:
        level = f", level: {row['tied']}" if row["tied"] else ""
        behaves = f"; {row['behaves']} over time" if row["behaves"] else ""
        print(f"{row['rank']:>3}  {row['name']} ({row['cell']}{level})\n     {row['why']}{behaves}")
        if row["flag"]:
            print(f"     ! {row['flag']}")
    return OK


def _run_back_test(asked: argparse.Namespace) -> int:
    """Print how such a list did in the period's last month."""
    if asked.minutes < 0:
        raise InputWrong(f"There cannot be {asked.minutes} minutes tonight.")
    with opened() as session:
        made = choice(session, asked)
        found = back_test.tried(
            session,
            made.period,
            made.precision,
            types=made.types,
            places=made.places,
            side=made.side,
            areas=asked.minutes // DOSE,
        )
    if asked.json:
        print_json(_as_json(found))
        return OK
    print("\n".join(backtest.sentences(found)))
    if found.incidents:
        print(
            "\n".join(
                (
                    "",
                    backtest.table(found).rename_axis(None).to_string(),
                    "",
                    *backtest.notes(found),
                )
            )
        )
    return OK


def _as_json(found: BackTest) -> dict[str, Any]:
    """Return a back-test as plain values."""
    columns = {share: f"{share:.0%}" for share in backtest.OF_AREA}
    tables = {
        name: table.rename(columns=columns).to_dict("index")
        for name, table in (("shares", found.shares), ("index", found.index))
    }
    plain = {name: value for name, value in vars(found).items() if name not in tables}
    return {**plain, **tables, "sentences": backtest.sentences(found)}


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


HOTSPOTS = Command(
    "hotspots",
    "Print the busiest squares of a period, with why.",
    "\n\nThe same ranking as on the Hotspots page. Month data count whole months. With --backtest: how a\n"
    "list made before the period's last month did in it.\n\n"
    "  python -m patrolqr hotspots --since 2025-01-01 --until 2025-08-31 --category 'Vehicle crime'",
    _arguments,
    _run,
)
