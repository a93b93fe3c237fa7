"""Who is at this computer: a name asked once and kept, as long as there is no sign-in."""

from typing import TypedDict

from patrolqr.core.actor import NAME_LIMIT
from patrolqr.core.errors import InputWrong
from patrolqr.store.session import Session


class PersonRow(TypedDict):
    """The name that was given."""

    person: str


def name_here(session: Session) -> str:
    """Return the name that the person at this computer gave, or nothing."""
    found = session.rows(PersonRow, "people/name_here")
    return found[0]["person"] if found else ""


def keep_name(session: Session, name: str) -> None:
    """Keep the name under which decisions from this computer are stored from now on."""
    person = " ".join(name.split())
    if not person or len(person) > NAME_LIMIT:
        raise InputWrong(f"A name or number has 1 to {NAME_LIMIT} characters. Type it again.")
    with session.writing() as written:
        written.change("people/keep_name", person=person)
