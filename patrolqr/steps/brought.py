"""What people and patterns bring, place by place: why officers should be sent there tonight, whatever
the counts say. No Streamlit here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

import pandas as pd

from patrolqr.core import clock, dose
from patrolqr.core.area import Candidate
from patrolqr.core.reason import Reason
from patrolqr.core.team import Duty
from patrolqr.geo import squares
from patrolqr.steps import triage
from patrolqr.steps.triage import Inbox
from patrolqr.store import (
    Session,
    areas,
    attendance,
    briefings,
    picks,
    promises,
    teams,
    visits,
)
from patrolqr.store.reasons import Choice

Kind = Literal["Priority", "Owed", "Pattern", "Came in"]

KINDS: tuple[Kind, ...] = ("Priority", "Owed", "Pattern", "Came in")
"""What brings a place, the most urgent first; what is owed was promised there, or left undone."""

RULE = (
    "First places under a priority, then where something was promised or left undone, then where a "
    "pattern is open, then where something came in. Of two alike the one that has the next of these "
    "too, then the newest. Nothing of it changes the list by counts below, nor its numbers."
)
"""In which order places stand, as the page says it: kinds are told apart, never added up."""


SOURCED = 54
"""Characters of what came in beside its source, which is never cut."""


class Why(NamedTuple):
    """One kind's why for a place, in words, and when the newest of it was said; `brief` is what a pick
    keeps of it: a reason's words stand on a card beside their source, or not at all. `place` is where
    in the square the newest that came in was, as it came in.
    """

    kind: Kind
    text: str
    at: datetime
    brief: str
    place: str = ""


class Rise(NamedTuple):
    """A pattern that is open, and the square where it rose most."""

    cell: str
    name: str
    text: str
    since: date


@dataclass(frozen=True)
class Brought:
    """A place that is brought: its whys, at most one of each kind, and the reasons that are behind them."""

    cell: str
    name: str
    neighbourhood_id: str | None
    whys: tuple[Why, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def why(self) -> str:
        """Return its whys as a pick keeps them, the most urgent first."""
        return " · ".join(each.brief for each in self.whys)

    @property
    def turn(self) -> tuple[tuple[bool, ...], float, str]:
        """Return what puts places in order, as RULE says it."""
        kinds = {each.kind for each in self.whys}
        newest = max(each.at for each in self.whys)
        return tuple(kind not in kinds for kind in KINDS), -newest.timestamp(), self.cell


class Found(NamedTuple):
    """All places that are brought for a duty, and how many reasons wait that no list of places can
    show, since nobody knows where they are.
    """

    places: tuple[Brought, ...]
    without_place: int


class _Said(NamedTuple):
    """What one row says of one place."""

    cell: str | None
    name: str
    neighbourhood_id: str | None
    why: Why
    reason: Reason | None = None


def before(session: Session, duty: Duty) -> Duty | None:
    """Return the team's last duty of three days that had a sheet, was over before that duty begins and
    is over now; None where there was none.
    """
    at = min(clock.now(), clock.duty_window(duty)[0])
    for patrol_day, shift in clock.ended(teams.team(session, duty.team_id).shifts, at):
        sheet = briefings.current(session, Duty(duty.team_id, patrol_day, shift))
        if sheet is not None:
            return sheet.duty
    return None


def find(
    session: Session,
    duty: Duty,
    *,
    last: Duty | None,
    rises: Sequence[Rise],
    side: int = squares.CELL_METRES,
) -> Found:
    """Return the places brought for a duty, each once with all its whys, in the order of RULE.

    `last` is the duty before it; what came in is in squares of that side. What is decided about
    already in the inbox brings no place, unless it is for tonight or was passed over with its place.
    """
    found: dict[str, list[_Said]] = {}
    inbox = _inbox(session, duty, side)
    for each in (
        *_came_in(session, duty, inbox),
        *_promised(session, duty),
        *(_left(session, last) if last else ()),
        *map(_risen, rises),
    ):
        if each.cell and squares.is_name(each.cell):
            found.setdefault(each.cell, []).append(each)
    places = (_place(cell, there) for cell, there in found.items())
    return Found(
        tuple(sorted(places, key=lambda one: one.turn)),
        sum(inbox.is_open(each) and not each.has_place for each in inbox.reasons),
    )


def pick(session: Session, duty: Duty, candidates: Sequence[Candidate]) -> None:
    """Pick candidates; of a place that was not picked before, the reasons that wait there are taken for
    tonight, as the inbox takes them.
    """
    before = {each.area.cell for each in picks.picks(session, duty)}
    picks.pick(session, duty, candidates)
    added = {each.cell for each in candidates} - before
    for side in sorted({_side(cell) for cell in added}):
        # asked again for each side: a reason at a place of both is taken once
        inbox = _inbox(session, duty, side)
        for reason in _printable(inbox):
            if reason.cell in added and _waits(reason, inbox):
                triage.decide(session, duty, reason, Choice("tonight"))


def unpick(session: Session, duty: Duty, area_ids: Sequence[str]) -> None:
    """Take patrol areas out of the picks; the reasons there that were taken for tonight wait again."""
    out = {
        each.area.cell for each in picks.picks(session, duty) if each.area.area_id in set(area_ids)
    }
    for reason in _inbox(session, duty, squares.CELL_METRES).reasons:
        # what is taken has its patrol area's square, whichever side that has
        if reason.cell in out and reason.standing.decision == "tonight":
            triage.decide(session, duty, reason, Choice(""))
    picks.unpick(session, duty, area_ids)


def pass_over(session: Session, duty: Duty, candidate: Candidate, why: str) -> None:
    """Keep that a candidate is not picked, and why; of the reasons there, too, that wait or were taken
    for tonight. A standing priority stands.
    """
    inbox = _inbox(session, duty, _side(candidate.cell))
    # first, since a reason that lets its area go is no answer to why the place is not picked
    for reason in inbox.reasons:
        is_taken = reason.standing.decision == "tonight"
        if reason.cell == candidate.cell and (is_taken or inbox.is_open(reason)):
            triage.decide(session, duty, reason, Choice("not_tonight", why=why))
    picks.pass_over(session, duty, candidate, why)


def look_again(session: Session, duty: Duty, cell: str) -> None:
    """Take back that a square was passed over, and the reasons there with it."""
    passed = picks.passed_over(session, duty).get(cell)
    if passed is None:
        return
    picks.look_again(session, duty, cell)
    for reason in _inbox(session, duty, _side(cell)).reasons:
        if reason.cell == cell and _went_with(reason, passed.why):
            triage.decide(session, duty, reason, Choice(""))


def _inbox(session: Session, duty: Duty, side: int) -> Inbox:
    return triage.inbox(session, teams.team(session, duty.team_id), duty, side=side)


def _side(cell: str) -> int:
    """Return the side of a square; the usual one of a patrol area that stands for words."""
    return squares.side(cell) if squares.is_name(cell) else squares.CELL_METRES


def _came_in(session: Session, duty: Duty, inbox: Inbox) -> Iterator[_Said]:
    passed = picks.passed_over(session, duty)
    for reason in _printable(inbox):
        went = passed.get(reason.cell or "")
        is_passed = went is not None and _went_with(reason, went.why)
        if _waits(reason, inbox) or reason.standing.decision == "tonight" or is_passed:
            where = reason.cell, reason.place, reason.neighbourhood_id
            yield _Said(*where, _why(reason), reason)


def _why(reason: Reason) -> Why:
    if reason.kind == "priority":
        return Why("Priority", reason.text, reason.dated_at, reason.text)
    text = triage.cut(reason.text, reason.source, SOURCED) or reason.source
    return Why("Came in", text, reason.dated_at, "", reason.place)


def _printable(inbox: Inbox) -> list[Reason]:
    """Return the reasons that may stand on a sheet: what may not stays in the inbox alone."""
    return [each for each in inbox.reasons if each.text and not each.unprintable]


def _waits(reason: Reason, inbox: Inbox) -> bool:
    is_priority = reason.kind == "priority" and not reason.standing.decision
    return is_priority or inbox.is_open(reason)


def _went_with(reason: Reason, why: str) -> bool:
    return reason.standing.decision == "not_tonight" and reason.standing.why == why


def _promised(session: Session, duty: Duty) -> Iterator[_Said]:
    """Give what the team's officers promised that is due by the patrol day and not kept."""
    rows = promises.promises(session)
    is_own = (rows["team_id"] == duty.team_id) & ~rows["is_kept"].astype(bool)
    due = rows[is_own & (rows["promise_day"] <= pd.Timestamp(duty.patrol_day))]
    for row in due.to_dict("records"):
        day: date = row["promise_day"].date()
        text = f"Promised for {clock.day_text(day)}: {row['promise']}"
        # an officer's words can be taken out of the log, and then stand nowhere else
        brief = f"A promise for {clock.day_text(day)}"
        why = Why("Owed", text, clock.day_window(day)[0], brief)
        yield from _at(session, row["area_id"], why)


