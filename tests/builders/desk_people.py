"""People who sign in at the desk."""

from patrolqr.core.actor import Role
from patrolqr.store import Session, accounts

PASSWORD = "three random words"


def person(session: Session, name: str = "Insp 1204", role: Role = "admin") -> str:
    """Make an account with PASSWORD and return its id."""
    accounts.add(session, name, role, password=PASSWORD)
    return accounts.by_name(session, name)["account_id"]
