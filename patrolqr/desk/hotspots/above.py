"""What people and patterns brought: the first places above the list by counts, the others on its own
rows, or folded.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import candidates
from patrolqr.desk.shared import cached, findings, square_names, who
from patrolqr.desk.shared.words import plain, short
from patrolqr.geo import squares
from patrolqr.steps import brought
from patrolqr.steps.brought import Brought, Kind, Rise, Why
from patrolqr.store import picks, teams

SHOWN = 3
"""Places above the list that still wait for a decision; the others are a press away."""

MOST_FOLDED = 20
"""Rows that a page draws when somebody unfolds them: a force's night can bring hundreds."""

TEXT = 60
"""Characters of one why, so that it takes one line; what came in stands beside its source, which is never cut."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What places are called on list and map that have no number in the list by counts."""

FOLDED: dict[Kind, str] = {
    "Priority": "under a priority",
    "Owed": "owed",
    "Pattern": "with a pattern",
    "Came in": "where something came in",
}
"""What the places that are folded are counted by: the most urgent of their whys."""


class Above(NamedTuple):
    """The places brought, in their order: `shown` above the list and `folded` below those. `by_cell`
    has every one, those too that stand on the list's own rows; `marks` are the letters of those shown
    that have no number there. `without_place` is how many reasons wait that no list can show.
    """

    shown: tuple[Brought, ...]
    folded: tuple[Brought, ...]
    by_cell: Mapping[str, Brought]
    marks: Mapping[str, str]
    without_place: int

    def has(self, cell: str) -> bool:
        """Return whether a square stands above the list."""
        return any(each.cell == cell for each in self.shown)


def found(
    rows: pd.DataFrame, duty: Duty, places: Sequence[str], masked: Collection[str], side: int
) -> Above:
    """Return what is brought for a duty on its team's ground, or of it in these neighbourhoods.

    A place is one row, wherever that is; `rows` is the list below, of squares of that side. What is
    picked already is not shown above again, and what is `masked` stands in neither.
    """
    last = brought.before(who.session(), duty)
    every = cached.ask(brought.find, duty, last=last, rises=_rises(duty), side=side)
    counted_in = dict(zip(rows["cell"], rows["neighbourhood_id"], strict=True))
    there = [
        each
        for each in every.places
        if not places or (each.neighbourhood_id or counted_in.get(each.cell)) in places
    ]
    numbered = set(rows["cell"].head(candidates.SHOWN))
    open_ones = [each for each in there if each.cell not in masked]
    shown = _first(open_ones, duty)
    above = {each.cell for each in shown}
    lettered = (each.cell for each in shown if each.cell not in numbered)
    return Above(
        shown,
        tuple(each for each in open_ones if each.cell not in above | numbered),
        {each.cell: each for each in there},
        dict(zip(lettered, LETTERS, strict=False)),
        every.without_place,
    )


def _first(there: Sequence[Brought], duty: Duty) -> tuple[Brought, ...]:
    """Return the places shown: those passed over stay where they were, and make room for the next."""
    picked = {each.area.cell for each in cached.ask(picks.picks, duty)}
    passed = cached.ask(picks.passed_over, duty)
    shown: list[Brought] = []
    waiting = 0
    for each in there:
        if waiting < SHOWN and each.cell not in picked:
            shown.append(each)
            waiting += each.cell not in passed
    return tuple(shown)


def _rises(duty: Duty) -> tuple[Rise, ...]:
    """Return the patterns within the team's budget that say where there is more than before."""
    as_of = duty.patrol_day
    ground = cached.ask(teams.team, duty.team_id).neighbourhoods
    cards = findings.split(findings.runs(as_of), findings.notes(as_of), as_of, ground)
    rises = []
    for one in cards.within:
        risen = findings.risen(one) if one.run.detector.is_rise else None
        if risen is not None:
            rises.append(Rise(risen.cell, risen.name, str(one.found["finding"]), one.since))
    return tuple(rises)


def called(of: Brought) -> str:
    """Return what a place is called in whose square nothing of the list is counted."""
    return square_names.names(squares.side(of.cell)).get(of.cell, of.name)


def whys_text(of: Brought, name: str) -> str:
    """Return a place's whys as the list says them, a line each, below the `name` it has there."""
    said = ((each.kind, plain(_said(each, name))) for each in of.whys)
    return "  \n".join(f":small[:gray-badge[{kind}] {text}]" for kind, text in said)


def _said(why: Why, name: str) -> str:
    if why.kind != "Came in":
        return short(why.text, TEXT)
    # beside what came in stands its source, which may not be cut off
    return f"{why.text} at {why.place}" if why.place not in ("", name) else why.text


def folded_text(folded: Sequence[Brought]) -> str:
    """Return what is folded: 17 more brought: 2 owed, 15 where something came in."""
    first = Counter(each.whys[0].kind for each in folded)
    counted = ", ".join(f"{first[kind]} {said}" for kind, said in FOLDED.items() if first[kind])
    return f"{len(folded)} more: {counted}"
