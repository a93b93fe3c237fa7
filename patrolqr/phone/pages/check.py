"""The page on which a team finds out, once on each of its phones, what that browser can keep.

The server puts nothing into it, and the service worker keeps it: it opens without signal too, and
so shows that pages do.
"""

import re
from dataclasses import asdict, dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from patrolqr.core import clock
from patrolqr.phone import rendering
from patrolqr.phone.request.cookies import give, held
from patrolqr.phone.request.guard import Guard

KEPT = "patrolqr_check"
"""Cookie: when this browser was looked at first, ms since 1970."""

KEPT_LASTS = timedelta(days=90)
"""Long enough to look again after a while and see what is still there."""


@dataclass(frozen=True)
class Ability:
    """Something a browser can do or not: its name in the script, what the page calls it, and what it
    says of either; {told} stands for what was measured. Logs get lost or need signal without what
    is needed, anything else is good to know.
    """

    name: str
    label: str
    can: str
    cannot: str
    is_needed: bool = True


ABILITIES = (
    Ability(
        "secure",
        "Address",
        "Secure, so pages may be kept.",
        "Not https: a browser keeps no page of such an address. Tell whoever looks after PatrolQR.",
    ),
    Ability(
        "cookie",
        "Pairing",
        "Kept{told}.",
        "Not kept: this phone cannot be paired. Allow cookies for this site.",
    ),
    Ability(
        "memory",
        "Logs and drafts",
        "Kept{told}.",
        "Not kept: what is typed may go with its tab, and a log is sent with signal only.",
    ),
    Ability(
        "pages",
        "Without signal",
        "Pages of a sheet open. To see it, switch on flight mode and open this page again.",
        "Pages do not open: a code needs signal.",
    ),
    Ability(
        "ordinary",
        "Kind of tab",
        "An ordinary one, as far as can be told.",
        "Perhaps a private one, which forgets all when it closes. Use an ordinary one, as the camera opens it.",
    ),
    Ability(
        "room",
        "Room",
        "{told} free.",
        "Only {told} free: delete something else on this phone.",
        is_needed=False,
    ),
    Ability(
        "promise",
        "Kept for good",
        "This browser promises to delete nothing.",
        "No promise: it may delete what waits when its space runs out. Get logs sent in the same shift.",
        is_needed=False,
    ),
    Ability(
        "closed",
        "Sending",
        "Logs that wait are sent as soon as there is signal, also when PatrolQR is closed.",
        "Logs that wait are sent when a page of PatrolQR is open: open one when there is signal.",
        is_needed=False,
    ),
    Ability(
        "clock",
        "Clock",
        "Right.",
        "{told}. PatrolQR sets its times right; better let the phone set its clock by itself.",
        is_needed=False,
    ),
)

LIMITS = {
    "least_bytes": 20_000_000,  # the pages of a sheet and a shift's logs take less than 1 MB
    "private_bytes": 600_000_000,  # an ordinary tab has some of the disk, a private one of the working memory
    "clock_off_ms": clock.CLOCK_OFF // timedelta(milliseconds=1),
    "worker_ms": 15_000,  # the worker fetches some 200 kB first
}


def page() -> str:
    """Return the page; what a browser can do its script finds out."""
    abilities = [asdict(each) for each in ABILITIES]
    return rendering.page("check.html", abilities=abilities, limits=LIMITS)


async def answer(guard: Guard, request: Request) -> Response:
    """Answer with the server's time, and since when this browser kept the cookie that it is given
    here (None where it had none), both ms since 1970.
    """
    guard.admit(request)
    now = int(clock.now().timestamp() * 1000)
    kept = held(request, KEPT)
    since = int(kept) if re.fullmatch(r"[0-9]{1,13}", kept) and int(kept) <= now else None
    told = JSONResponse({"now": now, "since": since})
    give(told, request, KEPT, str(since or now), lasts=KEPT_LASTS)
    return told
