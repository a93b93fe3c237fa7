"""patterns: what stands out from the weeks or months before."""

import argparse
import sys
from datetime import date
from itertools import groupby

from patrolqr.analysis import Run, calibration, wording
from patrolqr.analysis.detectors import near_repeat
from patrolqr.analysis.detectors.base import OfNotes
from patrolqr.analysis.detectors.near_repeat import NearRepeats
from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json
from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.steps import (
    calibrate,
    find_patterns,
    follow_patterns,
    known_then,
    look_at_notes,
    look_at_points,
    score_patterns,
)
from patrolqr.steps.follow_patterns import Standing
from patrolqr.store import Session

YEARS, MOST_YEARS = 5, 1000
"""How many years of each kind are simulated, and at most."""

NOTHING = "Nothing stands out."
NO_INCIDENTS = "There are no incidents yet. Load some first: python -m patrolqr load FILE…"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=a_day,
        metavar="DAY",
        help="replay it as known on the morning of that day; nothing is kept",
    )
    parser.add_argument(
        "--points",
        action="store_true",
        help="look at dated points too: near repeats, what gathers in one place, hours that shift; up to some minutes",
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="try the detectors on simulated years in which nothing changes, at your own means; some minutes",
    )
    parser.add_argument(
        "--score",
        action="store_true",
        help="judge closed cards against what followed: how many were right, how late, what was missed",
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


def _score(asked: argparse.Namespace) -> int:
    with opened() as session:
        runs = find_patterns.find(session, as_of=clock.today())
        since = score_patterns.looked_since(session)
        told = score_patterns.told_later(session, since, as_of=clock.today())
        followed = score_patterns.followed(session, score_patterns.to_judge(session))
        found = score_patterns.score(session, runs, told, followed)
        found += score_patterns.of_notes(session, as_of=clock.today())
    if asked.json:
        print_json([each._asdict() for each in found])
        return OK
    for each in found:
        print(each.sentence)
    print("\n".join(score_patterns.rules(found)))
    return OK


def _run(asked: argparse.Namespace) -> int:
    if asked.calibrate:
        return _calibrate(asked)
    if asked.score:
        return _score(asked)
    as_of = _day(asked.as_of)
    with opened() as session:
        why_none = find_patterns.why_none(session, as_of=as_of)
        then = known_then.known_at(session, as_of=as_of)
        notes = look_at_notes.find(session, as_of=as_of, as_known_at=then)
        runs, shown, beyond = _found(session, asked.as_of, notes, of_points=asked.points)
    if asked.json:
        plain = [_plain(run, shown, beyond, is_kept=not asked.as_of) for run in runs]
        print_json([*plain, *(_plain_notes(run, shown) for run in notes)])
        return OK
    if not runs:
        print(why_none or NO_INCIDENTS)
    for run in runs:
        to = clock.day_text(run.last_day)
        told = " ".join(filter(None, (run.gaps, run.incomplete)))
        print(f"{run.detector.title}, to {to}: {len(run.tests):,} tests. {told}".rstrip())
        own, more = _of(run, shown), len(_of(run, beyond))
        for each in own:
            print(f"  {_line(each, is_kept=not asked.as_of)}")
        if more:
            print(f"  {more} more, beyond the budget")
        elif not own and not run.missing and isinstance(run.detector, NearRepeats):
            print(f"  {near_repeat.tell(run)}")
        elif not own:
            print(f"  {run.missing or NOTHING}")
    _print_notes(notes, shown, beyond)
    return OK


def _day(asked: date | None) -> date:
    """Return the day that is looked at: today where none is asked for. InputWrong where it is still to come."""
    if asked and asked > clock.today():
        raise InputWrong(f"{clock.day_text(asked)} is still to come: choose today or a day before.")
    return asked or clock.today()


def _print_notes(notes: list[Run], shown: list[Standing], beyond: list[Standing]) -> None:
    for run in notes:
        print(f"{run.detector.title}, to {clock.day_text(run.last_day)}:")
        own, more = _of(run, shown), len(_of(run, beyond))
        for each in own:
            print(f"  {each.found['finding']}")
        if more:
            print(f"  {more} more, beyond the budget")
        elif not own:
            print(f"  {run.missing or NOTHING}")


def _found(
    session: Session, as_of: date | None, notes: list[Run], *, of_points: bool
) -> tuple[list[Run], list[Standing], list[Standing]]:
    """Return the runs, the patterns that are shown, and those beyond the budget; what stands out in
    notes is among these.

    As at a day that is named nothing is kept, and all that was found then, by what was known then, is
    shown.
    """
    then = known_then.known_at(session, as_of=as_of) if as_of else None
    runs = find_patterns.find(session, as_of=as_of or clock.today(), as_known_at=then)
    if of_points:
        runs += look_at_points.find(session, as_of=as_of or clock.today())
    if as_of:
        replayed = [each for run in runs for each in follow_patterns.replayed(run)]
        return runs, [*replayed, *look_at_notes.standing(notes)], []
    follow_patterns.keep(session, [*runs, *notes], as_of=clock.today())
    found = follow_patterns.standing(session, runs, as_of=clock.today())
    every = follow_patterns.in_order([*found, *look_at_notes.standing(notes)])
    return runs, *follow_patterns.within(every, follow_patterns.cards_a_week(session))


def _of(run: Run, found: list[Standing]) -> list[Standing]:
    return [each for each in found if each.run is run]


def _line(each: Standing, *, is_kept: bool) -> str:
    sentence = str(each.found["sentence"] or each.found["finding"])
    if not is_kept:
        return sentence
    return f"{sentence} {each.state.capitalize()}, open since {clock.day_text(each.since)}."


def _plain(
    run: Run, shown: list[Standing], beyond: list[Standing], *, is_kept: bool
) -> dict[str, object]:
    own = [(each, True) for each in _of(run, shown)] + [(each, False) for each in _of(run, beyond)]
    return {
        "detector": run.detector.name,
        "tests": len(run.tests),
        "missing": run.missing,
        "not_loaded": run.gaps,
        "not_complete": run.incomplete,
        "patterns": [
            {**each.found, **(_kept(each, within) if is_kept else {})} for each, within in own
        ],
    }


def _plain_notes(run: Run, shown: list[Standing]) -> dict[str, object]:
    assert isinstance(run.detector, OfNotes)
    out = run.detector.cards(run)
    within = {each.row for each in _of(run, shown)}
    return {
        "detector": run.detector.name,
        "tests": len(run.tests),
        "missing": run.missing,
        "patterns": [],  # nothing of it is kept
        "words": out.assign(is_within_budget=out["test"].isin(within)).to_dict("records"),
    }


def _kept(each: Standing, within: bool) -> dict[str, object]:
    pattern_id = each.pattern["pattern_id"] if each.pattern else None
    return {
        "pattern_id": pattern_id,
        "state": each.state,
        "since": each.since,
        "is_within_budget": within,
    }


PATTERNS = Command(
    "patterns",
    "Print what stands out, and how often chance alone does as much.",
    "\n\nThe same as on the Patterns page, and kept as there: patterns that somebody set aside are left out.\n"
    "With --as-of that day is replayed as known then: nothing is kept, and whatever was decided or loaded since,\n"
    "the answer is the same. Of a day before PatrolQR was in use, each day counts as it was first loaded.\n\n"
    "  python -m patrolqr patterns --as-of 2025-09-01\n"
    "  python -m patrolqr patterns --points\n"
    "  python -m patrolqr patterns --calibrate --years 20\n"
    "  python -m patrolqr patterns --score",
    _arguments,
    _run,
)
