"""A log that was just sent, taken back by its officer."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import NotPaired
from patrolqr.phone.pages.stored import UNDO
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.pairing import KEEP_WAITING
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import log_reads

WHY = "taken back by the officer"


async def take_back(guard: Guard, request: Request) -> Response:
    """Set the log aside, and say so on its own page."""
    async with guard.counting(request):
        log = await guard.own_log(request)
        if log is None:
            raise NotPaired(KEEP_WAITING)
    pass_id, since = request.path_params["pass_id"], clock.now() - UNDO
    await in_thread(
        lambda: log_reads.take_back(guard.session, pass_id, log.log_id, why=WHY, since=since)
    )
    return RedirectResponse(str(request.url.path).replace("/undo/", "/sent/"), status_code=303)
