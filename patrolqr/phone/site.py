"""Routes under /o (and /O: codes are printed in capitals), and the one place where problems become
answers.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import xstatic.pkg.leaflet
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from patrolqr.core.errors import PatrolError, StandingBy
from patrolqr.phone import offline, rendering, scripts
from patrolqr.phone.pages import (
    check,
    correct,
    log,
    my_patrols,
    my_sheet,
    pairing,
    passkey,
    problem,
    room,
    sheet,
    stored,
    tasking,
    typed_code,
    undo,
    waiting,
)
from patrolqr.phone.request import origin
from patrolqr.phone.request.cookies import SCANNED, SCANNED_LASTS, give
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.headers import ONE_DAY, ONE_YEAR, Headed, wants_json
from patrolqr.phone.request.rate_limit import WINDOW
from patrolqr.store.passes import NEUTRAL
from patrolqr.store.session import Session

UNPAIRED = "X-Paired"
"""Tells a phone that it may keep no page of a sheet any more."""

MADE = dict.fromkeys((*scripts.PAGES, *scripts.ALONE), "text/javascript") | {
    rendering.PERSONAL: "application/json",
    rendering.SLIDES: "text/css",
}
"""Files under assets/ that are made when they are first asked for, and what each is."""

LATER = (
    "This is not taken just now: another machine takes over the work. Nothing is lost. What was sent "
    "from this phone waits on it and is sent again by itself; a page opens again in some seconds."
)
LATER_S = "5"
"""Seconds after which it is worth to ask again."""

METHOD = "This page is only read and sent. Scan the code on the sheet again."


Page = Callable[[Guard, Request], Awaitable[Response]]


def routes(session: Session) -> list[BaseRoute]:
    """Return the routes of the officers' pages, for the process that owns the store."""
    guard = Guard(session)

    def get(path: str, page: Page) -> Route:
        return Route(path, partial(_answer, page, guard), methods=["GET"])

    def post(path: str, page: Page) -> Route:
        return Route(path, partial(_keep, page, guard), methods=["POST"])

    site = Starlette(
        routes=[
            Mount(
                "/assets/leaflet",
                Cached(directory=Path(xstatic.pkg.leaflet.BASE_DIR), keep=ONE_DAY),
            ),
            *(Route(f"/assets/{name}", _made, methods=["GET"]) for name in MADE),
            Mount("/assets", Cached(directory=rendering.ASSETS, keep=ONE_YEAR)),
            Route("/sw.js", _worker, methods=["GET"]),
            Route("/queue", _queue, methods=["GET"]),
            Route("/offline", _offline, methods=["GET"]),
            Route("/check", _check, methods=["GET"]),
            get("/check/answer", check.answer),
            Route("/", typed_code.show, methods=["GET"]),
            post("/", typed_code.lead),
            get("/pair", pairing.ask),
            post("/pair", pairing.pair),
            get("/pair/{code}", pairing.ask),
            get("/PAIR/{code}", pairing.ask),
            get("/paired", pairing.show),
            post("/unpair", pairing.unpair),
            post("/passkey", passkey.keep),
            get("/mine", my_patrols.show),
            get("/my-sheet", my_sheet.show),
            post("/mine/{log_id:uuid}", my_patrols.answer),
            get("/room/{code}", room.show),
            get("/room/{code}/pair", room.draw_code),
            get("/room/{code}/map/{number:int}", room.draw_map),
            get("/{pass_id}", tasking.show),
            post("/{pass_id}", log.keep),
            get("/{pass_id}/sheet", sheet.show),
            get("/{pass_id}/sent/{log_id:uuid}", stored.show),
            get("/{pass_id}/correct/{log_id:uuid}", correct.show),
            post("/{pass_id}/undo/{log_id:uuid}", undo.take_back),
        ],
        middleware=[Middleware(Headed)],
        exception_handlers={
            PatrolError: partial(_problem, session),
            HTTPException: partial(_refused, session),
            ClientDisconnect: _hung_up,
        },
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


async def _answer(page: Page, guard: Guard, request: Request) -> Response:
    """Answer what is asked, where this process is the one that writes: only that one knows for sure
    which phones are paired.
    """
    guard.session.store.database.need_active()
    return await page(guard, request)


async def _keep(page: Page, guard: Guard, request: Request) -> Response:
    """Answer what is sent from a page of ours."""
    origin.check(request)
    return await _answer(page, guard, request)


async def _made(request: Request) -> Response:
    """Answer with the script of a page, joined from its modules, or with data for scripts."""
    name = request.url.path.rpartition("/")[2]
    headers = {"Cache-Control": ONE_YEAR}
    return Response(rendering.file(name), media_type=MADE[name], headers=headers)


async def _worker(request: Request) -> Response:
    """Answer with the service worker, which may look after /o and /O."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return Response(offline.worker(), media_type="text/javascript", headers=headers)


async def _queue(request: Request) -> Response:
    """Answer with the page of the logs that wait on this phone."""
    return HTMLResponse(waiting.queue_page())


async def _offline(request: Request) -> Response:
    """Answer with the page that a phone shows without signal."""
    return HTMLResponse(waiting.offline_page())


async def _check(request: Request) -> Response:
    """Answer with the page that says what a browser can keep."""
    return HTMLResponse(check.page())


def _problem(session: Session, request: Request, raised: Exception) -> Response:
    """Answer an expected problem with its status and sentence, as a page or as JSON."""
    assert isinstance(raised, PatrolError)
    session.store.tally.count("phone refused", raised.code)
    if isinstance(raised, StandingBy):
        return _tell(request, raised.code, raised.status, LATER)
    if not getattr(request.state, "unpaired", False):
        return _tell(request, raised.code, raised.status, raised.sentence)
    answer = _tell(request, raised.code, raised.status, raised.sentence, {UNPAIRED: "no"})
    scanned = request.path_params.get("pass_id")
    # what a person opened, not what a page that is open fetches beside it
    is_opened = request.headers.get("sec-fetch-mode", "navigate") == "navigate"
    if scanned and request.method == "GET" and is_opened and not wants_json(request):
        give(answer, request, SCANNED, scanned, lasts=SCANNED_LASTS)
    return answer


def _refused(session: Session, request: Request, raised: Exception) -> Response:
    """Answer an address that is none of ours, or a method it does not know."""
    assert isinstance(raised, HTTPException)
    code = "pass_unknown" if raised.status_code == 404 else "not_possible"
    session.store.tally.count("phone refused", code)
    if raised.status_code == 404:
        return _tell(request, code, 404, NEUTRAL)
    return _tell(request, code, raised.status_code, METHOD, dict(raised.headers or {}))


def _hung_up(request: Request, raised: Exception) -> Response:
    """Answer a phone that hung up before it had sent all: nobody hears it, and nothing is stored."""
    return Response(status_code=400)


def _tell(
    request: Request, code: str, status: int, sentence: str, headers: dict[str, str] | None = None
) -> Response:
    headers = headers or {}
    if status == 429:
        headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    if status == 503:
        headers["Retry-After"] = LATER_S
    if wants_json(request):
        return JSONResponse({"code": code, "sentence": sentence}, status, headers)
    return HTMLResponse(problem.page(status, sentence), status, headers)
