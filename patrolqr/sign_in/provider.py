"""The force's own sign-in, by OpenID Connect (code flow with PKCE, state and nonce: Authlib's part)."""

from functools import cache

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from httpx2 import HTTPError
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import RedirectResponse

from patrolqr.core import settings
from patrolqr.core.actor import DESK_ROLES, NAME_LIMIT, Actor, Role
from patrolqr.core.errors import SignInRefused
from patrolqr.core.permissions import LIMITED_ROLES
from patrolqr.core.provider_groups import ALL
from patrolqr.core.settings import Provider

WANTED = "wanted"
"""Where somebody was going, in the session of the round trip."""

AWAY = (
    "Your force's sign-in does not answer. Try again in a minute; if it goes on, tell whoever looks "
    "after PatrolQR: {}."
)
FAILED = "Your force's sign-in did not let you in: {}. Try again."
NO_ROLE = (
    "You are signed in with your force as {}, but none of your groups may use this desk. "
    "Ask whoever looks after PatrolQR to add you to one."
)
NO_TEAM = (
    "You are signed in with your force as {}, but none of your groups says which team's work you see here. "
    "Ask whoever looks after PatrolQR to add you to one."
)
NAMELESS = "Your force's sign-in gives no name for you. Tell whoever looks after PatrolQR."


async def leave(request: Request, wanted: str) -> RedirectResponse:
    """Return the way to the force's sign-in; it asks who it is even where a colleague is signed in."""
    request.session[WANTED] = wanted
    try:
        back = f"{settings.current().desk_url}/sign-in/callback"
        return await _client().authorize_redirect(request, back, prompt="login")  # type: ignore[no-any-return]
    except HTTPError as problem:
        raise SignInRefused(AWAY.format(problem or type(problem).__name__)) from problem


async def come_back(request: Request) -> tuple[Actor, str]:
    """Return who came back, and where they were going; SignInRefused where they may not come in."""
    wanted = str(request.session.pop(WANTED, ""))
    try:
        token = await _client().authorize_access_token(request)  # type: ignore[no-untyped-call]
    except (OAuthError, JoseError) as problem:
        raise SignInRefused(FAILED.format(problem)) from problem
    except HTTPError as problem:
        raise SignInRefused(AWAY.format(problem or type(problem).__name__)) from problem
    return _actor(token.get("userinfo") or {}), wanted


def _actor(claims: dict[str, object]) -> Actor:
    """Return whom the claims name, in the first role (as DESK_ROLES has them, from the last) that one
    of their groups gives.
    """
    named = (claims.get(claim) for claim in ("name", "preferred_username", "email"))
    name = next(
        (" ".join(each.split()) for each in named if isinstance(each, str) and each.strip()), ""
    )
    if not name:
        raise SignInRefused(NAMELESS)
    role = _role(claims)
    if role is None:
        raise SignInRefused(NO_ROLE.format(name[:NAME_LIMIT]))
    seen = _teams(claims) if role in LIMITED_ROLES else None
    if seen is not None and not seen:
        raise SignInRefused(NO_TEAM.format(name[:NAME_LIMIT]))
    return Actor(name[:NAME_LIMIT], role, seen)


def _groups(claims: dict[str, object]) -> set[str]:
    told = [claims.get("groups"), claims.get("roles")]
    return {str(each) for some in told if isinstance(some, list) for each in some}


def _teams(claims: dict[str, object]) -> frozenset[str] | None:
    """Return the teams whose people the groups are, None for all: also where no group is said to be any
    team's.
    """
    told, groups = _provider().teams, _groups(claims)
    seen = frozenset(team for group, team in told if group in groups)
    return None if not told or ALL in seen else seen


def _role(claims: dict[str, object]) -> Role | None:
    groups = _groups(claims)
    given = {role for group, role in _provider().roles if group in groups}
    return next((role for role in reversed(DESK_ROLES) if role in given), None)


def _provider() -> Provider:
    provider = settings.current().provider
    if provider is None:
        raise SignInRefused("This desk knows no sign-in of your force. Sign in with your account.")
    return provider


def _client() -> StarletteOAuth2App:
    return _registered(_provider())


@cache
def _registered(provider: Provider) -> StarletteOAuth2App:
    return OAuth().register(  # type: ignore[no-any-return]
        "force",
        server_metadata_url=provider.metadata_url,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
    )
