"""The addresses of the sign-in: the page, its form, the way to the force's own sign-in and back, and
out again.
"""

import secrets
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from patrolqr.core import clock, settings
from patrolqr.core.actor import Actor
from patrolqr.core.attempts import Attempts, network_of
from patrolqr.core.errors import InputWrong, PatrolError, SignInRefused, TooManyAttempts
from patrolqr.core.signing_in import COOKIE, HOME, SAFE_COOKIE, SIGN_IN, SIGN_OUT, path_within
from patrolqr.sign_in import pages, provider
from patrolqr.sign_in.asking import Asking, host_of, is_ours
from patrolqr.store import accounts, desk_sessions
from patrolqr.store.accounts import Account
from patrolqr.store.session import Session

STYLE = Path(__file__).with_name("style.css")

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

Page = Callable[["SignIn", Request], Awaitable[Response]]


def routes(session: Session) -> list[BaseRoute]:
    """Return the routes of the sign-in, for the process that owns the store."""
    sign_in = SignIn(session)

    def route(path: str, page: Page, *methods: str) -> Route:
        return Route(path, partial(_told, page, sign_in), methods=list(methods))

    site = Starlette(
        routes=[
            route("/", _show, "GET"),
            route("/", _enter, "POST"),
            route("/provider", _leave, "GET"),
            route("/callback", _come_back, "GET"),
            route("/new/{code}", _invited, "GET"),
            route("/new/{code}", _choose, "POST"),
            Route("/style.css", _style, methods=["GET"]),
        ],
        middleware=[
            # the round trip to the force's sign-in and back, and nothing else
            Middleware(
                SessionMiddleware,
                secret_key=secrets.token_hex(),
                session_cookie="patrolqr_round_trip",
                max_age=600,
                path=SIGN_IN,
                https_only=settings.current().desk_url.startswith("https:"),
            )
        ],
    )
    site.router.redirect_slashes = False
    return [
        route(SIGN_IN, _show, "GET"),
        route(SIGN_IN, _enter, "POST"),
        route(SIGN_OUT, _out, "GET", "POST"),
        Mount(SIGN_IN, app=site),
    ]


class SignIn:
    """Who signs in at one store, and how often they tried in vain."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asking = Asking(session)
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
        self, wanted: str, *, name: str = "", problem: str = "", status: int = 200
    ) -> Response:
        """Return the page on which people sign in."""
        return pages.sign_in(
            wanted=wanted,
            has_accounts=await to_thread.run_sync(accounts.are_kept, self.session),
            has_provider=settings.current().provider is not None,
            name=name,
            problem=problem,
            status=status,
        )

    async def let_in(
        self, request: Request, actor: Actor, wanted: str, *, account_id: str | None = None
    ) -> Response:
        """Sign somebody in and lead them to where they were going."""
        begin = partial(
            desk_sessions.begin, self.session, actor.person, actor.role, account_id=account_id
        )
        secret = await to_thread.run_sync(begin)
        self.session.store.trail.note(actor, "sign in", account_id or "by the force's own sign-in")
        self.session.store.tally.count("signed in", "account" if account_id else "provider")
        answer = RedirectResponse(path_within(wanted), 303, headers=pages.HEADERS)
        _give(answer, request, secret)
        return answer


async def _told(page: Page, sign_in: SignIn, request: Request) -> Response:
    """Answer with the page, or with the sentence of a problem that is expected."""
    try:
        return await page(sign_in, request)
    except PatrolError as problem:
        return pages.told(problem.sentence, problem.status)


async def _show(sign_in: SignIn, request: Request) -> Response:
    """Show the page on which people sign in, or lead on whoever is in already."""
    wanted = path_within(request.query_params.get("next"))
    if await sign_in.asking.who(request) is not None or not await sign_in.asking.is_on():
        return RedirectResponse(wanted, 303, headers=pages.HEADERS)
    return await sign_in.page(wanted)


async def _enter(sign_in: SignIn, request: Request) -> Response:
    """Sign somebody in by name and password, or show the page again with what is wrong."""
    form = await _form(request)
    wanted, name = path_within(form.get("next")), form.get("name", "")[:200]
    try:
        _check_origin(request)
        account = await sign_in.account(request, name, form.get("password", ""))
    except (SignInRefused, TooManyAttempts) as problem:
        sign_in.session.store.tally.count("sign-in refused", problem.code)
        return await sign_in.page(
            wanted, name=name, problem=problem.sentence, status=problem.status
        )
    actor = Actor(account.name, account.role)
    return await sign_in.let_in(request, actor, wanted, account_id=account.account_id)


async def _leave(sign_in: SignIn, request: Request) -> Response:
    return await provider.leave(request, path_within(request.query_params.get("next")))


async def _come_back(sign_in: SignIn, request: Request) -> Response:
    try:
        actor, wanted = await provider.come_back(request)
    except SignInRefused as problem:
        sign_in.session.store.tally.count("sign-in refused", problem.code)
        raise
    return await sign_in.let_in(request, actor, wanted)


async def _invited(sign_in: SignIn, request: Request) -> Response:
    account = await to_thread.run_sync(
        accounts.invited, sign_in.session, request.path_params["code"]
    )
    return pages.choose_password(name=account.name, shortest=accounts.SHORTEST)


async def _choose(sign_in: SignIn, request: Request) -> Response:
    """Set the password that was chosen and sign its holder in, or show the page again."""
    _check_origin(request)
    code, form = request.path_params["code"], await _form(request)
    account = await to_thread.run_sync(accounts.invited, sign_in.session, code)
    choose = partial(accounts.choose_password, sign_in.session, code, form.get("password", ""))
    try:
        account = await to_thread.run_sync(choose)
    except InputWrong as problem:
        return pages.choose_password(
            name=account.name,
            shortest=accounts.SHORTEST,
            problem=problem.sentence,
            status=problem.status,
        )
    actor = Actor(account.name, account.role)
    return await sign_in.let_in(request, actor, HOME, account_id=account.account_id)


async def _out(sign_in: SignIn, request: Request) -> Response:
    """End the sign-in, unless another site's page asks for that."""
    if not _is_of_own_page(request):
        raise SignInRefused(FOREIGN)
    signed_in = await sign_in.asking.who(request)
    if signed_in is not None:
        own = Session(sign_in.session.store, signed_in.actor)
        await to_thread.run_sync(desk_sessions.leave, own, signed_in)
        sign_in.session.store.trail.note(signed_in.actor, "sign out", "")
    answer = pages.signed_out()
    for name in (COOKIE, SAFE_COOKIE):
        answer.delete_cookie(name, secure=name == SAFE_COOKIE, httponly=True, samesite="lax")
    return answer


async def _style(request: Request) -> Response:
    return FileResponse(STYLE, headers={"Cache-Control": "public, max-age=3600"})


def _check_origin(request: Request) -> None:
    """SignInRefused where another site's page sent the form: nobody is signed in unawares."""
    if not _is_of_own_page(request) or not is_ours(request):
        raise SignInRefused(FOREIGN)


def _is_of_own_page(request: Request) -> bool:
    """Return whether a page of ours, or the person at the browser, asks; old browsers do not say."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


async def _form(request: Request) -> dict[str, str]:
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
