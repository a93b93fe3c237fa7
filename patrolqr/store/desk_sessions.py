"""Who is signed in at the desk, until when. A browser holds a secret; kept is its hash."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict, cast

from patrolqr.core import clock, settings
from patrolqr.core.actor import Actor, Role
from patrolqr.store.briefings import instant
from patrolqr.store.engine.writing import Writing
from patrolqr.store.random_codes import hash_of
from patrolqr.store.session import Session

SECRET_BYTES = 32


@dataclass(frozen=True)
class SignedIn:
    """A sign-in that goes on: whose, since when and until when; `account_id` is None where the force's
    own sign-in said who it is.
    """

    session_id: str
    actor: Actor
    account_id: str | None
    begun_at: datetime
    ends_at: datetime


class SignedInRow(TypedDict):
    """Who is signed in with a secret."""

    session_id: str
    person: str
    role: str
    teams: list[str] | None
    account_id: str | None
    begun_us: int
    ends_us: int


class OpenRow(TypedDict):
    """A sign-in that goes on."""

    session_id: str
    person: str
    role: str
    teams: list[str] | None
    begun_us: int
    ends_us: int


def begin(session: Session, actor: Actor, *, account_id: str | None = None) -> str:
    """Sign a person in for a shift's hours; return the secret that their browser keeps."""
    secret, now = secrets.token_urlsafe(SECRET_BYTES), clock.now()
    with session.writing("admit people") as written:
        written.change(
            "desk_sessions/insert",
            session_id=str(uuid.uuid4()),
            secret_hash=hash_of(secret),
            person=actor.person,
            role=actor.role,
            teams=None if actor.teams is None else sorted(actor.teams),
            account_id=account_id,
            begun_at=now,
            ends_at=now + timedelta(hours=settings.current().session_hours),
        )
    return secret


def find(session: Session, secret: str) -> SignedIn | None:
    """Return who is signed in with that secret now, None where nobody is (any more)."""
    if not secret:
        return None
    found = session.rows(
        SignedInRow, "desk_sessions/by_secret", secret_hash=hash_of(secret), at=clock.now()
    )
    return next(map(_signed_in, found), None)


def open_now(session: Session) -> list[OpenRow]:
    """Return the sign-ins that go on, the latest first."""
    return session.rows(OpenRow, "desk_sessions/open", at=clock.now())


def leave(session: Session, own: SignedIn) -> None:
    """End the sign-in of whoever asks: everybody may go."""
    with session.writing("look") as written:
        written.change(
            "desk_sessions/end_session",
            session_id=own.session_id,
            at=clock.now(),
            by=own.actor.person,
        )


def end(session: Session, session_id: str) -> None:
    """End one sign-in, of whomever."""
    with session.writing("admit people") as written:
        going_on = written.rows(OpenRow, "desk_sessions/open", at=clock.now())
        written.concerns(*(each["person"] for each in going_on if each["session_id"] == session_id))
        written.change(
            "desk_sessions/end_session",
            session_id=session_id,
            at=clock.now(),
            by=session.actor.person,
        )


def end_all_of(written: Writing, account_id: str, *, by: str) -> None:
    """End all that the holder of an account is signed in with."""
    written.change("desk_sessions/end_all_of", account_id=account_id, at=clock.now(), by=by)


def _signed_in(row: SignedInRow) -> SignedIn:
    actor = Actor(row["person"], cast(Role, row["role"]), seen_of(row["teams"]))
    begun_at, ends_at = instant(row["begun_us"]), instant(row["ends_us"])
    return SignedIn(row["session_id"], actor, row["account_id"], begun_at, ends_at)


def seen_of(teams: Iterable[str] | None) -> frozenset[str] | None:
    """Return the teams that somebody sees as they are kept; None is all."""
    return None if teams is None else frozenset(teams)
