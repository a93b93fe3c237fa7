"""Pairings: which phone sends for which officer, and until when. What a phone holds is kept here as
hashes only.

The code on show in the briefing room is made from a key that lives as long as this process, and
from the time: it renews itself, is stored nowhere, and a restart ends it.
"""

import hmac
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypedDict
from weakref import WeakKeyDictionary

from patrolqr.core import clock, collar, settings
from patrolqr.core.errors import PairingOver
from patrolqr.core.phone import Pairing
from patrolqr.core.team import Duty
from patrolqr.store import passes, teams
from patrolqr.store.briefings import instant
from patrolqr.store.engine.database import AnyDatabase, Memory
from patrolqr.store.engine.writing import Writing
from patrolqr.store.random_codes import SHORT_ALPHABET, hash_of
from patrolqr.store.session import Session

ROOM_LENGTH = 10
"""Letters of the room's code: 49 bits, so that nobody who guesses is a reason to lock an officer
out.
"""

PARTS = 3
"""A code is shown for a third of its life, so whoever has just scanned it has time to type."""

SECRET_BYTES = 32

OVER = (
    "This pairing code is not in use any more. "
    "Scan the one the briefing room shows now; it changes every few minutes."
)

_key = secrets.token_bytes(32)


@dataclass(frozen=True)
class Paired:
    """A new pairing, with the two secrets its phone keeps; they are told once, here."""

    pairing: Pairing
    secret: str
    device_secret: str


class PairingRow(TypedDict):
    """A pairing from which a log may still come."""

    pairing_id: str
    secret_hash: str
    device_hash: str
    collar: str
    paired_us: int
    until_us: int
    is_ended: bool
    is_followed: bool
    passkey_id: str


class GivenRow(TypedDict):
    """A sheet that a phone was shown while its pairing held."""

    pairing_id: str
    team_id: str
    patrol_day: date
    shift: str


class _Register:
    """Every pairing a log may still come from, in memory: asked on each request, changed a few
    times a shift.
    """

    def __init__(self, database: AnyDatabase) -> None:
        self.lock = threading.Lock()
        self.by_id: dict[str, Pairing] = {}
        self.by_secret: dict[str, str] = {}
        self.given: set[tuple[str, str, date, str]] = set()
        since = clock.now() - passes.LATE_LOGS
        for row in database.rows(PairingRow, "pairings/pairings", since=since):
            until = instant(row["until_us"])
            found = Pairing(
                row["pairing_id"],
                row["collar"],
                row["device_hash"],
                instant(row["paired_us"]),
                until,
                row["is_ended"],
                row["is_followed"],
                row["passkey_id"],
            )
            self.keep(found, row["secret_hash"])
        for given in database.rows(GivenRow, "pairings/given", since=since):
            self.given.add(
                (given["pairing_id"], given["team_id"], given["patrol_day"], given["shift"])
            )

    def keep(self, pairing: Pairing, secret_hash: str) -> None:
        self.by_id[pairing.pairing_id] = pairing
        self.by_secret[secret_hash] = pairing.pairing_id


_registers: WeakKeyDictionary[Memory, _Register] = WeakKeyDictionary()
_opening = threading.Lock()


def room_code(*, at: datetime) -> str:
    """Return the code the briefing room shows at that moment."""
    return _code(_slot(at))


def shown_code(session: Session, *, at: datetime) -> str:
    """Return the same to whoever may show it; NotAllowed where whoever asks may not, StandingBy where
    phones are paired by another process.
    """
    session.need("pair phones")
    session.store.database.need_active()  # it opens nothing but at the process that made it
    return room_code(at=at)


def opens(code: str, *, at: datetime) -> bool:
    """Return whether a code, however it was typed, pairs phones at that moment."""
    typed = "".join(code.upper().split()).replace("-", "")
    shown = [_code(_slot(at) - back) for back in range(PARTS)]
    return any(hmac.compare_digest(typed.encode(), each.encode()) for each in shown)


