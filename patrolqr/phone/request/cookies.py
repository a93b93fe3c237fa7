"""Cookies of the officers' pages: given so that no script reads them and no other site sends or sets
them, and read again, those of earlier versions too.
"""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from patrolqr.core import settings

SECRET, DEVICE = "patrolqr", "patrolqr_device"
"""The pairing's secret, and what names the phone over several pairings."""

SCANNED = "patrolqr_scanned"
"""The code a phone scanned before it was paired, whether or not there is such a code."""

SCANNED_LASTS = timedelta(minutes=30)

SHEET = "patrolqr_sheet"
"""A code of the sheet that this phone opened last, whose page is *My sheet*."""

HOST = "__Host-"
"""How a cookie's name begins that browsers take from this very host alone, and over https alone: a
page of a neighbouring host cannot put one there.
"""


def give(answer: Response, request: Request, name: str, value: str, *, lasts: timedelta) -> None:
    """Set a cookie that scripts cannot read and that other sites' forms do not send.

    A secret's outlives the pairing, so that a late log can still be sent. Lax, because a scanned
    code is opened from outside.
    """
    is_safe = _is_safe(request)
    answer.set_cookie(
        f"{HOST}{name}" if is_safe else name,
        value,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=is_safe,
        httponly=True,
        samesite="lax",
    )
    if is_safe and name in request.cookies:  # an earlier version gave it
        answer.delete_cookie(name, path="/", secure=True, httponly=True)


def forget(answer: Response, request: Request, name: str) -> None:
    """Take a cookie back, under whichever name it has."""
    for each in {name, _named(request, name)}:
        answer.delete_cookie(each, path="/", secure=each.startswith(HOST), httponly=True)


def held(request: Request, name: str) -> str:
    """Return what a cookie holds, "" where there is none; one of an earlier version counts too."""
    return request.cookies.get(_named(request, name)) or request.cookies.get(name, "")


def is_from_before(request: Request, name: str) -> bool:
    """Return whether a cookie can only be of an earlier version, or of a neighbouring host."""
    return _is_safe(request) and not request.cookies.get(_named(request, name))


def _named(request: Request, name: str) -> str:
    return f"{HOST}{name}" if _is_safe(request) else name


def _is_safe(request: Request) -> bool:
    """Return whether phones reach us over https; the proxy before us may speak http to us."""
    base_url = settings.current().base_url.lower()
    return request.url.scheme == "https" or base_url.startswith("https:")
