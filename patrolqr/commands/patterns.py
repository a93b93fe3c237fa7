"""patterns: what stands out from the weeks or months before."""

import argparse
import sys
from itertools import groupby

import pandas as pd

from patrolqr.analysis import Run, calibration, wording
from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json
from patrolqr.core import clock
from patrolqr.steps import calibrate, find_patterns
from patrolqr.store import patterns

YEARS, MOST_YEARS = 5, 1000
"""How many years of each kind are simulated, and at most."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=a_day, metavar="DAY", help="look as if it were the morning of that day"
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="try the detectors on simulated years in which nothing changes, at your own means; some minutes",
    )
    parser.add_argument(
        "--years", type=_years, default=YEARS, help=f"simulated years of each kind ({YEARS})"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same years")
    asks_json(parser)


def _years(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of years from 1 to {MOST_YEARS}")
    return int(text)


def _calibrate(asked: argparse.Namespace) -> int:
    def tell(done: str) -> None:
        print(f"{done} …", file=sys.stderr, flush=True)

    with opened() as session:
        rows = calibrate.calibrate(session, years=asked.years, seed=asked.seed, tell=tell)
    if asked.json:
        print_json(rows)
        return OK
    for title, own in groupby(rows, key=lambda row: row["detector"]):
        kept = list(own)
        first = kept[0]
        print(f"{title}: {first['tests']:,} tests a run, {first['years']} years of each kind")
        once = "  ".join(f"1 in {each:,}".rjust(10) for each in calibration.ONCE_IN)
        print(f"  {'nothing changes':34}{'false cards a year':>20}  said too seldom: {once}")
        for row in kept:
            seldom = "  ".join(f"{each:.1f} x".rjust(10) for each in row["too_seldom"])
            print(f"  {row['scenario']:34}{row['cards_a_year']:>20.1f}{'':19}{seldom}")
        print(f"  {wording.doublings(first)}")
    return OK


def _run(asked: argparse.Namespace) -> int:
    if asked.calibrate:
        return _calibrate(asked)
    with opened() as session:
        runs = find_patterns.find(session, as_of=asked.as_of or clock.today())
        set_aside = {row["pattern_key"] for row in patterns.states(session)}
    found = [(run, run.standing(set_aside)) for run in runs]
    if asked.json:
        print_json([_plain(run, rows) for run, rows in found])
        return OK
    if not runs:
        print("There are no incidents yet. Load some first: python -m patrolqr load FILE…")
    for run, rows in found:
        to = clock.day_text(run.last_day)
        told = " ".join(filter(None, (run.gaps, run.incomplete)))
        print(f"{run.detector.title}, to {to}: {len(run.tests):,} tests. {told}".rstrip())
        print(
            "\n".join(f"  {sentence}" for sentence in rows["sentence"])
            or f"  {run.missing or 'Nothing stands out.'}"
        )
    return OK


def _plain(run: Run, rows: pd.DataFrame) -> dict[str, object]:
    return {
        "detector": run.detector.name,
        "tests": len(run.tests),
        "missing": run.missing,
        "not_loaded": run.gaps,
        "not_complete": run.incomplete,
        "patterns": rows.to_dict("records"),
    }


PATTERNS = Command(
    "patterns",
    "Print what stands out, and how often chance alone does as much.",
    "\n\nThe same tests as on the Patterns page; patterns that somebody set aside are left out.\n\n"
    "  python -m patrolqr patterns --as-of 2025-09-01\n"
    "  python -m patrolqr patterns --calibrate --years 20",
    _arguments,
    _run,
)
