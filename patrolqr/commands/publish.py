"""publish: a month of this force to the lake that it shares with others."""

import argparse
import json

from patrolqr.commands.command import OK, Command, asks_json, opened, print_json
from patrolqr.core import clock, settings
from patrolqr.core.errors import InputWrong
from patrolqr.core.settings import County
from patrolqr.render import tables
from patrolqr.steps import publish_county, returning
from patrolqr.steps.publish_county import Came

INVENTED = "The fictional town is no force, so nothing of it is published. With --dry-run it shows what would be."

NO_LAKE = (
    "No lake is named. Name the one that forces share: PATROLQR_COUNTY=ducklake:…, or --to. "
    "README, “Several forces”, says how."
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "month",
        nargs="?",
        metavar="MONTH",
        help="a month that is over, as in 2026-10 (the last one)",
    )
    parser.add_argument("--to", metavar="ADDRESS", help="the lake, ducklake:… (PATROLQR_COUNTY)")
    parser.add_argument(
        "--files",
        default="",
        metavar="FOLDER",
        help="the folder of its files (PATROLQR_COUNTY_FILES)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print all that would be published; nothing leaves"
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    shared = _lake(asked)
    month = (
        returning.month(asked.month).since
        if asked.month
        else publish_county.month_before(clock.today())
    )
    with opened() as session:
        if session.is_demo and not asked.dry_run:
            raise InputWrong(INVENTED)
        do = publish_county.prepared if asked.dry_run else publish_county.publish
        came = do(session, shared, month)
    if asked.json:
        document = json.loads(came.publication.document) if came.publication else None
        print_json({"state": came.state, "said": _said(came, asked), "published": document})
        return OK
    if asked.dry_run and came.publication is not None:
        for name, rows in came.publication.frames.items():
            print(
                f"{name}: {len(rows):,} rows; an empty count is withheld, an empty name means all"
            )
            print(tables.csv(rows).decode("utf-8-sig"))
    print(_said(came, asked))
    return OK


def _said(came: Came, asked: argparse.Namespace) -> str:
    if asked.dry_run and came.publication is not None:
        return came.sentence.replace(": published,", ": nothing has left; it would be")
    return came.sentence


def _lake(asked: argparse.Namespace) -> County:
    named = settings.current().county
    if asked.to:
        return settings.county(asked.to, asked.files, named.force if named else "")
    if named is None:
        raise InputWrong(NO_LAKE)
    return named


PUBLISH = Command(
    "publish",
    "Publish a month of this force to the lake that it shares with others: counts, and no more.",
    "\n\nWhat is published holds no name, no collar number, no words and no place finer than a patrol area; small\n"
    "numbers are withheld. The app does the same by itself once a day where PATROLQR_COUNTY names a lake.\n\n"
    "  python -m patrolqr publish --dry-run\n"
    "  python -m patrolqr publish 2026-10",
    _arguments,
    _run,
)
