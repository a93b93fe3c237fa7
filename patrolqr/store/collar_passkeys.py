"""Passkeys of officers: by which a phone says that it is the one that a collar number is kept to.

They open nothing, at the desk neither: without one a phone is paired all the same, and is shown to
the sergeant. The public keys alone are kept here.
"""

from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.phone import Pairing
from patrolqr.store import pairings
from patrolqr.store.passkeys import Passkey
from patrolqr.store.session import Session

NOT_FREE = (
    "Nothing was kept: {} has a passkey, or another phone had that number since this one was paired. "
    "This phone stays paired; ask your sergeant."
)


class CollarPasskeyRow(TypedDict):
    """A passkey that goes on, with whose it is; `used_us` is None until it was given."""

    credential_id: str
    collar: str
    public_key: str
    sign_count: int
    site: str
    made_us: int
    used_us: int | None


def of_collar(session: Session, collar: str) -> list[CollarPasskeyRow]:
    """Return the passkeys of a collar number, the oldest first."""
    return session.rows(CollarPasskeyRow, "collar_passkeys/of_collar", collar=collar)


def going_on(session: Session) -> dict[str, CollarPasskeyRow]:
    """Return every passkey that was not taken away, by its id."""
    found = session.rows(CollarPasskeyRow, "collar_passkeys/going_on")
    return {each["credential_id"]: each for each in found}


def may_make(session: Session, pairing: Pairing) -> bool:
    """Return whether a passkey may be made under that pairing: the number has none and was no other
    phone's meanwhile, and none that was made or given under it was taken away.
    """
    return (
        not pairing.passkey_id
        and pairings.is_alone(session, pairing)
        and not of_collar(session, pairing.collar)
    )


def keep(session: Session, pairing: Pairing, passkey: Passkey) -> None:
    """Keep a passkey that was made under that pairing. InputWrong where none may be."""
    with pairings.noting_passkey(session, pairing, passkey["credential_id"]) as written:
        kept = may_make(session, pairing) and written.change(
            "collar_passkeys/insert",
            credential_id=passkey["credential_id"],
            collar=pairing.collar,
            public_key=passkey["public_key"],
            sign_count=passkey["sign_count"],
            site=passkey["site"],
            made_at=clock.now(),
        )
        if not kept:
            raise InputWrong(NOT_FREE.format(pairing.collar))


def given(session: Session, pairing: Pairing, found: CollarPasskeyRow, sign_count: int) -> None:
    """Note that a number's passkey was given under that pairing, and how often by its own count."""
    with pairings.noting_passkey(session, pairing, found["credential_id"]) as written:
        written.change(
            "collar_passkeys/use",
            credential_id=found["credential_id"],
            sign_count=sign_count,
            at=clock.now(),
        )


def take_away(session: Session, collar: str) -> None:
    """End a number's passkeys: what was paired by one is not confirmed by it any more."""
    with session.writing("end passkeys") as written:
        written.concerns(collar)
        written.change(
            "collar_passkeys/end_all_of", collar=collar, at=clock.now(), by=session.actor.person
        )