def pair(session: Session, code: str, typed: str, *, device_secret: str = "") -> Paired:
    """Pair a phone for a shift and return its secrets; what it was paired as before ends.

    PairingOver where the code is not the room's, InputWrong where the collar number is none.
    """
    now = clock.now()
    if not opens(code, at=now):
        raise PairingOver(OVER)
    until = _until(session, now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    if not knows_device(session, device_secret):
        device_secret = secrets.token_urlsafe(SECRET_BYTES)
    made = Pairing(str(uuid.uuid4()), collar.checked(typed), hash_of(device_secret), now, until)
    register = _register(session)
    _end(session, register, pairing_id=None, device=made.device, why="paired anew")
    _insert(session, made, hash_of(secret))
    with register.lock:
        register.keep(made, hash_of(secret))
    return Paired(made, secret, device_secret)


def _until(session: Session, now: datetime) -> datetime:
    """Return when a pairing made now ends: after the hours that are set, or with the grace of a shift
    that is on or begins soon, whichever is later.
    """
    shifts = [shift for team in teams.teams(session) for shift in team.shifts]
    on = clock.running_or_soon(shifts, now)
    ends = [clock.shift_window(day, shift)[1] + clock.GRACE for day, shift in on]
    return max([now + timedelta(hours=settings.current().pairing_hours), *ends])


def by_secret(session: Session, secret: str) -> Pairing | None:
    """Return the pairing of the phone that holds the secret, also one that has ended, or None."""
    register = _register(session)
    return register.by_id.get(register.by_secret.get(hash_of(secret), ""))


def by_id(session: Session, pairing_id: object) -> Pairing | None:
    """Return the pairing of that id, also one that has ended, or None."""
    return _register(session).by_id.get(pairing_id) if isinstance(pairing_id, str) else None


def is_same_officer(session: Session, one_id: object, other_id: object) -> bool:
    """Return whether both pairings are of one phone and one collar number."""
    one, other = by_id(session, one_id), by_id(session, other_id)
    return (
        one is not None
        and other is not None
        and (one.device, one.collar) == (other.device, other.collar)
    )


def is_of_device(pairing: Pairing, device_secret: str) -> bool:
    """Return whether the phone of that pairing is the one that holds the secret."""
    return hmac.compare_digest(pairing.device, hash_of(device_secret))


def knows_device(session: Session, device_secret: str) -> bool:
    """Return whether a phone's secret is one that was made here: no phone makes its own."""
    held = hash_of(device_secret)
    return any(hmac.compare_digest(each.device, held) for each in _known(_register(session)))


def is_alone(session: Session, pairing: Pairing) -> bool:
    """Return whether no other phone has had that number since the pairing was made."""
    return not any(
        each.collar == pairing.collar
        and each.device != pairing.device
        and each.until > pairing.paired_at
        for each in _known(_register(session))
    )


@contextmanager
def noting_passkey(session: Session, pairing: Pairing, passkey_id: str) -> Iterator[Writing]:
    """Note under which pairing a passkey was made or given, together with what is written meanwhile."""
    with session.writing("send") as written:
        written.concerns(pairing.collar)
        yield written
        written.change(
            "pairings/note_passkey", pairing_id=pairing.pairing_id, passkey_id=passkey_id
        )
    register = _register(session)
    with register.lock:
        known = register.by_id[pairing.pairing_id]
        register.by_id[pairing.pairing_id] = replace(known, passkey_id=passkey_id)


def note_given(session: Session, pairing: Pairing, duty: Duty) -> None:
    """Note that the phone of a pairing was shown the sheet of that duty."""
    register, given = _register(session), _given(pairing, duty)
    with register.lock:
        if given in register.given:
            return
    with session.writing("send") as written:
        written.change(
            "pairings/insert_given",
            pairing_id=pairing.pairing_id,
            duty=duty,
            given_at=clock.now(),
        )
    with register.lock:
        register.given.add(given)


def was_given(session: Session, pairing: Pairing, pass_id: str, *, at: datetime) -> bool:
    """Return whether the phone of a pairing was shown the sheet that a code is of.

    True of a pairing that an earlier version made: it noted none. PassUnknown where the code opens
    nothing.
    """
    if not pairing.is_followed:
        return True
    duty = passes.for_log(session, pass_id, at=at).briefing.duty
    return _given(pairing, duty) in _register(session).given


def _given(pairing: Pairing, duty: Duty) -> tuple[str, str, date, str]:
    return pairing.pairing_id, duty.team_id, duty.patrol_day, duty.shift.name


def current(session: Session, *, at: datetime) -> list[Pairing]:
    """Return the pairings that hold at that moment, in the order they were made; of phones that opened
    no sheet but other teams' nothing to whoever does not see those.
    """
    register = _register(session)
    found = [each for each in _known(register) if each.holds(at)]
    if (own := session.actor.teams) is not None:
        with register.lock:
            given = [(pairing_id, team_id) for pairing_id, team_id, _, _ in register.given]
        theirs = {pairing_id for pairing_id, team_id in given if team_id in own}
        others = {pairing_id for pairing_id, _ in given} - theirs
        found = [each for each in found if each.pairing_id not in others]
    return sorted(found, key=lambda each: each.paired_at)


def end(session: Session, pairing_id: str, *, why: str = "ended by the sergeant") -> None:
    """End a pairing: its phone cannot read from now on, and still sends what it wrote before."""
    _end(session, _register(session), pairing_id=pairing_id, device=None, why=why)


def _end(
    session: Session, register: _Register, *, pairing_id: str | None, device: str | None, why: str
) -> None:
    now = clock.now()

    def ends(each: Pairing) -> bool:
        named = each.pairing_id == pairing_id or each.device == device
        return named and not each.is_ended and each.until > now

    with session.writing("send") as written:
        written.concerns(*{each.collar for each in _known(register) if ends(each)})
        written.change(
            "pairings/end_pairings", at=now, why=why, pairing_id=pairing_id, device_hash=device
        )
    with register.lock:
        for each in list(register.by_id.values()):
            if ends(each):
                register.by_id[each.pairing_id] = replace(each, until=now, is_ended=True)


def _insert(session: Session, made: Pairing, secret_hash: str) -> None:
    with session.writing("send") as written:
        written.concerns(made.collar)
        written.change(
            "pairings/insert_pairing",
            pairing_id=made.pairing_id,
            secret_hash=secret_hash,
            device_hash=made.device,
            collar=made.collar,
            paired_at=made.paired_at,
            ends_at=made.until,
        )


def _known(register: _Register) -> list[Pairing]:
    with register.lock:
        return list(register.by_id.values())


def _register(session: Session) -> _Register:
    with _opening:
        database = session.store.database
        memory = database.memory
        found = _registers.get(memory)
        if found is None:
            found = _registers[memory] = _Register(database)
        return found


def _slot(at: datetime) -> int:
    return int(at.timestamp() // (settings.current().pairing_minutes * 60 / PARTS))


def _code(slot: int) -> str:
    number = int.from_bytes(hmac.digest(_key, slot.to_bytes(8, "big"), "sha256"))
    letters = len(SHORT_ALPHABET)
    return "".join(
        SHORT_ALPHABET[number // letters**place % letters] for place in range(ROOM_LENGTH)
    )
