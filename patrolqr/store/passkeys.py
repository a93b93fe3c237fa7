"""Passkeys of the people at the desk: of each, the public key that its answers are checked by.

The secret half stays on its holder's own device, so there is nothing here that signs anybody in.
"""

from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store import accounts
from patrolqr.store.accounts import Account
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

ONLY_WAY = "This passkey is your only way in. Add another one first, or ask for a link to choose a password."


class Passkey(TypedDict):
    """What a browser made: its number and its public key, both in base64url, how often it was used by
    its own count, and the name of the desk that it is for.
    """

    credential_id: str
    public_key: str
    sign_count: int
    site: str


class FoundRow(TypedDict):
    """A passkey that goes on, with the account that it opens."""

    credential_id: str
    public_key: str
    sign_count: int
    account_id: str
    name: str
    role: str
    teams: list[str] | None


class OwnRow(TypedDict):
    """A passkey as its holder knows it; `used_us` is None until it was used."""

    credential_id: str
    site: str
    made_us: int
    used_us: int | None


class KeptRow(TypedDict):
    """Whether any passkey goes on."""

    are_kept: bool


def are_kept(session: Session, site: str) -> bool:
    """Return whether anybody has a passkey for the desk of that name."""
    (found,) = session.rows(KeptRow, "passkeys/are_kept", site=site)
    return found["are_kept"]


def find(session: Session, credential_id: str) -> FoundRow | None:
    """Return the passkey of that number, None where there is none (any more)."""
    found = session.rows(FoundRow, "passkeys/by_credential", credential_id=credential_id)
    return next(iter(found), None)


def of_account(session: Session, account_id: str) -> list[OwnRow]:
    """Return the passkeys of an account, the oldest first."""
    return session.rows(OwnRow, "passkeys/of_account", account_id=account_id)


def add(session: Session, account: Account, passkey: Passkey) -> None:
    """Keep a passkey for the holder of an account. InputWrong where somebody has it already."""
    with session.writing("admit people") as written:
        _insert(written, account, passkey)


def add_invited(session: Session, code: str, passkey: Passkey) -> Account:
    """Keep a passkey for whoever is invited by that code, in place of a password; what they signed in
    with before ends. InvitationOver, InputWrong.
    """
    with session.writing("admit people") as written:
        # what was forgotten opens nothing any more
        account = accounts.take_up(written, code, password_hash=None)
        _insert(written, account, passkey)
    return account


def used(session: Session, found: FoundRow, sign_count: int) -> Account:
    """Note that a passkey was used, and return whose it is."""
    with session.writing("admit people") as written:
        written.change(
            "passkeys/use",
            credential_id=found["credential_id"],
            sign_count=sign_count,
            at=clock.now(),
        )
    return accounts.account_of(found)


def end(session: Session, account: Account, credential_id: str) -> None:
    """End one passkey of an account. InputWrong where its holder would have no way in any more."""
    with session.writing("admit people") as written:
        own = written.rows(OwnRow, "passkeys/of_account", account_id=account.account_id)
        has_password = accounts.has_password(written, account.account_id)
        if not has_password and {each["credential_id"] for each in own} == {credential_id}:
            raise InputWrong(ONLY_WAY)
        written.concerns(account.name)
        written.change(
            "passkeys/end_passkey",
            credential_id=credential_id,
            account_id=account.account_id,
            at=clock.now(),
            by=account.name,
        )


def _insert(written: Writing, account: Account, passkey: Passkey) -> None:
    credential_id = passkey["credential_id"]
    if written.rows(FoundRow, "passkeys/by_credential", credential_id=credential_id):
        raise InputWrong("This passkey is kept already. Sign in with it, or make another one.")
    written.concerns(account.name)
    written.change(
        "passkeys/insert",
        credential_id=credential_id,
        account_id=account.account_id,
        public_key=passkey["public_key"],
        sign_count=passkey["sign_count"],
        site=passkey["site"],
        made_at=clock.now(),
    )
