"""What a phone can ask for: its tasking, to store a log, to see what was stored, to take it back."""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import LogConflict, NotPaired, PassUnknown, PhoneUnpaired
from patrolqr.core.form.log import parse
from patrolqr.core.phone import Grant, Pairing, Receipt
from patrolqr.phone import offline, screens
from patrolqr.phone.request import bodies, pairing, posted_form
from patrolqr.phone.request.headers import wants_json
from patrolqr.phone.request.rate_limit import RateLimit
from patrolqr.phone.request.threads import in_thread
from patrolqr.phone.screens import Stored
from patrolqr.store import log_reads, logs, passes
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session

UNDO = timedelta(minutes=10)
"""How long after sending an officer may take a log back with one tap."""
UNDONE = "taken back by the officer"


class Phone:
    """The officers' side of one store.

    Every answer to a code that is not in use passes the gate.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.gate = RateLimit(session)

    async def typing(self, request: Request) -> Response:
        """Answer with the page on which the six characters can be typed."""
        return HTMLResponse(screens.code_page())

    async def typed(self, request: Request) -> Response:
        """Lead from the six characters to their page."""
        typed = str((await bodies.fields(request)).get("code", ""))
        await self._reader(request)
        pass_id = await in_thread(lambda: self._pass_of(typed, self._name(request)))
        return RedirectResponse(f"/o/{pass_id}", status_code=303)

    async def tasking(self, request: Request) -> Response:
        """Answer with the tasking of the pass and its form."""
        pass_id, now = request.path_params["pass_id"], clock.now()
        paired = await self._reader(request)
        grant = await in_thread(lambda: self._grant(pass_id, self._name(request), at=now))
        kept = offline.headers(grant, paired)
        page = screens.tasking_page(
            grant, paired, pass_id=grant.pass_id, now=now, sheet=kept["X-Sheet"]
        )
        return HTMLResponse(page, headers=kept)

    async def sheet(self, request: Request) -> Response:
        """Answer with the addresses of all pages of the sheet, for a phone to keep."""
        pass_id, now = request.path_params["pass_id"], clock.now()
        paired = await self._reader(request)
        grant = await in_thread(lambda: self._grant(pass_id, self._name(request), at=now))
        return JSONResponse(
            {"pages": await in_thread(lambda: offline.sheet(self.session, grant, paired))}
        )

    async def log(self, request: Request) -> Response:
        """Store a log once, and answer after its commit: a receipt for a script, a page for a
        person.
        """
        pass_id, sent = request.path_params["pass_id"], await bodies.fields(request)
        origin = await self._origin(request, sent)
        if bodies.is_json(request):
            receipt = await self._accept(sent, pass_id, origin, request)
        else:
            receipt, sent = await in_thread(
                lambda: self._accept_form(sent, pass_id, origin, self._name(request))
            )
        if wants_json(request):
            return JSONResponse(_told(receipt, sent), 200 if receipt.repeated else 201)
        return RedirectResponse(
            f"/o/{pass_id.strip().upper()}/sent/{receipt.log_id}", status_code=303
        )

    async def stored(self, request: Request) -> Response:
        """Answer with what was stored; the area is named only while the pass is valid."""
        if pairing.who(self.session, request) is None:
            await self._reader(request)
        return HTMLResponse(await in_thread(lambda: self._stored_page(request)))

    async def correct(self, request: Request) -> Response:
        """Answer with the form of a stored log, to be corrected by the phone that sent it."""
        await self._reader(request)
        return HTMLResponse(await in_thread(lambda: self._correct_page(request)))

    async def undo(self, request: Request) -> Response:
        """Set the log aside that was just sent, and say so."""
        await in_thread(lambda: self._undo(request))
        return RedirectResponse(str(request.url.path).replace("/undo/", "/sent/"), status_code=303)

    async def _reader(self, request: Request) -> Pairing:
        """Return who reads; a phone that may not counts as an attempt, whatever it asked for."""
        try:
            return pairing.reader(self.session, request, at=clock.now())
        except PhoneUnpaired:
            request.state.unpaired = True
            await self._refuse(request)
            raise

    async def _origin(self, request: Request, sent: dict[str, Any]) -> logs.Delivery:
        """Return what a log came from, and write into it whose it is: that is never typed."""
        now = clock.now()
        try:
            paired = pairing.sender(self.session, request, sent, at=now)
        except NotPaired:
            await self._refuse(request)
            raise
        sent |= {"collar": paired.collar, "paired": paired.pairing_id}
        return logs.Delivery(pairing_id=paired.pairing_id, late=not paired.holds(now))

    async def _refuse(self, request: Request) -> None:
        name = self._name(request)
        await in_thread(lambda: self.gate.refuse(name))

    def _name(self, request: Request) -> str:
        return pairing.known_as(self.session, request)

    def _grant(self, pass_id: str, address: str, *, at: datetime, late: bool = False) -> Grant:
        try:
            return (passes.for_log if late else passes.grant)(self.session, pass_id, at=at)
        except PassUnknown:
            self.gate.refuse(address)
            raise

    def _pass_of(self, code: str, address: str) -> str:
        self.gate.admit(address)
        try:
            return passes.by_short_code(self.session, code, at=clock.now()).pass_id
        except PassUnknown:
            self.gate.refuse(address)
            raise

    async def _accept(
        self, sent: dict[str, Any], pass_id: str, origin: logs.Delivery, request: Request
    ) -> Receipt:
        """Return the receipt after the commit; no thread waits for it."""
        try:
            return await asyncio.wrap_future(
                logs.submit(self.session, parse(sent), pass_id, delivery=origin)
            )
        except PassUnknown:
            await self._refuse(request)
            raise

    def _accept_form(
        self, form: dict[str, Any], pass_id: str, origin: logs.Delivery, address: str
    ) -> tuple[Receipt, dict[str, Any]]:
        """Accept a posted form. A double tap is one log: the leaving time we filled in is the one
        of the first.
        """
        now = clock.now()
        grant = self._grant(pass_id, address, at=now, late=True)
        sent = posted_form.log_from_form(form, grant, now=now)
        log = parse(sent)
        try:
            return logs.accept(self.session, log, pass_id, delivery=origin), sent
        except LogConflict:
            before = self._stored(pass_id, log.log_id)
            if before is None or form.get("left_at"):
                raise
            sent["left_at"] = json.loads(before.document).get("left_at") or ""
            return logs.accept(self.session, parse(sent), pass_id, delivery=origin), sent

    def _stored(self, pass_id: str, log_id: str) -> Stored | None:
        row = log_reads.receipt(self.session, pass_id, log_id)
        if row is None:
            return None
        received_at, undone = instant(row["received_us"]), row["set_aside_why"] is not None
        state = (row["version"], row["review_state"], row["remark"])
        return Stored(
            row["log_id"], received_at, undone, row["document"], row["pairing_id"], *state
        )

    def _stored_page(self, request: Request) -> str:
        pass_id, now = request.path_params["pass_id"], clock.now()
        stored = self._stored(pass_id, str(request.path_params["log_id"]))
        if stored is None or not pairing.is_own(self.session, request, stored.pairing_id):
            self.gate.refuse(self._name(request))
            raise PassUnknown(passes.NEUTRAL)
        try:
            pairing.reader(self.session, request, at=now)
            grant = passes.grant(self.session, pass_id, at=now)
        except PassUnknown:
            grant = None
        return screens.stored_page(
            stored,
            grant,
            pass_id=pass_id.strip().upper(),
            may_undo=stored.version == 1 and now - stored.received_at < UNDO,
        )

    def _correct_page(self, request: Request) -> str:
        pass_id = request.path_params["pass_id"].strip().upper()
        stored = self._stored(pass_id, str(request.path_params["log_id"]))
        own = stored is not None and pairing.is_own(self.session, request, stored.pairing_id)
        if stored is None or stored.undone or not own:
            self.gate.refuse(self._name(request))
            raise PassUnknown(passes.NEUTRAL)
        grant = self._grant(pass_id, self._name(request), at=clock.now(), late=True)
        return screens.correct_page(stored, grant, pass_id=pass_id)

    def _undo(self, request: Request) -> None:
        since = clock.now() - UNDO
        pass_id, log_id = (
            request.path_params["pass_id"].strip().upper(),
            str(request.path_params["log_id"]),
        )
        stored = self._stored(pass_id, log_id)
        if stored is None or not pairing.is_own(self.session, request, stored.pairing_id):
            self.gate.refuse(self._name(request))
            raise NotPaired(pairing.KEEP_WAITING)
        log_reads.take_back(self.session, pass_id, log_id, why=UNDONE, since=since)


def _told(receipt: Receipt, sent: dict[str, Any]) -> dict[str, object]:
    return {
        "log_id": receipt.log_id,
        "received_at": receipt.received_at.isoformat(),
        "repeated": receipt.repeated,
        "sentence": screens.sentence(sent, receipt.received_at),
    }
