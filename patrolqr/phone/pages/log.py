"""A log that was sent: stored once and acknowledged after its commit, or asked about first."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import LogConflict, LogWrong
from patrolqr.core.form import privacy
from patrolqr.core.form.log import parse
from patrolqr.core.phone import Receipt
from patrolqr.phone.pages import arrived_or_now, keep_or_change, problem, stored
from patrolqr.phone.request import bodies, own_log, pairing, posted_form
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.headers import wants_json
from patrolqr.phone.request.pairing import Doubt
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import logs, unclaimed
from patrolqr.store.arriving_logs import Delivery
from patrolqr.store.taking_back import SENTENCES, Became

FOR_SERGEANT = (
    "It was written under a pairing that is not known here any more. "
    "Your sergeant says whose it is; then it counts. Nothing of it is lost."
)


async def keep(guard: Guard, request: Request) -> Response:
    """Store a log once, and answer after its commit: a receipt for a script, a page for a person.

    A script has asked about personal details before it sends; for a page without one we ask here.
    """
    sent = await bodies.fields(request)
    doubt = pairing.doubtful(guard.session, request, sent)
    if doubt is not None:
        return await _keep_for_sergeant(guard, request, sent, doubt)
    delivery = await guard.delivery(request, sent)
    if bodies.is_json(request):
        return await _accept(guard, request, sent, delivery)
    grant = await guard.grant(request, late=True)
    spared = grant.tasking.area.name
    doubtful = (
        {} if str(sent.get("kept_why", "")).strip() else privacy.doubtful(sent, spared=spared)
    )
    sentences = privacy.find(*doubtful.values(), spared=spared)
    if doubtful and wants_json(request):
        raise LogWrong(" ".join((*sentences, privacy.ADVICE)))
    if doubtful:
        page = keep_or_change.page(grant.pass_id, sent, doubtful, sentences)
        return HTMLResponse(page, LogWrong.status)
    log = posted_form.log_from_form(sent, grant, now=clock.now())
    if asked := posted_form.ask_about_stay(sent, log, grant):
        if wants_json(request):
            raise LogWrong(asked)
        return HTMLResponse(arrived_or_now.page(grant.pass_id, sent, asked), LogWrong.status)
    try:
        return await _accept(guard, request, log, delivery)
    except LogConflict:
        # A double tap is one log: the leaving time that we filled in is the one of the first tap.
        log_id = parse(log).log_id
        before = await in_thread(lambda: own_log.find(guard.session, request, log_id))
        if before is None or sent.get("left_at"):
            raise
        log["left_at"] = before.document.get("left_at") or ""
        return await _accept(guard, request, log, delivery)


async def _accept(
    guard: Guard, request: Request, sent: dict[str, Any], delivery: Delivery
) -> Response:
    """Return the answer after the commit; no thread waits for it.

    What was done is put into words before: whatever is stored can be answered.
    """
    pass_id, parsed = request.path_params["pass_id"], parse(sent)
    done = stored.done(sent)
    async with guard.counting(request):
        receipt = await asyncio.wrap_future(
            logs.submit(guard.session, parsed, pass_id, delivery=delivery)
        )
    return _answer(request, receipt, done)


async def _keep_for_sergeant(
    guard: Guard, request: Request, sent: dict[str, Any], doubt: Doubt
) -> Response:
    """Keep a log of a pairing that is not known here until a sergeant says whose it is."""
    pass_id = request.path_params["pass_id"]
    log = sent
    if not bodies.is_json(request):
        grant = await guard.grant(request, late=True)
        log = posted_form.log_from_form(sent, grant, now=clock.now())
    parsed = parse(log | {"collar": doubt.written_as})
    async with guard.counting(request):
        receipt = await in_thread(
            lambda: unclaimed.keep(
                guard.session,
                parsed,
                pass_id,
                written_as=doubt.written_as,
                sent_as=doubt.sent_as,
            )
        )
    if not wants_json(request):
        return HTMLResponse(problem.page(202, FOR_SERGEANT), 202)
    title = problem.TITLES[202]
    return JSONResponse(_told(receipt, f"{title}: {FOR_SERGEANT}"), 202)


def _answer(request: Request, receipt: Receipt, done: str) -> Response:
    if not wants_json(request):
        pass_id = request.path_params["pass_id"].strip().upper()
        return RedirectResponse(f"/o/{pass_id}/sent/{receipt.log_id}", status_code=303)
    return JSONResponse(_told(receipt, _sentence(receipt, done)), 200 if receipt.repeated else 201)


def _told(receipt: Receipt, sentence: str) -> dict[str, Any]:
    """Return what a script is told of a log that is kept."""
    return {
        "log_id": receipt.log_id,
        "received_at": receipt.received_at.isoformat(),
        "repeated": receipt.repeated,
        "taken_back": receipt.taken_back,
        "sentence": sentence,
    }


def _sentence(receipt: Receipt, done: str) -> str:
    if receipt.taken_back:
        return SENTENCES[Became.TAKEN_BACK]
    return stored.sentence(done, receipt.received_at, (receipt.arrived_at, receipt.left_at))
