"""The pages of the sign-in, from templates: they need nothing of the desk, and a script for passkeys
alone.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from patrolqr.core.signing_in import HOME
from patrolqr.sign_in.passkeys import NO_SITE

TEMPLATES = Path(__file__).parent / "templates"

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",  # with none, a browser says no origin of the form either
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def sign_in(
    *,
    wanted: str,
    has_accounts: bool,
    has_provider: bool,
    asked: str = "",
    name: str = "",
    problem: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Return the page on which people sign in; `asked` is what a browser is asked for a passkey."""
    return _page(
        "sign_in.html",
        status,
        wanted=wanted,
        has_accounts=has_accounts,
        has_provider=has_provider,
        asked=asked,
        name=name,
        problem=problem,
    )


def choose_password(
    *, name: str, code: str, shortest: int, asked: str = "", problem: str = "", status: int = 200
) -> HTMLResponse:
    """Return the page on which the holder of an account chooses a password, or a passkey where a
    browser can be `asked` for one.
    """
    return _page(
        "choose_password.html",
        status,
        name=name,
        code=code,
        shortest=shortest,
        asked=asked,
        problem=problem,
    )


def passkeys(
    *, known: list[dict[str, str]], asked: str, must_sign_in: bool, problem: str, status: int = 200
) -> HTMLResponse:
    """Return the page with the passkeys of whoever is signed in; `asked` is what a browser is asked
    for another one, "" where there can be none.
    """
    return _page(
        "passkeys.html",
        status,
        known=known,
        asked=asked,
        must_sign_in=must_sign_in,
        no_site=NO_SITE,
        problem=problem,
        home=HOME,
    )


def signed_out(wanted: str = HOME) -> HTMLResponse:
    """Return the page that says that one is signed out, and leads on from the next sign-in."""
    return _page("told.html", 200, title="Signed out", sentence="", wanted=wanted, label="Sign in")


def told(
    sentence: str, status: int, *, title: str = "Not signed in", label: str = "Sign in"
) -> HTMLResponse:
    """Return a page that says what is wrong and leads back to the sign-in, and from there to the desk."""
    return _page("told.html", status, title=title, sentence=sentence, wanted=HOME, label=label)


def no_sign_in() -> HTMLResponse:
    """Return the page for whoever comes from elsewhere to a desk without sign-in."""
    return _page("no_sign_in.html", 403)


def _page(template: str, status: int, **values: object) -> HTMLResponse:
    return HTMLResponse(_templates().get_template(template).render(**values), status, HEADERS)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
