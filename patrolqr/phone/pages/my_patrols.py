"""My patrols: an officer's own visits with their grades and flags, and the officer's word on them
first.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import PhoneUnpaired
from patrolqr.core.phone import Pairing
from patrolqr.phone import screens
from patrolqr.phone.request import bodies
from patrolqr.phone.request.pairing import known_as, reader
from patrolqr.phone.request.rate_limit import RateLimit
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import visits
from patrolqr.store.session import Session


class Mine:
    """The page of one's own visits.

    A phone that is not paired gets the answer of an unknown code.
    """

    def __init__(self, session: Session, gate: RateLimit) -> None:
        self.session = session
        self.gate = gate

    async def visits(self, request: Request) -> Response:
        """Answer with the officer's visits of the last days."""
        pairing, now = await self._reader(request), clock.now()
        found = await in_thread(lambda: visits.own_visits(self.session, pairing, at=now))
        return HTMLResponse(screens.mine_page(pairing, found))

    async def answer(self, request: Request) -> Response:
        """Keep what the officer says to one visit, and show the visits again."""
        pairing, log_id = await self._reader(request), str(request.path_params["log_id"])
        text = str((await bodies.fields(request)).get("answer", ""))
        await in_thread(lambda: visits.answer(self.session, pairing, log_id, text))
        return RedirectResponse("/o/mine", status_code=303)

    async def _reader(self, request: Request) -> Pairing:
        try:
            return reader(self.session, request, at=clock.now())
        except PhoneUnpaired:
            request.state.unpaired = True
            name = known_as(self.session, request)
            await in_thread(lambda: self.gate.refuse(name))
            raise
