"""The pages on which a phone is paired, says so, and is let go."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from patrolqr.core import clock, settings
from patrolqr.core.errors import InputWrong, PairingOver
from patrolqr.phone import rendering
from patrolqr.phone.request import bodies
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.headers import PAIRING
from patrolqr.phone.request.pairing import DEVICE, SECRET, who
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import pairings
from patrolqr.store.passes import LATE_LOGS


async def ask(guard: Guard, request: Request) -> Response:
    """Answer with the page that asks for the collar number, and for the code where it was not
    scanned.
    """
    code = request.path_params.get("code", "")
    async with guard.counting(request):
        if code and not pairings.opens(code, at=clock.now()):
            raise PairingOver(pairings.OVER)
    return HTMLResponse(_page(code))


async def pair(guard: Guard, request: Request) -> Response:
    """Pair the phone, give it its secrets, and lead to the page that says so."""
    sent = await bodies.fields(request)
    code, collar = str(sent.get("code", "")), str(sent.get("collar", ""))
    device = request.cookies.get(DEVICE, "")
    try:
        async with guard.counting(request):
            made = await in_thread(
                lambda: pairings.pair(guard.session, code, collar, device_secret=device)
            )
    except InputWrong as problem:
        return HTMLResponse(_page(code, problem.sentence), problem.status)
    answer = RedirectResponse("/o/paired", status_code=303)
    for name, secret in ((SECRET, made.secret), (DEVICE, made.device_secret)):
        _give(answer, request, name, secret)
    return answer


async def show(guard: Guard, request: Request) -> Response:
    """Answer with whose phone this is, and until when."""
    pairing = who(guard.session, request)
    if pairing is None or not pairing.holds(clock.now()):
        return RedirectResponse("/o/pair", status_code=303)
    until = clock.time_text(pairing.until)
    page = rendering.page("paired.html", pairing=pairing, until=until)
    return HTMLResponse(page, headers={PAIRING: pairing.pairing_id})


async def unpair(guard: Guard, request: Request) -> Response:
    """End the pairing because its officer hands the phone on."""
    pairing = who(guard.session, request)
    if pairing is not None:
        why = "ended by the officer"
        await in_thread(lambda: pairings.end(guard.session, pairing.pairing_id, why=why))
    return RedirectResponse("/o/pair", status_code=303)


def _page(code: str, problem: str = "") -> str:
    return rendering.page("pair.html", code=code, problem=problem, limit=pairings.COLLAR_LIMIT)


def _give(answer: Response, request: Request, name: str, secret: str) -> None:
    """Set a cookie that scripts cannot read and that other sites' forms do not send.

    It outlives the pairing, so that a late log can still be sent. Lax, because a scanned code is
    opened from outside.
    """
    lasts = timedelta(hours=settings.current().pairing_hours) + LATE_LOGS
    safe = request.url.scheme == "https" or settings.current().base_url.lower().startswith("https:")
    answer.set_cookie(
        name,
        secret,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=safe,
        httponly=True,
        samesite="lax",
    )
