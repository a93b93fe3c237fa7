"""Who is let in at the desk: passwords compared, forms read, the secret handed to the browser."""

import threading
from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from patrolqr.core import clock, settings
from patrolqr.core.actor import Actor
from patrolqr.core.attempts import Attempts, network_of
from patrolqr.core.errors import SignInRefused, TooManyAttempts
from patrolqr.core.signing_in import COOKIE, SAFE_COOKIE, path_within
from patrolqr.sign_in import pages, passkeys
from patrolqr.sign_in.asking import Asking, host_of, is_ours
from patrolqr.steps.passkey_answers import Challenges
from patrolqr.store import accounts, desk_sessions
from patrolqr.store import passkeys as kept_passkeys
from patrolqr.store.accounts import Account
from patrolqr.store.session import Session

WINDOW = timedelta(minutes=10)
TRIES = 10
"""Wrong passwords from one address within the window."""

LONGEST_FORM = 10_000
"""Bytes of a form that are read."""

WRONG = "The name or the password is wrong. Type both again."
TOO_MANY = "Too many wrong passwords came from here. Wait ten minutes, or ask for a new link."
FOREIGN = (
    "This was sent from another site, so nobody was signed in. Open the desk's own sign-in page."
)

HASHED_AT_ONCE = 2
"""Passwords compared at once: each takes 64 MB for a moment."""


class SignIn:
    """Who signs in at one store, and how often they tried in vain."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asking = Asking(session)
        self.challenges = Challenges()
        self._failures = Attempts(most=TRIES, window=WINDOW)
        self._lock = threading.Lock()
        self._limiter: CapacityLimiter | None = None

    async def account(self, request: Request, name: str, password: str) -> Account:
        """Return the account of that name and password; SignInRefused, TooManyAttempts."""
        address = network_of(request.client.host if request.client else "")
        with self._lock:
            if self._failures.are_too_many(address, clock.now()):
                raise TooManyAttempts(TOO_MANY)
        if self._limiter is None:
            self._limiter = CapacityLimiter(HASHED_AT_ONCE)
        find = partial(accounts.find, self.session, name, password)
        found = await to_thread.run_sync(find, limiter=self._limiter)
        if found is None:
            with self._lock:
                self._failures.note(address, clock.now())
            self.session.store.trail.note(self.session.actor, "sign in", f"refused, from {address}")
            raise SignInRefused(WRONG)
        return found

    async def page(
        self,
        request: Request,
        wanted: str,
        *,
        name: str = "",
        problem: str = "",
        status: int = 200,
    ) -> Response:
        """Return the page on which people sign in."""
        site = passkeys.site_of(request)
        has_passkeys = site is not None and await to_thread.run_sync(
            kept_passkeys.are_kept, self.session, site.name
        )
        asked = passkeys.asked_to_sign_in(site, self.challenges) if site and has_passkeys else ""
        return pages.sign_in(
            asked=asked,
            wanted=wanted,
            has_accounts=await to_thread.run_sync(accounts.are_kept, self.session),
            has_provider=settings.current().provider is not None,
            name=name,
            problem=problem,
            status=status,
        )

    async def let_in_by_account(
        self, request: Request, account: Account, wanted: str, *, way: str = "account"
    ) -> Response:
        """Sign the holder of an account in and lead them to where they were going."""
        return await self.let_in(
            request, account.actor, wanted, account_id=account.account_id, way=way
        )

    async def refused(
        self,
        request: Request,
        wanted: str,
        problem: SignInRefused | TooManyAttempts,
        *,
        name: str = "",
    ) -> Response:
        """Count a refusal and show the page again, with what is wrong."""
        self.session.store.tally.count("sign-in refused", problem.code)
        return await self.page(
            request, wanted, name=name, problem=problem.sentence, status=problem.status
        )

    async def let_in(
        self,
        request: Request,
        actor: Actor,
        wanted: str,
        *,
        account_id: str | None = None,
        way: str = "account",
    ) -> Response:
        """Sign somebody in, by whatever `way`, and lead them to where they were going."""
        begin = partial(desk_sessions.begin, self.session, actor, account_id=account_id)
        secret = await to_thread.run_sync(begin)
        by = f"{account_id}, by a passkey" if way == "passkey" else account_id
        self.session.store.trail.note(actor, "sign in", by or "by the force's own sign-in")
        self.session.store.tally.count("signed in", way)
        answer = RedirectResponse(path_within(wanted), 303, headers=pages.HEADERS)
        _give(answer, request, secret)
        return answer


def check_origin(request: Request) -> None:
    """SignInRefused where another site's page sent the form: nobody is signed in unawares."""
    if not is_of_own_page(request) or not is_ours(request):
        raise SignInRefused(FOREIGN)


def is_of_own_page(request: Request) -> bool:
    """Return whether a page of ours, or the person at the browser, asks; old browsers do not say."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


async def form_of(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise SignInRefused(
                "What was sent is too long for a name and a password. Type both again."
            )
    sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in sent.items()}


def _give(answer: Response, request: Request, secret: str) -> None:
    """Let the browser keep the secret of a sign-in, as long as that lasts."""
    desk = urlsplit(settings.current().desk_url)
    is_by_proxy = desk.scheme == "https" and host_of(request) == desk.hostname
    is_safe = request.url.scheme == "https" or is_by_proxy
    answer.set_cookie(
        SAFE_COOKIE if is_safe else COOKIE,
        secret,
        max_age=settings.current().session_hours * 3600,
        path="/",
        secure=is_safe,
        httponly=True,
        samesite="lax",
    )
