"""Passkeys: what a browser is asked, and what its answer is worth (Web Authentication, W3C, level 3).

The holder proves to the device who they are, by a finger, a face or a PIN; the device signs a challenge
for this desk's own name, so that a page with another name gets nothing that opens it.
"""

import ipaddress
import secrets
import threading
import uuid
from typing import NamedTuple
from urllib.parse import urlsplit

import webauthn
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner
from starlette.requests import Request
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from patrolqr.core import clock, settings
from patrolqr.core.errors import SignInRefused
from patrolqr.sign_in.asking import host_of, is_ours
from patrolqr.store import passkeys
from patrolqr.store.accounts import Account
from patrolqr.store.passkeys import Passkey
from patrolqr.store.session import Session

ANSWERED_WITHIN = 600
"""Seconds in which a page's challenge may be answered."""

LATE = "This page stood open for too long, or was answered before. Try once more."
WRONG = (
    "This passkey does not open the desk: it was not made here, or it was taken back. Use another one, "
    "or your password."
)
NO_SITE = (
    "Browsers keep passkeys only for an address with a name and https, or for localhost. Open the desk "
    "under its own address to make one."
)


class Site(NamedTuple):
    """The desk as browsers know it: its name, and the origin of its pages."""

    name: str
    origin: str


class _Clocked(TimestampSigner):
    """Signs with the time of PatrolQR's clock."""

    def get_timestamp(self) -> int:
        """Return the seconds since 1970."""
        return int(clock.now().timestamp())


class Challenges:
    """What browsers are asked to sign: each is answered once and within ten minutes."""

    def __init__(self) -> None:
        self._signer = _Clocked(secrets.token_bytes(32))
        self._lock = threading.Lock()
        self._answered: dict[bytes, float] = {}

    def new(self) -> bytes:
        """Return a challenge that nobody can make up or foresee."""
        return self._signer.sign(secrets.token_urlsafe(24))

    def check(self, challenge: bytes) -> None:
        """SignInRefused where it is none of ours or too old."""
        try:
            self._signer.unsign(challenge, max_age=ANSWERED_WITHIN)
        except (SignatureExpired, BadSignature) as problem:
            raise SignInRefused(LATE) from problem

    def use_up(self, challenge: bytes) -> None:
        """SignInRefused where it was answered before: what was overheard opens nothing."""
        now = clock.now().timestamp()
        with self._lock:
            lasting = {
                each: at for each, at in self._answered.items() if at > now - ANSWERED_WITHIN
            }
            if challenge in lasting:
                raise SignInRefused(LATE)
            self._answered = {**lasting, challenge: now}


def site_of(request: Request) -> Site | None:
    """Return the desk as whoever asks has opened it, None where browsers keep no passkeys for that: an
    address in numbers or without https.
    """
    host, desk = host_of(request), urlsplit(settings.current().desk_url)
    if not is_ours(request) or _is_number(host):
        return None
    if host == "localhost":
        return Site(host, f"{request.url.scheme}://{request.headers['host']}")
    return Site(host, f"https://{desk.netloc}") if desk.scheme == "https" else None


def asked_to_sign_in(site: Site, challenges: Challenges) -> str:
    """Return, as JSON, what a browser is asked where somebody signs in: any passkey for this desk."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name,
        challenge=challenges.new(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def asked_to_make(site: Site, challenges: Challenges, session: Session, account: Account) -> str:
    """Return, as JSON, what a browser is asked where somebody makes a passkey: one that it finds by
    itself later, on a device that has none of theirs yet.
    """
    known = passkeys.of_account(session, account.account_id)
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="PatrolQR",
        user_name=account.name,
        user_display_name=account.name,
        user_id=uuid.UUID(account.account_id).bytes,
        challenge=challenges.new(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each["credential_id"]))
            for each in known
        ],
    )
    return webauthn.options_to_json(options)


def made(site: Site, challenges: Challenges, answer: str) -> Passkey:
    """Return the passkey that a browser made; SignInRefused where it is none for this desk."""
    try:
        credential = parse_registration_credential_json(answer)
        challenge = parse_client_data_json(credential.response.client_data_json).challenge
        challenges.check(challenge)
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as problem:
        raise SignInRefused(WRONG) from problem
    challenges.use_up(challenge)
    return {
        "credential_id": bytes_to_base64url(found.credential_id),
        "public_key": bytes_to_base64url(found.credential_public_key),
        "sign_count": found.sign_count,
        "site": site.name,
    }


def opened_by(site: Site, challenges: Challenges, session: Session, answer: str) -> Account:
    """Return whose account a browser's answer opens; SignInRefused where it opens none."""
    try:
        credential = parse_authentication_credential_json(answer)
        challenge = parse_client_data_json(credential.response.client_data_json).challenge
        challenges.check(challenge)
        known = passkeys.find(session, bytes_to_base64url(credential.raw_id))
        if known is None:
            raise SignInRefused(WRONG)
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(known["public_key"]),
            credential_current_sign_count=known["sign_count"],
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as problem:
        raise SignInRefused(WRONG) from problem
    challenges.use_up(challenge)
    return passkeys.used(session, known, found.new_sign_count)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
