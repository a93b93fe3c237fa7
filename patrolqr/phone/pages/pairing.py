"""The pages on which a phone is paired, says so, and is let go."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from patrolqr.core import clock, collar
from patrolqr.core.errors import InputWrong, PairingOver
from patrolqr.phone import rendering
from patrolqr.phone.pages import passkey
from patrolqr.phone.request import bodies
from patrolqr.phone.request.cookies import DEVICE, SCANNED, SECRET, forget, give, held
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.headers import PAIRING
from patrolqr.phone.request.pairing import device, who
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import pairings
from patrolqr.store.passes import LATE_LOGS


async def ask(guard: Guard, request: Request) -> Response:
    """Answer with the page that asks for the collar number, and for the code where it was not
    scanned.
    """
    code = request.path_params.get("code", "")
    if code:
        await _check(guard, request, code)
    return HTMLResponse(_page(code))


async def pair(guard: Guard, request: Request) -> Response:
    """Pair the phone, give it its secrets, and lead to the page that says so."""
    sent = await bodies.fields(request)
    code, typed = str(sent.get("code", "")), str(sent.get("collar", ""))
    known = device(guard.session, request)
    await _check(guard, request, code)
    try:
        # whoever has the room's code waits in no crowd of strangers
        made = await in_thread(
            lambda: pairings.pair(guard.session, code, typed, device_secret=known)
        )
    except InputWrong as problem:
        return HTMLResponse(_page(code, problem.sentence), problem.status)
    answer = RedirectResponse("/o/paired", status_code=303)
    lasts = made.pairing.until - made.pairing.paired_at + LATE_LOGS
    for name, secret in ((SECRET, made.secret), (DEVICE, made.device_secret)):
        give(answer, request, name, secret, lasts=lasts)
    return answer


async def _check(guard: Guard, request: Request, code: str) -> None:
    """Raise PairingOver, which is counted, where the room does not show that code."""
    async with guard.counting(request):
        if not pairings.opens(code, at=clock.now()):
            raise PairingOver(pairings.OVER)


async def show(guard: Guard, request: Request) -> Response:
    """Answer with whose phone this is, and until when; lead on to the code that it scanned before."""
    pairing = who(guard.session, request)
    if pairing is None or not pairing.holds(clock.now()):
        return RedirectResponse("/o/pair", status_code=303)
    scanned = held(request, SCANNED)
    if scanned and await guard.opened(request, scanned):
        answer = RedirectResponse(f"/o/{quote(scanned)}", status_code=303)
        forget(answer, request, SCANNED)
        return answer
    until = clock.time_text(pairing.until)
    offer = await passkey.offered(guard, request, pairing)
    page = rendering.page("paired.html", pairing=pairing, until=until, passkey=offer)
    return HTMLResponse(page, headers={PAIRING: pairing.pairing_id})


async def unpair(guard: Guard, request: Request) -> Response:
    """End the pairing because its officer hands the phone on."""
    pairing = who(guard.session, request)
    if pairing is not None:
        why = "ended by the officer"
        await in_thread(lambda: pairings.end(guard.session, pairing.pairing_id, why=why))
    return RedirectResponse("/o/pair", status_code=303)


def _page(code: str, problem: str = "") -> str:
    return rendering.page("pair.html", code=code, problem=problem, limit=collar.LIMIT)
