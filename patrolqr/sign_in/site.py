"""The addresses of the sign-in: the page, its form, the way to the force's own sign-in and back, and
out again.
"""

import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from patrolqr.core import settings
from patrolqr.core.errors import InputWrong, PatrolError, SignInRefused, TooManyAttempts
from patrolqr.core.signing_in import COOKIE, HOME, SAFE_COOKIE, SIGN_IN, SIGN_OUT, path_within
from patrolqr.sign_in import pages, passkey_site, passkeys, provider
from patrolqr.sign_in.letting_in import FOREIGN, SignIn, check_origin, form_of, is_of_own_page
from patrolqr.store import accounts, desk_sessions
from patrolqr.store.session import Session

FILES = Path(__file__).parent

Page = Callable[[SignIn, Request], Awaitable[Response]]


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
            route("/passkey", passkey_site.enter, "POST"),
            route("/new/{code}/passkey", passkey_site.choose, "POST"),
            route("/passkeys", passkey_site.show, "GET"),
            route("/passkeys", passkey_site.add, "POST"),
            route("/passkeys/end", passkey_site.end, "POST"),
            Route("/style.css", partial(_file, "style.css"), methods=["GET"]),
            Route("/passkey.js", partial(_file, "passkey.js"), methods=["GET"]),
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
    return await sign_in.page(request, wanted)


async def _enter(sign_in: SignIn, request: Request) -> Response:
    """Sign somebody in by name and password, or show the page again with what is wrong."""
    form = await form_of(request)
    wanted, name = path_within(form.get("next")), form.get("name", "")[:200]
    try:
        check_origin(request)
        account = await sign_in.account(request, name, form.get("password", ""))
    except (SignInRefused, TooManyAttempts) as problem:
        return await sign_in.refused(request, wanted, problem, name=name)
    return await sign_in.let_in_by_account(request, account, wanted)


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
    return await _ask_to_choose(sign_in, request)


async def _choose(sign_in: SignIn, request: Request) -> Response:
    """Set the password that was chosen and sign its holder in, or show the page again."""
    check_origin(request)
    form = await form_of(request)
    choose = partial(
        accounts.choose_password,
        sign_in.session,
        request.path_params["code"],
        form.get("password", ""),
    )
    try:
        account = await to_thread.run_sync(choose)
    except InputWrong as problem:
        return await _ask_to_choose(sign_in, request, problem)
    return await sign_in.let_in_by_account(request, account, HOME)


async def _ask_to_choose(
    sign_in: SignIn, request: Request, problem: InputWrong | None = None
) -> Response:
    """Show the page on which whoever is invited chooses a password, or a passkey where there can be."""
    code, site = request.path_params["code"], passkeys.site_of(request)
    account = await to_thread.run_sync(accounts.invited, sign_in.session, code)
    asked = ""
    if site is not None:
        ask = partial(passkeys.asked_to_make, site, sign_in.challenges, sign_in.session, account)
        asked = await to_thread.run_sync(ask)
    return pages.choose_password(
        name=account.name,
        code=code,
        asked=asked,
        shortest=accounts.SHORTEST,
        problem=problem.sentence if problem else "",
        status=problem.status if problem else 200,
    )


async def _out(sign_in: SignIn, request: Request) -> Response:
    """End the sign-in, unless another site's page asks for that."""
    if not is_of_own_page(request):
        raise SignInRefused(FOREIGN)
    signed_in = await sign_in.asking.who(request)
    if signed_in is not None:
        own = Session(sign_in.session.store, signed_in.actor)
        await to_thread.run_sync(desk_sessions.leave, own, signed_in)
        sign_in.session.store.trail.note(signed_in.actor, "sign out", "")
    answer = pages.signed_out(path_within(request.query_params.get("next")))
    for name in (COOKIE, SAFE_COOKIE):
        answer.delete_cookie(name, secure=name == SAFE_COOKIE, httponly=True, samesite="lax")
    return answer


async def _file(name: str, request: Request) -> Response:
    return FileResponse(FILES / name, headers={"Cache-Control": "public, max-age=3600"})
