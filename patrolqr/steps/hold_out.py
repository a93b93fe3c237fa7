"""Hold-out days: a coin leaves out some of the places that a list alone put above tonight's line, so that
days with patrols and days without can be compared. No Streamlit here.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from patrolqr.core.area import Candidate
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.coin import Toss
from patrolqr.core.errors import InputWrong
from patrolqr.core.team import Duty
from patrolqr.geo import squares
from patrolqr.steps import brought
from patrolqr.store import Session, briefings, coins, patterns, picks

STAYS = (
    "What is ticked, picked or briefed already stays, as does what people and patterns bring, and a place "
    "that a coin of this day had."
)
"""Which places are never held out."""

WHY = coins.LEFT["hold_out"]
"""What the why begins with of a place that was held out."""

UNDONE = "The coin of this hold-out day is taken back: what it held out, and what it ticked. It stays in the Ledger."


def may_be(session: Session, duty: Duty, cells: Sequence[str]) -> list[str]:
    """Return which of the squares may be held out for a duty, in their order: those that nothing but the
    list speaks for, on their ground, and that no coin of that patrol day had.
    """
    stay = {*_picked(session, duty), *_asked_for(session, duty), *_tossed(session, duty)}
    ground = squares.touching(stay)
    return [cell for cell in cells if cell not in stay | ground]


def toss(session: Session, duty: Duty, among: Sequence[Candidate], number: int) -> Toss:
    """Hold out so many of the places by a coin, keep it, and return it: drawn are those that are
    patrolled, the others are passed over. InputWrong where one of them may not be held out.
    """
    free = may_be(session, duty, [each.cell for each in among])
    if stay := [each.name for each in among if each.cell not in free]:
        raise InputWrong(f"Not to be held out any more: {', '.join(stay)}. {STAYS}")
    return coins.toss(session, duty, among, len(among) - number, kind="hold_out")


def take_back(session: Session, duty: Duty, cell: str) -> Toss | None:
    """Take back the hold-out day that passed a square over, with every place that its coin held out and
    that nobody decided about since, and return the coin; None where none did. The coin stays kept.
    """
    passed = picks.passed_over(session, duty)
    for each in coins.of_duty(session, duty):
        why = coins.left_why(each.kind, each.seed)
        held = [own for own in each.held if own in passed and passed[own].why == why]
        if each.kind == "hold_out" and cell in held:
            for own in held:
                brought.look_again(session, duty, own)
            return each
    return None


def _picked(session: Session, duty: Duty) -> Iterator[str]:
    """Give the squares picked for a duty, and those on its newest sheet."""
    for pick in picks.picks(session, duty):
        yield from pick.area.counted_in
    sheet = briefings.current(session, duty)
    for tasking in sheet.taskings if sheet else ():
        yield from tasking.area.counted_in


def _asked_for(session: Session, duty: Duty) -> Iterator[str]:
    """Give the squares that people bring, or a pattern that is acted on; where one that is open rose most
    nobody knows without looking at the incidents.
    """
    last = brought.before(session, duty)
    for place in brought.find(session, duty, last=last, rises=()).places:
        yield place.cell
    for pattern in patterns.stored(session):
        if pattern["cell"] and pattern["state"] == patterns.ACTING:
            yield pattern["cell"]


def _tossed(session: Session, duty: Duty) -> Iterator[str]:
    """Give the squares that stood in a coin of that patrol day, of whichever shift or team."""
    day = duty.patrol_day
    choice = PlaceChoice(since=day, until=day + timedelta(days=1))
    for each in coins.tosses(session, choice):
        yield from each.cells
