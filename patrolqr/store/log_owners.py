"""Whose a log is: who mends it, and who may say that it is not wanted."""

from typing import TypedDict

from patrolqr.store import pairings
from patrolqr.store.arriving_logs import PHONE, Arriving
from patrolqr.store.session import Session


class TakenBackRow(TypedDict):
    """A log that was taken back before it was stored: by whom, from which pairing."""

    log_id: str
    collar: str
    pairing_id: str


def is_own(
    session: Session, waiting: Arriving, *, collar: str | None, pairing_id: str | None
) -> bool:
    """Return whether whoever mends a log is who sent it: the same phone and number, or the desk.

    Where the first one's pairing is not known here (paper, a restored backup), the number decides.
    """
    delivery = waiting.delivery
    if delivery.channel != PHONE.channel or delivery.entered_by:
        return True
    if pairings.by_id(session, pairing_id) is None:
        return bool(waiting.log.values["collar"] == collar)
    return pairings.is_same_officer(session, delivery.pairing_id, pairing_id)


def is_unwanted(session: Session, waiting: Arriving, taken_back: TakenBackRow) -> bool:
    """Return whether whoever took a log back before it came is who sent it.

    Where it came by no pairing (it waited for a sergeant) the number decides.
    """
    own = waiting.delivery.pairing_id
    if own is None:
        return bool(waiting.log.values["collar"] == taken_back["collar"])
    other = taken_back["pairing_id"]
    return own == other or pairings.is_same_officer(session, own, other)
