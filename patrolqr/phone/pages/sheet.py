"""The pages of a sheet for a phone to keep, and the other areas of a sheet in their order."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from patrolqr.core.briefing import Tasking
from patrolqr.core.phone import Grant
from patrolqr.phone import offline
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread


async def show(guard: Guard, request: Request) -> Response:
    """Answer with the addresses and marks of all pages of the sheet, for a phone to keep, and whether
    the area that is asked from was withdrawn.
    """
    paired = await guard.reader(request)
    grant = await guard.show(request, paired)
    pages = await in_thread(lambda: offline.sheet(guard.session, grant, paired))
    return JSONResponse({"pages": pages, "withdrawn": grant.withdrawn})


def following(grant: Grant) -> tuple[Tasking, ...]:
    """Return the other taskings of the sheet, the one after this first."""
    own = grant.tasking
    others = [each for each in grant.briefing.taskings if each.area.area_id != own.area.area_id]
    after = [each for each in others if each.number > own.number]
    return (*after, *(each for each in others if each.number < own.number))
