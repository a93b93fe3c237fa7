"""Who may use the desk, taken along where another database is opened: from the demo to the force's
own, and back where nothing came into that.
"""

from typing import NamedTuple, TypedDict

from patrolqr.core import clock
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session


class WholeAccountRow(TypedDict):
    """An account as it is kept."""

    account_id: str
    name: str
    role: str
    teams: list[str] | None
    password_hash: str | None
    invitation_hash: str | None
    invited_us: int | None
    made_us: int
    made_by: str
    ended_us: int | None
    ended_by: str | None


class WholeSessionRow(TypedDict):
    """A sign-in that goes on, as it is kept."""

    session_id: str
    secret_hash: str
    person: str
    role: str
    teams: list[str] | None
    account_id: str | None
    begun_us: int
    ends_us: int


class WholePasskeyRow(TypedDict):
    """A passkey as it is kept."""

    credential_id: str
    account_id: str
    public_key: str
    sign_count: int
    site: str
    made_us: int
    used_us: int | None
    ended_us: int | None
    ended_by: str | None


class DeskPeople(NamedTuple):
    """The accounts with their passkeys, and who is signed in."""

    accounts: list[WholeAccountRow]
    passkeys: list[WholePasskeyRow]
    signed_in: list[WholeSessionRow]


def move_out(session: Session) -> DeskPeople:
    """Return who may use the desk by this database."""
    return DeskPeople(
        session.rows(WholeAccountRow, "accounts/whole"),
        session.rows(WholePasskeyRow, "passkeys/whole"),
        session.rows(WholeSessionRow, "desk_sessions/whole", at=clock.now()),
    )


def move_in(session: Session, people: DeskPeople) -> None:
    """Let the same people use the desk by this database; what they were signed in with goes on."""
    here = {each["session_id"] for each in move_out(session).signed_in}
    with session.writing("keep house") as written:
        for kept in people.accounts:
            written.change(
                "accounts/move_in",
                account_id=kept["account_id"],
                name=kept["name"],
                role=kept["role"],
                teams=kept["teams"],
                password_hash=kept["password_hash"],
                invitation_hash=kept["invitation_hash"],
                invited_us=kept["invited_us"],
                made_us=kept["made_us"],
                made_by=kept["made_by"],
                ended_us=kept["ended_us"],
                ended_by=kept["ended_by"],
            )
        for passkey in people.passkeys:
            written.change(
                "passkeys/move_in",
                credential_id=passkey["credential_id"],
                account_id=passkey["account_id"],
                public_key=passkey["public_key"],
                sign_count=passkey["sign_count"],
                site=passkey["site"],
                made_us=passkey["made_us"],
                used_us=passkey["used_us"],
                ended_us=passkey["ended_us"],
                ended_by=passkey["ended_by"],
            )
        for open_one in people.signed_in:
            if open_one["session_id"] not in here:
                written.change(
                    "desk_sessions/insert",
                    session_id=open_one["session_id"],
                    secret_hash=open_one["secret_hash"],
                    person=open_one["person"],
                    role=open_one["role"],
                    teams=open_one["teams"],
                    account_id=open_one["account_id"],
                    begun_at=instant(open_one["begun_us"]),
                    ends_at=instant(open_one["ends_us"]),
                )
