"""Accounts of the people at the desk, where the force has no sign-in of its own to ask.

Kept are hashes alone: of a password (Argon2id, RFC 9106), of the code that invites somebody to
choose one. A name is its holder's, however it is written.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TypedDict, cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from patrolqr.core import clock
from patrolqr.core.actor import DESK_ROLES, Actor, Role
from patrolqr.core.errors import InputWrong, InvitationOver
from patrolqr.core.permissions import LIMITED_ROLES
from patrolqr.store import desk_sessions, people
from patrolqr.store import teams as store_teams
from patrolqr.store.engine.writing import Writing
from patrolqr.store.random_codes import hash_of
from patrolqr.store.session import Session

SHORTEST, LONGEST = 12, 200
"""Characters of a password: NCSC advises three random words, and no rule but length."""

INVITED_FOR = timedelta(days=3)
"""How long the holder of a new account may wait to choose a password."""

OVER = (
    "This invitation has been used or is over. Ask whoever looks after PatrolQR for a new one: "
    "the People page makes it."
)

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Return a hash to compare where the name is unknown: the wait tells nobody which names exist.

    It is made at the first sign-in, not by every command that starts: hashing is slow by design.
    """
    return _hasher.hash(secrets.token_hex())


class AccountRow(TypedDict):
    """An account, and whether its holder chose a password or may still do so."""

    account_id: str
    name: str
    role: str
    teams: list[str] | None
    has_password: bool
    passkeys: int
    is_invited: bool
    made_us: int
    made_by: str


class KeptRow(TypedDict):
    """Whether an account was ever made."""

    are_kept: bool


class OthersRow(TypedDict):
    """How many others could still admit people."""

    others: int


class PasswordRow(TypedDict):
    """An account with the hash of its password, None before there is one."""

    account_id: str
    name: str
    role: str
    teams: list[str] | None
    password_hash: str | None


class InvitedRow(TypedDict):
    """An account whose holder was invited to choose a password."""

    account_id: str
    name: str
    role: str
    teams: list[str] | None


@dataclass(frozen=True)
class Account:
    """Who somebody is at the desk, what they may do, and the ids of the teams they see (None: all)."""

    account_id: str
    name: str
    role: Role
    teams: frozenset[str] | None = None

    @property
    def actor(self) -> Actor:
        """Return who asks, once they are signed in."""
        return Actor(self.name, self.role, self.teams)


def accounts(session: Session) -> list[AccountRow]:
    """Return the accounts that have not ended, by name."""
    return session.rows(AccountRow, "accounts/accounts", at=clock.now())


def are_kept(session: Session) -> bool:
    """Return whether an account was ever made: people sign in from then on."""
    (found,) = session.rows(KeptRow, "accounts/are_kept")
    return found["are_kept"]


def add(
    session: Session,
    name: str,
    role: str,
    *,
    teams: Sequence[str] = (),
    password: str | None = None,
) -> str:
    """Make an account and return the code with which its holder chooses a password; none ("") where
    it is given here. `teams` are the ids of those its holder sees, none named is all. InputWrong where
    the name is taken or something of it cannot be used.
    """
    name, role = _name(name), _role(role)
    seen = _teams(session, role, teams)
    code = "" if password else secrets.token_urlsafe(24)
    # hashing is slow by design: not under the lock
    password_hash = _hasher.hash(_fit(password)) if password else None
    with session.writing("admit people") as written:
        if written.rows(PasswordRow, "accounts/by_name", name=name):
            raise InputWrong(
                f"There is an account of {name} already. Choose another name, or end that one."
            )
        written.concerns(name)
        written.change(
            "accounts/insert",
            account_id=str(uuid.uuid4()),
            name=name,
            role=role,
            teams=seen,
            password_hash=password_hash,
            invitation_hash=hash_of(code) if code else None,
            invited_until=clock.now() + INVITED_FOR if code else None,
            made_at=clock.now(),
            made_by=session.actor.person,
        )
    return code


def invite(session: Session, account_id: str) -> str:
    """Return a new code with which the holder of an account chooses a password, in place of the one
    they have forgotten. Passkeys end at once: the device of one may be what was lost.
    """
    code = secrets.token_urlsafe(24)
    with session.writing("admit people") as written:
        _concern(written, account_id)
        written.change(
            "accounts/invite",
            account_id=account_id,
            invitation_hash=hash_of(code),
            invited_until=clock.now() + INVITED_FOR,
        )
        written.change(
            "passkeys/end_all_of", account_id=account_id, at=clock.now(), by=session.actor.person
        )
    return code


def by_name(session: Session, name: str) -> PasswordRow:
    """Return the account of that name, however it is written; InputWrong where there is none."""
    name = " ".join(name.split())
    found = session.rows(PasswordRow, "accounts/by_name", name=name)
    if not found:
        raise InputWrong(f"There is no account of {name}.")
    return found[0]


def account_of(row: InvitedRow) -> Account:
    """Return the account that a row names."""
    seen = desk_sessions.seen_of(row["teams"])
    return Account(row["account_id"], row["name"], cast(Role, row["role"]), seen)


def has_password(written: Writing, account_id: str) -> bool:
    """Return whether the holder of an account chose a password."""
    known = written.rows(AccountRow, "accounts/accounts", at=clock.now())
    return any(each["has_password"] for each in known if each["account_id"] == account_id)


