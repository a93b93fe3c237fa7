"""Whether what is sent comes from a page of ours: no other site's page sends in an officer's name."""

from urllib.parse import urlsplit

from starlette.requests import Request

from patrolqr.core import settings
from patrolqr.core.errors import ForeignSite

OWN = ("same-origin", "none")
"""What browsers say of a form on our own page, and of a page that is opened anew by hand."""

HIDDEN = "null"
"""What a browser says of the origin of a form on a page whose policy is not to tell where it is: on
all of ours. Over https it says by Sec-Fetch-Site what it was.
"""

SENTENCE = (
    "This was sent from a page of another site, so nothing was kept. Open the code on the sheet again and send "
    "it from there."
)


def check(request: Request) -> None:
    """Raise ForeignSite where the browser says that another site's page sends.

    A browser that says nothing is an old one, or none: cookies are kept from other sites' forms
    all the same (SameSite).
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", HIDDEN)
    if site is not None and site.strip().lower() not in OWN:
        raise ForeignSite(SENTENCE)
    if origin != HIDDEN and _host(origin) not in _own_hosts(request):
        raise ForeignSite(SENTENCE)


def _own_hosts(request: Request) -> set[str]:
    """Return under which hosts phones know us; a proxy before us may not pass on the one it has."""
    return {_host(settings.current().base_url), request.headers.get("host", "").lower()}


def _host(address: str) -> str:
    """Return host and port of an address, "" where it is none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
