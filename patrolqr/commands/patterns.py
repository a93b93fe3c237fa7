"""patterns: what stands out from the weeks or months before."""

import argparse

import pandas as pd

from patrolqr.analysis import Run
from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json
from patrolqr.core import clock
from patrolqr.steps import find_patterns
from patrolqr.store import patterns


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=a_day, metavar="DAY", help="look as if it were the morning of that day"
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
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
    "  python -m patrolqr patterns --as-of 2025-09-01",
    _arguments,
    _run,
)
