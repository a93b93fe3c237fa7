"""Headers of every answer under /o: nothing cached, nothing foreign, nothing told to other sites."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN = "X-PatrolQR"
"""On every answer of ours: one without it comes from a network's login page, a proxy or a page for
maintenance, and says nothing about a sheet or a log.
"""

PAIRING = "X-Pairing"
"""For whom a page is: what a phone kept under another pairing, it forgets."""

HEADERS = {
    OWN: "1",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}
NO_STORE = "no-store"
ONE_YEAR = "public, max-age=31536000, immutable"
ONE_DAY = "public, max-age=86400"


class Headed:
    """Adds the headers to every answer of the application inside it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", NO_STORE)
            await send(message)

        await self.app(scope, receive, headed if scope["type"] == "http" else send)


def wants_json(request: Request) -> bool:
    """Whether a script asked, rather than a person's browser opening a page."""
    accepted = request.headers.get("accept", "")
    if "text/html" in accepted:
        return False
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return sent == "application/json" or "application/json" in accepted
