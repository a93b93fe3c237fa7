"""What the desk's sign-in and its pages agree on: addresses, the cookie, and where one was going."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
PASSKEYS = f"{SIGN_IN}/passkeys"

COOKIE = "patrolqr_desk"
"""The cookie of a sign-in."""

SAFE_COOKIE = "__Host-patrolqr_desk"
"""The same on https: browsers then hold that nobody but this host set it."""

HOME = "/today"


def secret_in(cookies: Mapping[str, str]) -> str:
    """Return the secret of the sign-in that a browser holds, "" where it holds none."""
    return cookies.get(SAFE_COOKIE) or cookies.get(COOKIE) or ""


def invitation(code: str) -> str:
    """Return the address, within PatrolQR, on which the holder of an account chooses a password."""
    return f"{SIGN_IN}/new/{code}"


def path_within(text: str | None) -> str:
    """Return the address within PatrolQR that somebody wanted, HOME where it leads elsewhere."""
    path = (text or "").strip()
    # a browser takes a backslash for a slash, and two of them for another host
    led_away = not path.startswith("/") or path.startswith("//") or "\\" in path
    if led_away or not path.isprintable() or urlsplit(path).netloc or len(path) > 2000:
        return HOME
    return HOME if urlsplit(path).path in ("/", SIGN_IN, SIGN_OUT) else path


def leading_to(path: str) -> str:
    """Return the address of the sign-in page that leads on to the path."""
    return f"{SIGN_IN}?next={quote(path_within(path), safe='/')}"
