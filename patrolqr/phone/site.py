"""Routes under /o (and /O: codes are printed in capitals), and the one place where problems become
answers.
"""

from pathlib import Path

import xstatic.pkg.leaflet
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from patrolqr.core.errors import PatrolError
from patrolqr.phone import offline, screens
from patrolqr.phone.pages.my_patrols import Mine
from patrolqr.phone.pages.visits import Phone
from patrolqr.phone.request.headers import ONE_DAY, ONE_YEAR, Headed, wants_json
from patrolqr.phone.request.pairing import Door
from patrolqr.phone.request.rate_limit import WINDOW
from patrolqr.store.passes import NEUTRAL
from patrolqr.store.session import Session

TITLES = {
    403: "Not sent yet",
    404: "Nothing to open",
    409: "Sent before",
    413: "Too long",
    429: "Too many tries",
}
"""What a problem's page is headed with, by status."""

UNPAIRED = "X-Paired"
"""Tells a phone that it may keep no page of a sheet any more."""

METHOD = "This page is only read and sent. Scan the code on the sheet again."


def routes(session: Session) -> list[BaseRoute]:
    """Return the routes of the officers' pages, for the process that owns the store."""
    phone = Phone(session)
    door = Door(session, phone.gate)
    mine = Mine(session, phone.gate)
    site = Starlette(
        routes=[
            Mount(
                "/assets/leaflet",
                Cached(directory=Path(xstatic.pkg.leaflet.BASE_DIR), keep=ONE_DAY),
            ),
            *(Route(f"/assets/{name}", _joined, methods=["GET"]) for name in screens.JOINED),
            Mount("/assets", Cached(directory=screens.ASSETS, keep=ONE_YEAR)),
            Route("/", phone.typed, methods=["POST"]),
            Route("/", phone.typing, methods=["GET"]),
            Route("/sw.js", _worker, methods=["GET"]),
            Route("/queue", _queue, methods=["GET"]),
            Route("/offline", _offline, methods=["GET"]),
            Route("/pair", door.asking, methods=["GET"]),
            Route("/pair", door.pair, methods=["POST"]),
            Route("/pair/{code}", door.asking, methods=["GET"]),
            Route("/PAIR/{code}", door.asking, methods=["GET"]),
            Route("/paired", door.paired, methods=["GET"]),
            Route("/unpair", door.unpair, methods=["POST"]),
            Route("/mine", mine.visits, methods=["GET"]),
            Route("/mine/{log_id:uuid}", mine.answer, methods=["POST"]),
            Route("/{pass_id}/sheet", phone.sheet, methods=["GET"]),
            Route("/{pass_id}", phone.tasking, methods=["GET"]),
            Route("/{pass_id}", phone.log, methods=["POST"]),
            Route("/{pass_id}/sent/{log_id:uuid}", phone.stored, methods=["GET"]),
            Route("/{pass_id}/correct/{log_id:uuid}", phone.correct, methods=["GET"]),
            Route("/{pass_id}/undo/{log_id:uuid}", phone.undo, methods=["POST"]),
        ],
        middleware=[Middleware(Headed)],
        exception_handlers={PatrolError: _problem, HTTPException: _refused},
    )
    site.router.redirect_slashes = False
    return [Mount("/o", app=site), Mount("/O", app=site)]


class Cached(StaticFiles):
    """Files that browsers may keep."""

    def __init__(self, *, directory: Path, keep: str) -> None:
        super().__init__(directory=directory)
        self.keep = keep

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = self.keep
        return response


async def _joined(request: Request) -> Response:
    """Answer with scripts that a page asks for as one file."""
    joined = screens.file(request.url.path.rpartition("/")[2])
    return Response(joined, media_type="text/javascript", headers={"Cache-Control": ONE_YEAR})


async def _worker(request: Request) -> Response:
    """Answer with the service worker, which may look after /o and /O."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return Response(offline.worker(), media_type="text/javascript", headers=headers)


async def _queue(request: Request) -> Response:
    """Answer with the page of the logs that wait on this phone."""
    return HTMLResponse(screens.queue_page())


async def _offline(request: Request) -> Response:
    """Answer with the page that a phone shows without signal."""
    return HTMLResponse(screens.offline_page())


def _problem(request: Request, problem: Exception) -> Response:
    """Answer an expected problem with its status and sentence, as a page or as JSON."""
    assert isinstance(problem, PatrolError)
    headers = {UNPAIRED: "no"} if getattr(request.state, "unpaired", False) else None
    return _said(request, problem.code, problem.status, problem.sentence, headers)


def _refused(request: Request, problem: Exception) -> Response:
    """Answer an address that is none of ours, or a method it does not know."""
    assert isinstance(problem, HTTPException)
    if problem.status_code == 404:
        return _said(request, "pass_unknown", 404, NEUTRAL)
    return _said(request, "not_possible", problem.status_code, METHOD, dict(problem.headers or {}))


def _said(
    request: Request, code: str, status: int, sentence: str, headers: dict[str, str] | None = None
) -> Response:
    headers = headers or {}
    if status == 429:
        headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    if wants_json(request):
        return JSONResponse({"code": code, "sentence": sentence}, status, headers)
    page = screens.problem_page(TITLES.get(status, "Not sent"), sentence, pair=status in (403, 404))
    return HTMLResponse(page, status, headers)
