"""The gate: nothing of the desk is answered before it is known who asks, whatever is asked for.

It stands before all of Streamlit's own addresses: pages, the websocket, uploads, media, figures.
"""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from patrolqr.core import settings
from patrolqr.core.signing_in import SIGN_IN, SIGN_OUT, leading_to
from patrolqr.sign_in import pages
from patrolqr.sign_in.asking import Asking, is_here, is_ours, is_phones
from patrolqr.store.session import Session

OPEN = (SIGN_IN, SIGN_OUT, "/_stcore/health", "/health", "/metrics")
"""What everybody may ask for: the sign-in, and whether the process works, of which strangers are told
no more than that.
"""

PHONES = ("/o/", "/O/")
"""The officers' pages, which ask for a pairing themselves; all that phones' own name answers to."""

OPEN_UNDER = (*PHONES, f"{SIGN_IN}/")
"""And all that lies under these."""

FOREIGN = (
    "This desk is asked for under an address that is not its own. Open it under PATROLQR_DESK_URL, "
    "or set that to the address people use."
)


class Gate:
    """Passes on what somebody who is signed in asks of the desk; without sign-in, what is asked on
    this very machine.
    """

    def __init__(self, app: ASGIApp, *, session: Session) -> None:
        self.app = app
        self.asking = Asking(session)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        request, is_open = HTTPConnection(scope), _is_open(scope["path"])
        refused = await self._refused(request, is_open=is_open)
        if refused is not None:
            answer = WebSocketClose(1008) if scope["type"] == "websocket" else refused
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send if is_open else _headed(send))

    async def _refused(self, request: HTTPConnection, *, is_open: bool) -> Response | None:
        """Return the answer to what is not passed on, None for what is."""
        if is_phones(request) and not (is_open and request.scope["path"].startswith(PHONES)):
            return PlainTextResponse("Not Found", 404)
        return None if is_open else await self._refusal(request)

    async def _refusal(self, request: HTTPConnection) -> Response | None:
        """Return the answer to who may not come in, None for who may."""
        if not is_ours(request):
            return PlainTextResponse(FOREIGN, 421)
        if await self.asking.is_on():
            is_in = await self.asking.who(request) is not None
            return None if is_in else _to_sign_in(request)
        return None if is_here(request) else pages.no_sign_in()


def _is_open(path: str) -> bool:
    """Return whether everybody may ask for that; never for a path that leads back up."""
    if {".", ".."} & set(path.split("/")) or "\\" in path:
        return False
    return path in OPEN or path.startswith(OPEN_UNDER)


def _to_sign_in(request: HTTPConnection) -> Response:
    """Lead who opens a page to the sign-in and from there on to it; tell a script."""
    opens_page = request.scope.get("method") == "GET" and "text/html" in request.headers.get(
        "accept", ""
    )
    if not opens_page:
        return PlainTextResponse("Nobody is signed in. Open the desk and sign in.", 401)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(leading_to(asked), 303, headers={"Cache-Control": "no-store"})


def _headed(send: Send) -> Send:
    """Return a send that adds the headers every answer of the desk has."""

    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _headers().items():
                headers.setdefault(name, value)
        await send(message)

    return headed


def _headers() -> dict[str, str]:
    """Return what browsers are told about the desk: nothing foreign but the street layer that may be
    switched on, no frame of another site, no address told to one.

    Streamlit needs styles and code within pages; its charts compile what they show.
    """
    tiles = urlsplit(settings.current().tiles or "")
    host = tiles.netloc.replace("{s}.", "*.")  # a tile server may have several names
    street = f" {tiles.scheme}://{host}" if host else ""
    return {
        "Content-Security-Policy": (
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
            "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; "
            f"img-src 'self' data: blob:{street}; font-src 'self' data:; media-src 'self' blob: data:; "
            "connect-src 'self' data: blob:; frame-src 'self' blob: data:; object-src 'none'; "
            "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
        ),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "X-Robots-Tag": "noindex, nofollow",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
