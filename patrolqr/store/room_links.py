"""Links that open one duty's room view on a screen where nobody signs in: its slides, the room's
pairing code, and nothing else.

A link's code is held in memory alone, as a hash: it ends with its duty, when a sergeant ends it, and
with this process.
"""

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.errors import InputWrong, RoomOver
from patrolqr.core.team import Duty
from patrolqr.store.engine.database import AnyDatabase
from patrolqr.store.random_codes import hash_of
from patrolqr.store.session import Session

CODE_BYTES = 20
"""160 bits: a link is guessed by nobody."""

SCREEN = Actor("room screen", "screen")
"""Who asks at such a screen: nobody is known there."""

OVER = (
    "This link shows nothing any more. Open a new one for this screen: Briefing, “Room screen”, on a "
    "computer where somebody is signed in."
)

ENDED = "This shift is over, so there is nothing to show on a screen. Choose the shift that is on."


@dataclass(frozen=True)
class Link:
    """A link that was given out: of which duty, by whom and when."""

    duty: Duty
    made_by: str
    made_at: datetime

    def holds(self, at: datetime) -> bool:
        """Return whether it opens the room view at that moment."""
        return at < clock.duty_window(self.duty)[1]


class _Given:
    """The links of one database: by the hash of their code."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.by_hash: dict[str, Link] = {}
        self.shown: set[tuple[str, str]] = set()


_links: WeakKeyDictionary[AnyDatabase, _Given] = WeakKeyDictionary()
_opening = threading.Lock()


def give(session: Session, duty: Duty) -> str:
    """Return the code of a new link to the room view of that duty; the one before ends.

    InputWrong where the duty is over, NotAllowed where whoever asks shows no sheets,
    StandingBy where screens are shown by another process.
    """
    session.need("brief")
    session.need_teams(duty.team_id)
    session.store.database.need_active()  # a link opens nothing but at the process that made it
    now = clock.now()
    link = Link(duty, session.actor.person, now)
    if not link.holds(now):
        raise InputWrong(ENDED)
    code = secrets.token_urlsafe(CODE_BYTES)
    _note(session, "room screen linked", duty)
    given = _given(session)
    with given.lock:
        given.by_hash = {key: each for key, each in given.by_hash.items() if each.holds(now)}
        given.shown = {look for look in given.shown if look[0] in given.by_hash}
        _forget(given, duty)
        given.by_hash[hash_of(code)] = link
    return code


def standing(session: Session, duty: Duty) -> Link | None:
    """Return the link of that duty that opens its room view now, or None; NotAllowed where the duty is
    another team's than those whoever asks sees.
    """
    session.need_teams(duty.team_id)
    now, given = clock.now(), _given(session)
    with given.lock:
        found = [each for each in given.by_hash.values() if each.duty == duty]
    return next((each for each in found if each.holds(now)), None)


def end(session: Session, duty: Duty) -> None:
    """End the link of that duty: its screen shows nothing from its next look on."""
    session.need("brief")
    session.need_teams(duty.team_id)
    _note(session, "room screen ended", duty)
    given = _given(session)
    with given.lock:
        _forget(given, duty)


def duty_of(session: Session, code: str) -> Duty:
    """Return the duty whose room view a link's code opens now; RoomOver where it opens none."""
    given = _given(session)
    with given.lock:
        found = given.by_hash.get(hash_of(code))
    if found is None or not found.holds(clock.now()):
        raise RoomOver(OVER)
    return found.duty


def note_shown(session: Session, code: str, slide: str) -> None:
    """Note in the audit trail that a screen shows a slide, once for each slide of a link."""
    duty, given, look = duty_of(session, code), _given(session), (hash_of(code), slide)
    with given.lock:
        if look in given.shown:
            return
        given.shown.add(look)
    session.opens(f"room screen, slide {slide}: {_told(duty)}")


def _note(session: Session, what: str, duty: Duty) -> None:
    session.store.trail.note(session.actor, "brief", f"{what}: {_told(duty)}")


def _told(duty: Duty) -> str:
    return f"{duty.team_id}, {duty.patrol_day.isoformat()}, {duty.shift.name}"


def _forget(given: _Given, duty: Duty) -> None:
    given.by_hash = {key: each for key, each in given.by_hash.items() if each.duty != duty}


def _given(session: Session) -> _Given:
    with _opening:
        return _links.setdefault(session.store.database, _Given())
