"""The page on which the six characters under a code are typed, for a dead camera."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.phone import rendering
from patrolqr.phone.request import bodies
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import passes


async def show(request: Request) -> Response:
    """Answer with the page."""
    return HTMLResponse(rendering.page("code.html"))


async def lead(guard: Guard, request: Request) -> Response:
    """Lead from the six characters to their tasking."""
    code = str((await bodies.fields(request)).get("code", ""))
    await guard.reader(request)
    guard.admit(request)
    async with guard.counting(request):
        grant = await in_thread(lambda: passes.by_short_code(guard.session, code, at=clock.now()))
    return RedirectResponse(f"/o/{grant.pass_id}", status_code=303)
