"""Mappings that somebody confirmed: which column of a table is which, by the header's fingerprint."""

from typing import TypedDict

from patrolqr.core import clock
from patrolqr.store.session import Session


class MappingRow(TypedDict):
    """The mapping confirmed last for a header, as TOML."""

    fingerprint: str
    content: str


def known(session: Session) -> dict[str, str]:
    """Return the mapping confirmed last (TOML) for each header's fingerprint."""
    rows = session.rows(MappingRow, "mappings/known_mappings")
    return {row["fingerprint"]: row["content"] for row in rows}


def keep(session: Session, *, fingerprint: str, kind: str, content: str) -> None:
    """Keep a mapping under the header's fingerprint; the next file with that header uses it."""
    with session.writing("load") as written:
        written.change(
            "mappings/insert_mapping",
            fingerprint=fingerprint,
            kind=kind,
            content=content,
            confirmed_by=session.actor.person,
            confirmed_at=clock.now(),
        )
