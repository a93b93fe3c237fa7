"""A log that was just sent, taken back by its officer, who may not know whether it is stored."""

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import NotPaired
from patrolqr.core.phone import Pairing
from patrolqr.phone.request import bodies, pairing
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.pairing import KEEP_WAITING
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import pairings, taking_back
from patrolqr.store.taking_back import SENTENCES, Became


async def take_back(guard: Guard, request: Request) -> Response:
    """Set the log aside, and say what became of it: to a script at once, else on its own page."""
    if bodies.is_json(request):
        return await _answer_script(guard, request)
    async with guard.counting(request):
        log = await guard.own_log(request)
        shown = pairing.who(guard.session, request)
        if log is None or shown is None:
            raise NotPaired(KEEP_WAITING)
    became = await _take_back(guard, request, shown, asked_at=clock.now())
    told = "?late" if became is Became.TOO_LATE else ""
    return RedirectResponse(
        str(request.url.path).replace("/undo/", "/sent/") + told, status_code=303
    )


async def _answer_script(guard: Guard, request: Request) -> Response:
    """Answer a phone, which may ask long after its officer did, and asks until it has the answer."""
    sent: dict[str, Any] = await bodies.fields(request)
    sent["opened_at"] = sent.get("asked_at")
    delivery = await guard.delivery(request, sent)
    asking = pairings.by_id(guard.session, delivery.pairing_id)
    if asking is None:
        raise NotPaired(KEEP_WAITING)
    asked_at = pairing.written_at(sent, clock.now())
    became = await _take_back(guard, request, asking, asked_at=asked_at)
    log_id = str(request.path_params["log_id"])
    return JSONResponse({"log_id": log_id, "became": became, "sentence": SENTENCES[became]})


async def _take_back(
    guard: Guard, request: Request, asking: Pairing, *, asked_at: datetime
) -> Became:
    pass_id, log_id = request.path_params["pass_id"], str(request.path_params["log_id"])
    return await in_thread(
        lambda: taking_back.take_back(guard.session, pass_id, log_id, asking, asked_at=asked_at)
    )