def _left(session: Session, last: Duty) -> Iterator[_Said]:
    """Give the areas that did not get all patrols the last sheet asked for."""
    said = attendance.decided_reasons(session, last)
    for row in visits.debrief_areas(session, last):
        given = dose.of(row)
        if not given.is_patrolled:
            because = said[row["area_id"]].reason if row["area_id"] in said else ""
            text = f"{given.patrols} in {last.shift.name}, {clock.day_text(last.patrol_day)}"
            text += f": {because}" if because else ""
            why = Why("Owed", text, clock.duty_window(last)[1], text)
            yield from _at(session, row["area_id"], why)


def _at(session: Session, area_id: str, why: Why) -> Iterator[_Said]:
    area = areas.in_force(session, area_id)
    if area is not None:
        yield _Said(area.cell, area.name, area.neighbourhood_id, why)


def _risen(rise: Rise) -> _Said:
    since = clock.day_window(rise.since)[0]
    return _Said(rise.cell, rise.name, None, Why("Pattern", rise.text, since, rise.text))


def _place(cell: str, there: Sequence[_Said]) -> Brought:
    reasons = tuple(each.reason for each in there if each.reason is not None)
    by_kind = ((kind, [each for each in there if each.why.kind == kind]) for kind in KINDS)
    return Brought(
        cell=cell,
        name=next((each.name for each in there if each.name), cell),
        neighbourhood_id=next(
            (each.neighbourhood_id for each in there if each.neighbourhood_id), None
        ),
        whys=tuple(_together(kind, same) for kind, same in by_kind if same),
        reasons=reasons,
    )


def _together(kind: Kind, same: Sequence[_Said]) -> Why:
    """Return what rows of one kind say together: of several that came in how many, and the newest."""
    newest = max(same, key=lambda each: each.why.at).why
    if kind != "Came in":
        words = _joined(each.why.text for each in same)
        return Why(kind, words, newest.at, _joined(each.why.brief for each in same))
    number = triage.counted(each.reason for each in same if each.reason is not None)
    head = f"{number}, the newest" if len(same) > 1 else number
    return Why(kind, f"{head}: {newest.text}", newest.at, number, newest.place)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))
