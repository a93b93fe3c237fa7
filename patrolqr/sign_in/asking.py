"""Who asks: the sign-in that a request carries, looked up once for each state of the store."""

import threading
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.requests import HTTPConnection

from patrolqr.core import clock, settings
from patrolqr.core.errors import SettingWrong
from patrolqr.core.signing_in import secret_in
from patrolqr.store import accounts, desk_sessions
from patrolqr.store.desk_sessions import SignedIn
from patrolqr.store.session import Session

LOOPBACK = ("localhost", "127.0.0.1", "::1")

FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
"""What a proxy says of those it asks for: who is behind it is not on this machine."""


class Asking:
    """Who asks of one store. A page asks for a hundred files: the answer is kept until something is
    written.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._lock = threading.Lock()
        self._revision: tuple[str, int] | None = None
        self._known: dict[str, SignedIn] = {}
        self._is_on = False

    async def who(self, request: HTTPConnection) -> SignedIn | None:
        """Return who is signed in where the request comes from, None where nobody is."""
        secret = secret_in(request.cookies)
        if not secret:
            return None
        found = self._kept(secret) or await to_thread.run_sync(self._look, secret)
        return found if found and found.ends_at > clock.now() else None

    async def is_on(self) -> bool:
        """Return whether people sign in here: by the force's own sign-in, or by accounts."""
        if settings.current().provider is not None:
            return True
        with self._lock:
            if self._revision == self.session.revision:
                return self._is_on
        return await to_thread.run_sync(self._look_anew)

    def _kept(self, secret: str) -> SignedIn | None:
        with self._lock:
            return self._known.get(secret) if self._revision == self.session.revision else None

    def _look(self, secret: str) -> SignedIn | None:
        self._look_anew()
        revision = self.session.revision
        found = desk_sessions.find(self.session, secret)
        with self._lock:
            if found and self._revision == revision:
                self._known[secret] = found
        return found

    def _look_anew(self) -> bool:
        """Forget what is known where something was written since, and return whether sign-in is on."""
        revision = self.session.revision
        with self._lock:
            if self._revision == revision:
                return self._is_on
        is_on = accounts.are_kept(self.session)
        with self._lock:
            self._revision, self._known, self._is_on = revision, {}, is_on
        return is_on


def is_here(request: HTTPConnection) -> bool:
    """Return whether somebody asks on this very machine, by its own name and past no proxy."""
    client = request.client.host if request.client else ""
    is_forwarded = any(name in request.headers for name in FORWARDED)
    return client in LOOPBACK and host_of(request) in LOOPBACK and not is_forwarded


def check_listening(session: Session, address: str | None) -> None:
    """SettingWrong where the desk would listen on an address that others reach, and nobody signs in."""
    is_own = (address or "").strip("[]").lower() in LOOPBACK
    if is_own or settings.current().provider is not None or accounts.are_kept(session):
        return
    raise SettingWrong(
        f"Nobody signs in here yet, so PatrolQR answers on this machine alone and not on "
        f"{address or 'every address'}. Make an account first: "
        'python -m patrolqr account add "Insp 1204" with a role of admin. README, “Into service”.'
    )


def is_ours(request: HTTPConnection) -> bool:
    """Return whether the desk is asked by a name of its own, and not from another site's page."""
    hosts = (*LOOPBACK, urlsplit(settings.current().desk_url).hostname)
    origin = request.headers.get("origin")
    is_own_origin = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return host_of(request) in hosts and is_own_origin


def is_phones(request: HTTPConnection) -> bool:
    """Return whether PatrolQR is asked by a name that is the phones' alone, be it beside another."""
    phones, desk = (
        urlsplit(address).hostname
        for address in (settings.current().base_url, settings.current().desk_url)
    )
    if phones == desk or phones in LOOPBACK:
        return False
    return any(_name_in(each) == phones for each in request.headers.getlist("host"))


def host_of(request: HTTPConnection) -> str:
    """Return the name, without port, by which the desk is asked."""
    return _name_in(request.headers.get("host", ""))


def _name_in(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
