"""Patterns on pages: the runs of every detector, the patterns that stand, and which of them are shown."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from patrolqr import analysis
from patrolqr.analysis import wording
from patrolqr.analysis.detectors.base import Needs, OfNotes, OfPoints
from patrolqr.desk.shared import cached, frame, who
from patrolqr.steps import (
    find_patterns,
    follow_patterns,
    known_then,
    look_at_notes,
    look_at_points,
    rank,
)
from patrolqr.steps.follow_patterns import Standing


def runs(as_of: date) -> list[analysis.Run]:
    """Return one run per detector that opens patterns and has its kind of data, as at the beginning
    of the patrol day and, of a day that is over, as known then; of those that take long, once somebody
    waited for them on the Patterns page.
    """
    slow = look_at_points.known(who.session(), as_of=as_of)
    then = cached.ask_of_loads(known_then.known_at, as_of=as_of)
    return [
        *cached.ask_of_loads(find_patterns.find, as_of=as_of, as_known_at=then),
        *(run for run in slow if run.detector.opens_patterns),
    ]


def notes(as_of: date) -> list[analysis.Run]:
    """Return the runs of officers' notes as at that day, as known then where it is over."""
    mark = cached.ask(look_at_notes.mark, as_of=as_of)
    then = cached.ask_of_loads(known_then.known_at, as_of=as_of)
    runs: list[analysis.Run] = cached.ask_marked(
        mark, look_at_notes.find, as_of=as_of, as_known_at=then
    )
    return runs


class Split(NamedTuple):
    """Cards of all detectors: those that are shown, and those beyond the budget."""

    within: list[Standing]
    beyond: list[Standing]

    def of(self, runs: Sequence[analysis.Run]) -> "Split":
        """Return the cards of these runs."""
        within, beyond = (
            [each for each in cards if any(each.run is run for run in runs)] for cards in self
        )
        return Split(within, beyond)


def split(
    made: Sequence[analysis.Run],
    noted: Sequence[analysis.Run],
    as_of: date,
    ground: Collection[str],
) -> Split:
    """Return the cards on that ground, of incidents and of officers' notes, under the one budget of the
    team: the same on every page.
    """
    there = [
        each
        for each in look_at_notes.standing(noted)
        if is_on_ground(each.found["neighbourhood_id"], ground)
    ]
    found = follow_patterns.in_order([*standing(made, as_of, ground), *there])
    return Split(*follow_patterns.within(found, cached.ask(follow_patterns.cards_a_week)))


def standing(
    made: Sequence[analysis.Run], as_of: date, ground: Collection[str] = ()
) -> list[Standing]:
    """Return the patterns that stand on that ground, of all detectors, the least likely by chance
    first.
    """
    found = follow_patterns.standing(who.session(), made, as_of=as_of)
    return [each for each in found if is_on_ground(each.found["neighbourhood_id"], ground)]


def on_ground(tests: pd.DataFrame, ground: Collection[str]) -> pd.DataFrame:
    """Return the tests of those neighbourhoods and of the whole force; all where none is named.

    Every test was made all the same: what chance may do is judged over all of them.
    """
    there = [is_on_ground(each, ground) for each in tests["neighbourhood_id"]]
    return tests[pd.Series(there, tests.index, bool)]


def is_on_ground(neighbourhood_id: str, ground: Collection[str]) -> bool:
    """Return whether that is one of those neighbourhoods, or of the whole force."""
    return not ground or neighbourhood_id in {*ground, "", wording.EVERYWHERE}


def header(made: Sequence[analysis.Run]) -> str:
    """Return which data were tested, up to when: all tests of the same weeks or months together."""
    tests: dict[str, int] = {}
    for run in made:
        of = f"complete {run.detector.needs.period}s to {frame.day(run.last_day)}"
        tests[of] = tests.get(of, 0) + len(run.tests)
    return " · ".join(f"{number:,} tests of {of}" for of, number in tests.items())


def needed() -> str:
    """Return the least that must be loaded before a detector of counts can say anything, by kind of
    data.
    """
    counting = [
        each.needs for each in analysis.DETECTORS if not isinstance(each, OfPoints | OfNotes)
    ]
    least: dict[str, Needs] = {}
    for needs in sorted(counting, key=lambda each: each.periods):
        least.setdefault(needs.precision, needs)
    return f"at least {' or '.join(needs.text for needs in least.values())}"


def risen(one: Standing) -> rank.Risen | None:
    """Return the square where a pattern rose most, None where none of it has a place."""
    found, precision = one.found, one.run.detector.needs.precision
    if found.get("cell") is not None:  # it says itself where it rose
        name = cached.ask_of_loads(rank.names, precision).get(found["cell"], found["cell"])
        return rank.Risen(found["cell"], name, found["observed"], found["expected"])
    before, share = one.run.before(one.row)
    return cached.ask_of_loads(
        rank.risen,
        before=before,
        since=found["first_day"],
        until=found["last_day"] + timedelta(days=1),
        share=share,
        precision=precision,
        category=found["category"],
        neighbourhood_id=found["neighbourhood_id"],
    )
