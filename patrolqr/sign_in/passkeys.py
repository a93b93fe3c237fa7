"""Passkeys of the people at the desk: what their browsers are asked, and whose account an answer opens."""

import uuid

from starlette.requests import Request

from patrolqr.core import settings
from patrolqr.sign_in.asking import host_of, is_ours
from patrolqr.steps import passkey_answers
from patrolqr.steps.passkey_answers import Challenges, Site, named_site
from patrolqr.store import passkeys
from patrolqr.store.accounts import Account
from patrolqr.store.passkeys import Passkey
from patrolqr.store.session import Session

WRONG = (
    "This passkey does not open the desk: it was not made here, or it was taken back. Use another one, "
    "or your password."
)
NO_SITE = (
    "Browsers keep passkeys only for an address with a name and https, or for localhost. Open the desk "
    "under its own address to make one."
)


def site_of(request: Request) -> Site | None:
    """Return the desk as whoever asks has opened it, None where browsers keep no passkeys for that: an
    address in numbers or without https.
    """
    host = host_of(request)
    if not is_ours(request):
        return None
    if host == "localhost":
        return Site(host, f"{request.url.scheme}://{request.headers['host']}")
    found = named_site(settings.current().desk_url)
    return found if found and found.name == host else None


def asked_to_sign_in(site: Site, challenges: Challenges) -> str:
    """Return, as JSON, what a browser is asked where somebody signs in: any passkey for this desk."""
    return passkey_answers.asked_to_prove(site, challenges.new())


def asked_to_make(site: Site, challenges: Challenges, session: Session, account: Account) -> str:
    """Return, as JSON, what a browser is asked where somebody makes a passkey: one that it finds by
    itself later, on a device that has none of theirs yet.
    """
    known = passkeys.of_account(session, account.account_id)
    return passkey_answers.asked_to_make(
        site,
        challenges.new(),
        name=account.name,
        holder=uuid.UUID(account.account_id).bytes,
        known=[each["credential_id"] for each in known],
    )


def made(site: Site, challenges: Challenges, answer: str) -> Passkey:
    """Return the passkey that a browser made; PasskeyRefused where it is none for this desk."""
    return passkey_answers.made(site, challenges, answer, wrong=WRONG)


def opened_by(site: Site, challenges: Challenges, session: Session, answer: str) -> Account:
    """Return whose account a browser's answer opens; PasskeyRefused where it opens none."""
    found, used = passkey_answers.proved(
        site, challenges, answer, lambda number: passkeys.find(session, number), wrong=WRONG
    )
    return passkeys.used(session, found, used)
