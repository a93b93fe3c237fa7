"""What every page asks first: who reads, whose log this is, what the code opens; and refusals are
counted.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from starlette.requests import Request

from patrolqr.core import clock
from patrolqr.core.errors import NotPaired, PairingOver, PassUnknown, PhoneUnpaired, RoomOver
from patrolqr.core.phone import Grant, Pairing
from patrolqr.phone.request import own_log, pairing
from patrolqr.phone.request.own_log import StoredLog
from patrolqr.phone.request.rate_limit import RateLimit
from patrolqr.phone.request.threads import in_thread
from patrolqr.steps.passkey_answers import Challenges
from patrolqr.store import pairings, passes
from patrolqr.store.arriving_logs import Delivery
from patrolqr.store.session import Session

COUNTED = (PassUnknown, NotPaired, PairingOver, RoomOver)
"""Refusals that count as an attempt of the phone that asks: a stranger guesses codes like this."""


Result = TypeVar("Result")


class Guard:
    """Who asks of one store and whether they may, with the limit on what they try in vain."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.limit = RateLimit(session)
        self.challenges = Challenges()

    @asynccontextmanager
    async def counting(self, request: Request) -> AsyncIterator[None]:
        """Count a refusal raised inside, and pass it on; TooManyAttempts where it is one too many."""
        try:
            yield
        except COUNTED:
            name = pairing.known_as(self.session, request)
            await self.in_thread(request, lambda: self.limit.refuse(name))
            raise

    async def in_thread(self, request: Request, work: Callable[[], Result]) -> Result:
        """Return what the work returns; officers never wait for a thread that strangers have."""
        is_stranger = pairing.who(self.session, request) is None
        return await in_thread(work, is_stranger=is_stranger)

    def admit(self, request: Request) -> None:
        """Raise TooManyAttempts where the phone that asks is over its limit already."""
        self.limit.admit(pairing.known_as(self.session, request))

    async def reader(self, request: Request) -> Pairing:
        """Return who reads; a phone that may not counts as an attempt, whatever it asked for."""
        async with self.counting(request):
            try:
                return pairing.reader(self.session, request, at=clock.now())
            except PhoneUnpaired:
                request.state.unpaired = True
                raise

    async def delivery(self, request: Request, sent: dict[str, Any]) -> Delivery:
        """Return how a log came, and write into it whose it is: that is never typed."""
        now = clock.now()
        async with self.counting(request):
            paired = await self.in_thread(
                request, lambda: pairing.sender(self.session, request, sent, at=now)
            )
        sent |= {"collar": paired.collar, "paired": paired.pairing_id}
        return Delivery(pairing_id=paired.pairing_id, late=not paired.holds(now))

    async def show(self, request: Request, paired: Pairing) -> Grant:
        """Return what the code in the address opens, noting that its sheet is shown to that phone."""
        grant = await self.grant(request)
        await self.note_shown(request, paired, grant)
        return grant

    async def note_shown(self, request: Request, paired: Pairing, grant: Grant) -> None:
        """Note that the sheet of a code is shown to that phone, which may send for it from now on."""
        await self.in_thread(
            request, lambda: pairings.note_given(self.session, paired, grant.briefing.duty)
        )

    async def grant(self, request: Request, *, late: bool = False) -> Grant:
        """Return what the code in the address opens now, or, for a log that comes late, opened."""
        pass_id, opened_by = (
            request.path_params["pass_id"],
            passes.for_log if late else passes.grant,
        )
        async with self.counting(request):
            return await self.in_thread(
                request, lambda: opened_by(self.session, pass_id, at=clock.now())
            )

    async def opened(self, request: Request, pass_id: str) -> Grant | None:
        """Return what a code opens that the phone remembers, None where it opens nothing; that is
        counted like any other code that is tried.
        """
        try:
            async with self.counting(request):
                return await self.in_thread(
                    request, lambda: passes.grant(self.session, pass_id, at=clock.now())
                )
        except PassUnknown:
            return None

    async def own_log(self, request: Request) -> StoredLog | None:
        """Return the log in the address where the officer who asks sent it, else None."""
        log_id = str(request.path_params["log_id"])
        return await self.in_thread(request, lambda: own_log.find(self.session, request, log_id))
