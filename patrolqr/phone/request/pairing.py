"""Who a phone sends for: the pairing it holds.

`who` is the one place that says who asks. Where a force has single sign-on, that function asks it
instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request

from patrolqr.core import clock
from patrolqr.core.errors import NotPaired, PhoneUnpaired
from patrolqr.core.phone import Pairing
from patrolqr.phone.request import cookies
from patrolqr.store import pairings
from patrolqr.store.passes import NEUTRAL
from patrolqr.store.session import Session

SLACK = timedelta(minutes=1)
"""A phone's clock is compared with ours when it sends; how long the sending took is not known."""

KEEP_WAITING = (
    "It waits on this phone. Pair the phone with the code that the briefing room shows, and it sends itself; "
    "logs are sent by the officer who wrote them."
)


@dataclass(frozen=True)
class Doubt:
    """Under which number a log was written, if it says so, and under which it is sent."""

    written_as: str
    sent_as: str


def who(session: Session, request: Request) -> Pairing | None:
    """Return the pairing of the phone that asks, also one that has ended (it may send what it
    kept), or None.

    What came over https under the name of an earlier version is none of a newer version's pairings.
    """
    found = pairings.by_secret(session, cookies.held(request, cookies.SECRET))
    is_put_there = (
        found is not None and found.is_followed and cookies.is_from_before(request, cookies.SECRET)
    )
    return None if is_put_there else found


def device(session: Session, request: Request) -> str:
    """Return the secret by which the phone that asks is known, "" where we gave it none."""
    secret = cookies.held(request, cookies.DEVICE)
    if cookies.is_from_before(request, cookies.DEVICE):
        shown = who(session, request)
        return secret if shown is not None and pairings.is_of_device(shown, secret) else ""
    return secret if pairings.knows_device(session, secret) else ""


def reader(session: Session, request: Request, *, at: datetime) -> Pairing:
    """Return the pairing of a phone that may read.

    PhoneUnpaired, the answer of an unknown code, for any other.
    """
    found = who(session, request)
    if found is None or not found.holds(at):
        raise PhoneUnpaired(NEUTRAL)
    return found


def sender(session: Session, request: Request, sent: Mapping[str, Any], *, at: datetime) -> Pairing:
    """Return the pairing a log was written under; NotPaired where its phone may not send it.

    A log names the pairing its page was opened under. That one counts as long as the same phone
    sends it, also after it has ended: a phone that was handed on keeps the first officer's logs
    apart from the second's. What it says of its time is its own word: one that has ended sends for
    sheets alone that we showed it while it held. PassUnknown where its code opens nothing.
    """
    pass_id = request.path_params["pass_id"]
    shown = who(session, request)
    named = pairings.by_id(session, sent.get("paired"))
    if shown is not None:
        begun_at = written_at(sent, at)
        own = named if named is not None and named.device == shown.device else shown
        for each in (own, shown):
            is_in_time = each.holds(at) or (
                begun_at <= each.until + SLACK and pairings.was_given(session, each, pass_id, at=at)
            )
            if each.collar == own.collar and is_in_time:
                return each
    raise NotPaired(KEEP_WAITING)


def doubtful(session: Session, request: Request, sent: Mapping[str, Any]) -> Doubt | None:
    """Return whose a log may be that names a pairing which is not known here (the database may come
    from a backup), None where it is clear: the phone says it was the same number.
    """
    shown, named = who(session, request), str(sent.get("paired") or "")
    if shown is None or not named or pairings.by_id(session, named) is not None:
        return None
    written_as = str(sent.get("written_as") or "")
    return None if written_as == shown.collar else Doubt(written_as, shown.collar)


def is_own(session: Session, request: Request, pairing_id: str | None) -> bool:
    """Return whether what came under that pairing is the asking officer's own: the same phone, the
    same number.
    """
    shown = who(session, request)
    return shown is not None and pairings.is_same_officer(session, shown.pairing_id, pairing_id)


def known_as(session: Session, request: Request) -> str:
    """Return under which name attempts are counted: a paired phone's own, else the address it comes
    from.
    """
    found = who(session, request)
    if found is not None and found.holds(clock.now()):
        return f"pairing {found.pairing_id}"
    return request.client.host if request.client else "unknown"


def written_at(sent: Mapping[str, Any], at: datetime) -> datetime:
    """Return when the log was begun, by the phone's clock less what that clock was ahead when it
    sent.
    """
    begun = _instant(sent.get("opened_at")) or _instant(sent.get("arrived_at"))
    ahead = (_instant(sent.get("sent_at")) or at) - at
    try:
        return begun - ahead if begun else at
    except OverflowError:
        return at


def _instant(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
        return clock.aware(found) if found else None
    except (ValueError, OverflowError):
        return None
