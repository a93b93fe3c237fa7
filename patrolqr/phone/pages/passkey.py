"""A collar number kept to a phone by a passkey: offered on pages that stand, made, and asked for
where the number is paired again. Without it everything works the same; the sergeant is shown it.
"""

import hashlib
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from patrolqr.core import settings
from patrolqr.core.errors import PasskeyRefused
from patrolqr.core.phone import Pairing
from patrolqr.phone.request import bodies
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread
from patrolqr.steps import passkey_answers
from patrolqr.steps.passkey_answers import Site, named_site
from patrolqr.store import collar_passkeys
from patrolqr.store.collar_passkeys import CollarPasskeyRow

WRONG = (
    "This passkey is not the one of {}: it was made for another number or on another phone, or it was "
    "taken away. This phone stays paired, not confirmed."
)
NOT_ASKED = "Nothing was kept: this phone is not asked for a passkey now. Load this page again; it stays paired."
MADE = "Kept. When {} is paired again, on whatever phone, it is asked for this passkey."
GIVEN = "Confirmed as {}. Open My patrols again: what colleagues wrote of you before is there, too."

CREATE, GET = "create", "get"
"""What a browser may be asked for, by its own names."""


class Offer(NamedTuple):
    """What a page offers: the way, what a browser is asked (JSON), and on pages of which host."""

    way: str
    asked: str
    host: str


async def offered(guard: Guard, request: Request, pairing: Pairing) -> Offer | None:
    """Return what a page offers the phone that asks, None where there is nothing to make or give."""
    site = _site(request)
    return await in_thread(lambda: _offer(guard, site, pairing)) if site else None


async def keep(guard: Guard, request: Request) -> Response:
    """Keep the passkey that was made, or note that the number's was given; answer with a sentence.

    PasskeyRefused, InputWrong.
    """
    pairing, site = await guard.reader(request), _site(request)
    sent = await bodies.fields(request)
    if site is None or not isinstance(sent.get("passkey"), dict):
        raise PasskeyRefused(NOT_ASKED)
    does = {CREATE: _make, GET: _give}.get(str(sent.get("way")))
    if does is None:
        raise PasskeyRefused(NOT_ASKED)
    sentence = await in_thread(lambda: does(guard, site, pairing, sent["passkey"]))
    return JSONResponse({"sentence": sentence})


def _offer(guard: Guard, site: Site, pairing: Pairing) -> Offer | None:
    known = collar_passkeys.of_collar(guard.session, pairing.collar)
    challenge = guard.challenges.new(pairing.pairing_id)
    if here := _not_given(known, site, pairing):
        asked = passkey_answers.asked_to_prove(site, challenge, on_this_device=list(here))
        return Offer(GET, asked, site.name)
    if collar_passkeys.may_make(guard.session, pairing):
        asked = passkey_answers.asked_to_make_here(
            site, challenge, name=pairing.collar, holder=_holder(pairing)
        )
        return Offer(CREATE, asked, site.name)
    return None


def _make(guard: Guard, site: Site, pairing: Pairing, answer: dict[str, Any]) -> str:
    made = passkey_answers.made(
        site,
        guard.challenges,
        answer,
        wrong=WRONG.format(pairing.collar),
        whom=pairing.pairing_id,
    )
    collar_passkeys.keep(guard.session, pairing, made)
    return MADE.format(pairing.collar)


def _give(guard: Guard, site: Site, pairing: Pairing, answer: dict[str, Any]) -> str:
    known = collar_passkeys.of_collar(guard.session, pairing.collar)
    found, used = passkey_answers.proved(
        site,
        guard.challenges,
        answer,
        _not_given(known, site, pairing).get,
        wrong=WRONG.format(pairing.collar),
        whom=pairing.pairing_id,
    )
    collar_passkeys.given(guard.session, pairing, found, used)
    return GIVEN.format(pairing.collar)


def _not_given(
    known: list[CollarPasskeyRow], site: Site, pairing: Pairing
) -> dict[str, CollarPasskeyRow]:
    """Return the number's passkeys of this site by their ids, none where the pairing gave one."""
    if any(each["credential_id"] == pairing.passkey_id for each in known):
        return {}
    return {each["credential_id"]: each for each in known if each["site"] == site.name}


def _holder(pairing: Pairing) -> bytes:
    """Return by what a phone tells the holders of its passkeys apart: one made anew replaces another."""
    return hashlib.sha256(f"collar {pairing.collar}".encode()).digest()


def _site(request: Request) -> Site | None:
    """Return the phones' door as browsers know it, None where they keep no passkeys for it."""
    if request.url.hostname == "localhost":
        return Site("localhost", f"{request.url.scheme}://{request.headers['host']}")
    return named_site(settings.current().base_url)
