"""Places that cannot be patrolled: masked with a reason, and taken back. No Streamlit here."""

from collections.abc import Sequence
from datetime import date

from patrolqr.core import lengths
from patrolqr.core.area import Candidate
from patrolqr.core.errors import InputWrong
from patrolqr.core.mask import Mask, passed_why
from patrolqr.core.reason import WORDS_LIMIT
from patrolqr.core.team import Duty
from patrolqr.geo import squares
from patrolqr.steps import brought
from patrolqr.store import Session, masks, picks

LIMIT = WORDS_LIMIT - len(passed_why(""))
"""Characters of a why: it stands on each duty's decision too, behind what it is called."""


def mask(
    session: Session,
    duty: Duty,
    place: Candidate,
    why: str,
    *,
    until: date | None = None,
    cells: Sequence[str] = (),
) -> None:
    """Mask a place from a duty's patrol day on, for every team, and pass it over for that duty as a
    list's candidate is: where it was picked it is no more.

    `cells` are all squares of it (none: its own alone), `until` the last patrol day. InputWrong without
    a why, or where that day is past.
    """
    words = " ".join(why.split())
    if not words:
        raise InputWrong("Say why it cannot be patrolled: whoever misses it on the list reads it.")
    lengths.check(words, LIMIT)
    if until is not None and until < duty.patrol_day:
        raise InputWrong("The last day is before this patrol day. Choose a later one, or none.")
    own = tuple(dict.fromkeys((place.cell, *cells)))
    for each in own:
        squares.corner(each)
    masks.decide(
        session, own, place.name, is_masked=True, why=words, since=duty.patrol_day, until=until
    )
    brought.pass_over(session, duty, place, passed_why(words))


def masked(session: Session, patrol_day: date) -> dict[str, Mask]:
    """Return the squares masked on a patrol day, each with its mask: those that a decision names, and
    those of other sides that lie mostly in them.
    """
    named = masks.masked(session, patrol_day)
    return {cell: named[own] for cell, own in squares.same_ground(named).items()}


def unmask(session: Session, duty: Duty, cell: str) -> None:
    """Take back from a duty's patrol day on that a square and those masked with it cannot be patrolled,
    and that it was passed over for that duty because of it; where it was not, nothing changes.
    """
    found = masked(session, duty.patrol_day).get(cell)
    if found is None:
        return
    masks.decide(session, found.cells, found.name, is_masked=False, why="", since=duty.patrol_day)
    passed = picks.passed_over(session, duty)
    for each in found.cells:
        if each in passed and passed[each].why == passed_why(found.why):
            brought.look_again(session, duty, each)
