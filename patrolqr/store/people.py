"""Who is at which computer: a name asked once and kept, as long as there is no sign-in."""

from typing import TypedDict

from patrolqr.core.actor import NAME_LIMIT, THIS_COMPUTER
from patrolqr.core.errors import InputWrong
from patrolqr.store.session import Session


class PersonRow(TypedDict):
    """The name that was given."""

    person: str


WRONG = f"A name or number has 1 to {NAME_LIMIT} characters. Type it again."


def named(text: str) -> str:
    """Return a person's name or number as decisions carry it; InputWrong where it is none."""
    person = " ".join(text.split())
    if not person or len(person) > NAME_LIMIT:
        raise InputWrong(WRONG)
    return person


def name_at(session: Session, computer: str) -> str:
    """Return the name that the person at this computer gave, or nothing.

    `computer` is what its browser is known by; nothing stands for one that cannot be told apart.
    """
    found = session.rows(PersonRow, "people/name_at", computer=_key(computer))
    return found[0]["person"] if found else ""


def keep_name(session: Session, name: str, computer: str) -> None:
    """Keep the name under which decisions from this computer are stored from now on.

    Where it is the first, what was written for a briefing before becomes that person's draft.
    """
    person = named(name)
    with session.writing("look") as written:
        # whoever is limited to teams signs in: nothing was written by them under no name
        if session.actor.teams is None and not name_at(session, computer):
            written.change("drafts/hand_over", person=person, nobody=THIS_COMPUTER)
        written.change("people/keep_name", computer=_key(computer), person=person)


def _key(computer: str) -> str:
    """Return under which name the database keeps it; the plain one is that of earlier versions."""
    return f"person at {computer}" if computer else "person"