def invited(session: Session, code: str) -> Account:
    """Return whose account a code invites to; InvitationOver where it does not (any more)."""
    found = session.rows(
        InvitedRow, "accounts/by_invitation", invitation_hash=hash_of(code), at=clock.now()
    )
    if not found:
        raise InvitationOver(OVER)
    return account_of(found[0])


def choose_password(session: Session, code: str, password: str) -> Account:
    """Set the password of the account that the code invites to, end what was signed in with the one
    before, and return the account. InvitationOver, InputWrong.
    """
    password_hash = _hasher.hash(_fit(password))
    with session.writing("admit people") as written:
        return take_up(written, code, password_hash)


def take_up(written: Writing, code: str, password_hash: str | None) -> Account:
    """Return the account that the code invites to, with that password or none: the invitation is used up,
    and what was signed in with before ends. InvitationOver.
    """
    found = written.rows(
        InvitedRow, "accounts/by_invitation", invitation_hash=hash_of(code), at=clock.now()
    )
    if not found:
        raise InvitationOver(OVER)
    account = account_of(found[0])
    written.concerns(account.name)
    written.change(
        "accounts/set_password", account_id=account.account_id, password_hash=password_hash
    )
    desk_sessions.end_all_of(written, account.account_id, by=account.name)
    return account


def find(session: Session, name: str, password: str) -> Account | None:
    """Return the account of that name and password, None where there is none."""
    found = session.rows(PasswordRow, "accounts/by_name", name=" ".join(name.split()))
    kept = found[0]["password_hash"] if found else None
    nobody = _nobody()  # for known names too: the first of all waits as long as any other
    try:
        _hasher.verify(kept or nobody, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return account_of(found[0]) if found and kept else None


def change_role(session: Session, account_id: str, role: str) -> None:
    """Let the holder of an account do other things, from their next sign-in, which is now. One who
    looks after all teams (an admin, an auditor) sees all of them from then on.

    InputWrong where nobody could let people in any more.
    """
    role = _role(role)
    with session.writing("admit people") as written:
        found = _concern(written, account_id)
        if role != "admin":
            _leave_an_admin(written, account_id)
        kept = found["teams"] if found and role in LIMITED_ROLES else None
        written.change("accounts/set_role", account_id=account_id, role=role, teams=kept)
        desk_sessions.end_all_of(written, account_id, by=session.actor.person)


def change_teams(session: Session, account_id: str, teams: Sequence[str]) -> None:
    """Let the holder of an account see these teams alone (their ids; none named is all), from their next
    sign-in, which is now. InputWrong where their role looks after all, or one is no team.
    """
    with session.writing("admit people") as written:
        found = _concern(written, account_id)
        if found is None:
            raise InputWrong("This account has ended meanwhile. Nothing was changed.")
        seen = _teams(session, found["role"], teams, kept=found["teams"] or ())
        if seen == found["teams"]:
            return
        written.concerns(f"sees {', '.join(seen) if seen else 'all teams'}")
        written.change("accounts/set_role", account_id=account_id, role=found["role"], teams=seen)
        desk_sessions.end_all_of(written, account_id, by=session.actor.person)


def end(session: Session, account_id: str) -> None:
    """End an account, and what its holder is signed in with, everywhere. InputWrong where nobody
    could let people in any more.
    """
    with session.writing("admit people") as written:
        _concern(written, account_id)
        _leave_an_admin(written, account_id)
        written.change(
            "accounts/end_account", account_id=account_id, at=clock.now(), by=session.actor.person
        )
        desk_sessions.end_all_of(written, account_id, by=session.actor.person)


def _concern(written: Writing, account_id: str) -> AccountRow | None:
    """Note for the audit trail whose account it is; return it, None where it has ended."""
    known = written.rows(AccountRow, "accounts/accounts", at=clock.now())
    found = next((each for each in known if each["account_id"] == account_id), None)
    if found:
        written.concerns(found["name"])
    return found


def _leave_an_admin(written: Writing, account_id: str) -> None:
    (found,) = written.rows(OthersRow, "accounts/other_admins", account_id=account_id)
    if not found["others"]:
        raise InputWrong(
            "This is the only account of an admin. Make another one first, or nobody could let people in."
        )


def _name(text: str) -> str:
    name = people.named(text)
    if not name.isprintable():
        raise InputWrong(people.WRONG)
    return name


def _role(text: str) -> str:
    if text not in DESK_ROLES:
        raise InputWrong(f"{text!r} is no role. It must be one of {', '.join(DESK_ROLES)}.")
    return text


def _teams(
    session: Session, role: str, teams: Sequence[str], *, kept: Sequence[str] = ()
) -> list[str] | None:
    """Return the teams that somebody of that role sees as they are kept, in order; None is all. Those
    `kept` before may have been retired since.
    """
    if not teams:
        return None
    if role not in LIMITED_ROLES:
        raise InputWrong(
            f"An {role} sees all teams: their work is over all of them. Choose all teams, or another role."
        )
    known = {each.team_id: each.name for each in store_teams.teams(session)}
    if strange := [each for each in teams if each not in {*known, *kept}]:
        names = ", ".join(f"{team_id} ({name})" for team_id, name in known.items())
        raise InputWrong(f"There is no team {strange[0]!r}. Choose among {names}.")
    return sorted(set(teams))


def _fit(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputWrong(
            f"A password has {SHORTEST} to {LONGEST} characters; three random words are a good one. "
            "Choose another."
        )
    return password
