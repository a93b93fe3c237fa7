"""PatrolQR: settings → the store → one process with the desk (Streamlit), the gate before it, and the
officers' pages (/o).

Start it with `streamlit run app.py` or, wherever it is installed, `patrolqr serve`.
"""

import os
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from patrolqr import demo, phone, sign_in, store
from patrolqr.core import home, own_lines, settings
from patrolqr.core.actor import SYSTEM, Actor
from patrolqr.core.errors import PatrolError
from patrolqr.desk.shared import frame, who
from patrolqr.desk.warm import warm
from patrolqr.steps import (
    health,
    keep_backups,
    keep_lake,
    load_folder,
    load_jobs,
    look_at_points,
    metrics,
    nightly,
    publish_county,
)

PHONES = Actor("officers' phones", "officer")
GATE = Actor("sign-in", "system")


def _end(problem: PatrolError) -> None:
    """End the process, told as a failure: whatever looks after it starts it anew, which heals it or
    says what is to be done. Nothing waits to be written: what was acknowledged is on the disk.
    """
    print(f"PatrolQR ends: {problem.sentence}", file=sys.stderr, flush=True)
    os._exit(os.EX_IOERR)


def _open() -> store.Store:
    """Return this process's store; an expected problem ends the start with its sentence."""
    home.keep_private()
    try:
        own_lines.prepare(as_json=settings.current().logs_as_json)
        inbox = settings.current().inbox
        if inbox is not None:
            load_folder.prepare(inbox)
        if (backups := settings.current().backups) is not None:
            keep_backups.prepare(backups)
        folder = settings.current().data
        print(f"PatrolQR keeps its data in {folder}.", flush=True)
        if settings.current().lake is not None:
            print("The force's own data are on a lake, as PATROLQR_STORE says.", flush=True)
        elif not store.has_data(folder) and settings.current().county is None:
            print("Making the demo town, a few seconds …", flush=True)
            demo.make(folder)
        elif not store.has_data(folder):
            # a desk of the county: an invented town is none of its forces
            store.Store(folder, real=True).close()
        opened = store.current()
        _check_address(opened)
        opened.on_lost = _end
        if copied := opened.database.copied_before:
            print(f"Before this update a copy was made: {copied}", flush=True)
        print(keep_backups.announce(settings.current().backups), flush=True)
        print(nightly.announce(settings.current().nightly, settings.current().mail), flush=True)
        if said := publish_county.announce(settings.current().county, settings.current().nightly):
            print(said, flush=True)
        return opened
    except PatrolError as problem:
        raise SystemExit(problem.sentence) from None


def _check_address(opened: store.Store) -> None:
    """SettingWrong, the store closed again, where others would reach a desk without sign-in."""
    try:
        sign_in.check_listening(store.Session(opened, GATE), st.get_option("server.address"))
    except PatrolError:
        opened.close()
        raise


class KnownComputer:
    """Gives each browser at the desk a cookie of its own, so that the name typed there is its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the cookie where a page of the desk is opened without one."""
        if scope["type"] != "http" or not self._is_new(Request(scope)):
            await self.app(scope, receive, send)
            return
        crumb = (
            f"{who.COOKIE}={uuid.uuid4()}; Path=/; Max-Age={400 * 86_400}; HttpOnly; SameSite=Lax"
            + ("; Secure" if scope["scheme"] == "https" else "")
        )

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", crumb)
            await send(message)

        await self.app(scope, receive, with_cookie)

    def _is_new(self, request: Request) -> bool:
        is_page = "text/html" in request.headers.get("accept", "")
        is_desk = not request.url.path.lower().startswith("/o/")
        return is_page and is_desk and who.COOKIE not in request.cookies


async def _health(request: Request) -> JSONResponse:
    """Tell whether PatrolQR can do its work; to this machine alone how things are."""
    found = await to_thread.run_sync(_look)
    told = found.as_told() if sign_in.is_here(request) else {"is_well": found.is_well}
    headers = {"Cache-Control": "no-store"}
    return JSONResponse(told, 200 if found.is_well else 503, headers)


async def _metrics(request: Request) -> Response:
    """Tell a monitoring system on this machine what was counted; nobody else that there is such."""
    if not sign_in.is_here(request):
        return PlainTextResponse("Not Found", 404)
    told = await to_thread.run_sync(lambda: metrics.tell(_gate, _look()))
    return Response(told, headers={"Content-Type": metrics.CONTENT_TYPE})


def _look() -> health.Health:
    chosen = settings.current()
    return health.look(_gate, chosen.backups, chosen.backup_minutes)


@asynccontextmanager
async def _serving(served: st.App) -> AsyncIterator[None]:
    """Load what is dropped into the watched folder, keep backups and look at patterns once a day, as
    long as the app serves; then close the store.
    """
    opened, chosen = store.current(), settings.current()
    print(f"The audit trail's head is {opened.trail.short_head}.", flush=True)
    try:
        async with warm(served):
            with (
                load_folder.watching(opened, chosen.inbox),
                keep_backups.keeping(opened, chosen.backups, chosen.backup_minutes),
                nightly.looking(opened, chosen.nightly, chosen.mail, chosen.desk_url),
                publish_county.publishing(opened, chosen.county, chosen.nightly),
                keep_lake.keeping(opened),
            ):
                yield
    finally:
        print(f"The audit trail's head is {opened.trail.short_head}.", flush=True)
        _close(opened)


def _close(opened: store.Store) -> None:
    """Write everything into the database's file, so that it is all in there once this has stopped."""
    try:
        look_at_points.stop(store.Session(opened, SYSTEM))
        load_jobs.stop(store.Session(opened, SYSTEM))
        opened.close()
        print("PatrolQR has stopped; all is written.", flush=True)
    except PatrolError as problem:
        print(problem.sentence, file=sys.stderr, flush=True)


_store = _open()
_gate = store.Session(_store, GATE)

app = st.App(
    home.DESK,
    middleware=[Middleware(sign_in.Gate, session=_gate), Middleware(KnownComputer)],
    routes=[
        Route("/health", _health),
        Route("/metrics", _metrics),
        *phone.routes(store.Session(_store, PHONES)),
        *sign_in.routes(_gate),
    ],
    lifespan=_serving,
    on_script_error=frame.problem,
)
