"""The addresses of passkeys: signing in with one, one in place of a first password, and one's own."""

from datetime import timedelta
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong, PatrolError, SignInRefused
from patrolqr.core.signing_in import HOME, PASSKEYS, leading_to, path_within
from patrolqr.sign_in import pages
from patrolqr.sign_in.letting_in import SignIn, check_origin, form_of
from patrolqr.sign_in.passkeys import NO_SITE, asked_to_make, made, opened_by, site_of
from patrolqr.steps.passkey_answers import Site
from patrolqr.store import passkeys
from patrolqr.store.accounts import Account
from patrolqr.store.briefings import instant
from patrolqr.store.desk_sessions import SignedIn
from patrolqr.store.passkeys import OwnRow

FRESH = timedelta(minutes=15)
"""How long after a sign-in its holder may make passkeys: a desk left open makes none for a stranger."""

FORCES_OWN = (
    "You sign in with your force account, so how you prove who you are is set there. Passkeys are for "
    "accounts of the desk's own."
)
STALE = "You signed in some time ago, so no passkey was made. Sign in anew first."


async def enter(sign_in: SignIn, request: Request) -> Response:
    """Sign in whoever has a passkey, or show the page again with what is wrong."""
    form = await form_of(request)
    wanted = path_within(form.get("next"))
    try:
        check_origin(request)
        open_it = partial(
            opened_by,
            _site(request),
            sign_in.challenges,
            sign_in.session,
            form.get("passkey", ""),
        )
        account = await to_thread.run_sync(open_it)
    except SignInRefused as problem:
        sign_in.session.store.trail.note(sign_in.session.actor, "sign in", "refused, by a passkey")
        return await sign_in.refused(request, wanted, problem)
    return await sign_in.let_in_by_account(request, account, wanted, way="passkey")


async def choose(sign_in: SignIn, request: Request) -> Response:
    """Keep the passkey of whoever was invited, in place of a password, and sign them in."""
    check_origin(request)
    form = await form_of(request)
    passkey = made(_site(request), sign_in.challenges, form.get("passkey", ""))
    keep = partial(passkeys.add_invited, sign_in.session, request.path_params["code"], passkey)
    account = await to_thread.run_sync(keep)
    return await sign_in.let_in_by_account(request, account, HOME, way="passkey")


async def show(sign_in: SignIn, request: Request) -> Response:
    """Show the passkeys of whoever is signed in."""
    signed_in = await sign_in.asking.who(request)
    if signed_in is None:
        wanted = leading_to(PASSKEYS) if await sign_in.asking.is_on() else HOME
        return RedirectResponse(wanted, 303, headers=pages.HEADERS)
    if signed_in.account_id is None:
        return pages.told(FORCES_OWN, 200, title="No passkeys here", label="Back to the desk")
    return await _own(sign_in, request, signed_in)


async def add(sign_in: SignIn, request: Request) -> Response:
    """Keep one more passkey of whoever signed in just now."""
    signed_in = await _signed_in(sign_in, request)
    form = await form_of(request)
    try:
        if not _is_fresh(signed_in):
            raise SignInRefused(STALE)
        passkey = made(_site(request), sign_in.challenges, form.get("passkey", ""))
        await to_thread.run_sync(passkeys.add, sign_in.session, _account(signed_in), passkey)
    except (SignInRefused, InputWrong) as problem:
        return await _own(sign_in, request, signed_in, problem)
    return RedirectResponse(PASSKEYS, 303, headers=pages.HEADERS)


async def end(sign_in: SignIn, request: Request) -> Response:
    """End one passkey of whoever is signed in."""
    signed_in = await _signed_in(sign_in, request)
    form = await form_of(request)
    end_it = partial(passkeys.end, sign_in.session, _account(signed_in), form.get("credential", ""))
    try:
        await to_thread.run_sync(end_it)
    except InputWrong as problem:
        return await _own(sign_in, request, signed_in, problem)
    return RedirectResponse(PASSKEYS, 303, headers=pages.HEADERS)


async def _own(
    sign_in: SignIn, request: Request, signed_in: SignedIn, problem: PatrolError | None = None
) -> Response:
    account, site, is_fresh = _account(signed_in), site_of(request), _is_fresh(signed_in)
    known = await to_thread.run_sync(passkeys.of_account, sign_in.session, account.account_id)
    asked = ""
    if site is not None and is_fresh:
        ask = partial(asked_to_make, site, sign_in.challenges, sign_in.session, account)
        asked = await to_thread.run_sync(ask)
    return pages.passkeys(
        known=[_said(each) for each in known],
        asked=asked,
        must_sign_in=site is not None and not is_fresh,
        problem=problem.sentence if problem else "",
        status=problem.status if problem else 200,
    )


async def _signed_in(sign_in: SignIn, request: Request) -> SignedIn:
    """Return who is signed in; SignInRefused where nobody is, or another site asks."""
    check_origin(request)
    signed_in = await sign_in.asking.who(request)
    if signed_in is None:
        raise SignInRefused("Nobody is signed in here any more. Sign in to see your passkeys.")
    return signed_in


def _account(signed_in: SignedIn) -> Account:
    if signed_in.account_id is None:
        raise SignInRefused(FORCES_OWN)
    actor = signed_in.actor
    return Account(signed_in.account_id, actor.person, actor.role, actor.teams)


def _is_fresh(signed_in: SignedIn) -> bool:
    return clock.now() - signed_in.begun_at <= FRESH


def _site(request: Request) -> Site:
    found = site_of(request)
    if found is None:
        raise SignInRefused(NO_SITE)
    return found


def _said(row: OwnRow) -> dict[str, str]:
    """Return a passkey in words: when it was made, and used last."""
    used = row["used_us"]
    return {
        "credential_id": row["credential_id"],
        "made": _when(row["made_us"]),
        "used": "not used yet" if used is None else f"used last {_when(used)}",
    }


def _when(us: int) -> str:
    return f"{clock.local(instant(us)):%-d %B %Y, %H:%M}"
