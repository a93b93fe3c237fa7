"""Passkeys: what a browser is asked, and what its answer is worth (Web Authentication, W3C, level 3).

The holder proves to the device who they are, by a finger, a face or a PIN; the device signs a challenge
for this site's own name, so that a page with another name gets nothing that is of use here.
"""

import ipaddress
import secrets
import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypedDict, TypeVar
from urllib.parse import urlsplit

import webauthn
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from patrolqr.core import clock
from patrolqr.core.errors import PasskeyRefused
from patrolqr.store.passkeys import Passkey

ANSWERED_WITHIN = 600
"""Seconds in which a page's challenge may be answered."""

LATE = "This page stood open for too long, or was answered before. Load it again and try once more."


FOUND_BY_ITSELF = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.REQUIRED,
    user_verification=UserVerificationRequirement.REQUIRED,
)
ON_THIS_DEVICE = AuthenticatorSelectionCriteria(
    authenticator_attachment=AuthenticatorAttachment.PLATFORM,
    resident_key=ResidentKeyRequirement.DISCOURAGED,
    user_verification=UserVerificationRequirement.REQUIRED,
)
"""Kinds of passkeys."""


class Site(NamedTuple):
    """PatrolQR as browsers know it: its name, and the origin of its pages."""

    name: str
    origin: str


class Checked(TypedDict):
    """A passkey that is kept: what its answers are checked by."""

    public_key: str
    sign_count: int


Kept = TypeVar("Kept", bound=Checked)

Answer = str | dict[str, Any]
"""What a browser answers: JSON, as text or read."""


class _Clocked(TimestampSigner):
    """Signs with the time of PatrolQR's clock."""

    def get_timestamp(self) -> int:
        """Return the seconds since 1970."""
        return int(clock.now().timestamp())


class Challenges:
    """What browsers are asked to sign: each is answered once and within ten minutes, by whom it was
    made for.
    """

    def __init__(self) -> None:
        self._signer = _Clocked(secrets.token_bytes(32))
        self._lock = threading.Lock()
        self._answered: dict[bytes, float] = {}

    def new(self, whom: str = "") -> bytes:
        """Return a challenge that nobody can make up or foresee."""
        return self._signer.sign(f"{secrets.token_urlsafe(24)}.{whom}")

    def check(self, challenge: bytes, whom: str = "") -> None:
        """PasskeyRefused where it is none of ours, too old, or was made for somebody else."""
        try:
            signed = self._signer.unsign(challenge, max_age=ANSWERED_WITHIN)
        except (SignatureExpired, BadSignature) as problem:
            raise PasskeyRefused(LATE) from problem
        if signed.partition(b".")[2] != whom.encode():
            raise PasskeyRefused(LATE)

    def use_up(self, challenge: bytes) -> None:
        """PasskeyRefused where it was answered before: what was overheard opens nothing."""
        now = clock.now().timestamp()
        with self._lock:
            lasting = {
                each: at for each, at in self._answered.items() if at > now - ANSWERED_WITHIN
            }
            if challenge in lasting:
                raise PasskeyRefused(LATE)
            self._answered = {**lasting, challenge: now}


def named_site(address: str) -> Site | None:
    """Return the site of an address, None where browsers keep no passkeys for it: one in numbers or
    without https.
    """
    parts = urlsplit(address.lower())
    host = parts.hostname or ""
    if parts.scheme != "https" or not host or _is_number(host):
        return None
    return Site(host, f"https://{parts.netloc}")


def asked_to_prove(
    site: Site, challenge: bytes, *, on_this_device: Sequence[str] | None = None
) -> str:
    """Return, as JSON, what a browser is asked where somebody gives a passkey: any for this site, or
    one of those numbers where this very device has it.
    """
    options = webauthn.generate_authentication_options(
        rp_id=site.name,
        challenge=challenge,
        allow_credentials=_described(on_this_device, [AuthenticatorTransport.INTERNAL]),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def asked_to_make(
    site: Site, challenge: bytes, *, name: str, holder: bytes, known: Sequence[str] = ()
) -> str:
    """Return, as JSON, what a browser is asked where somebody makes a passkey: one that it finds by
    itself later, on a device that has none of those known yet.
    """
    return _asked_to_make(site, challenge, name, holder, FOUND_BY_ITSELF, known)


def asked_to_make_here(site: Site, challenge: bytes, *, name: str, holder: bytes) -> str:
    """Return the same for a passkey that is kept to this very device, which is asked for it by its
    number: whoever signs in at the desk is not offered it there.
    """
    return _asked_to_make(site, challenge, name, holder, ON_THIS_DEVICE)


def _asked_to_make(
    site: Site,
    challenge: bytes,
    name: str,
    holder: bytes,
    kind: AuthenticatorSelectionCriteria,
    known: Sequence[str] = (),
) -> str:
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="PatrolQR",
        user_name=name,
        user_display_name=name,
        user_id=holder,
        challenge=challenge,
        authenticator_selection=kind,
        exclude_credentials=_described(known),
    )
    return webauthn.options_to_json(options)


def made(
    site: Site, challenges: Challenges, answer: Answer, *, wrong: str, whom: str = ""
) -> Passkey:
    """Return the passkey that a browser made; PasskeyRefused where it is none for this site: `wrong`
    says so.
    """
    try:
        credential = parse_registration_credential_json(answer)
        challenge = parse_client_data_json(credential.response.client_data_json).challenge
        challenges.check(challenge, whom)
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as problem:
        raise PasskeyRefused(wrong) from problem
    challenges.use_up(challenge)
    return {
        "credential_id": bytes_to_base64url(found.credential_id),
        "public_key": bytes_to_base64url(found.credential_public_key),
        "sign_count": found.sign_count,
        "site": site.name,
    }


def proved(
    site: Site,
    challenges: Challenges,
    answer: Answer,
    find: Callable[[str], Kept | None],
    *,
    wrong: str,
    whom: str = "",
) -> tuple[Kept, int]:
    """Return the passkey that a browser gave, as `find` has it by its number, and how often it was
    used by its own count; PasskeyRefused where it proves nothing: `wrong` says so.
    """
    try:
        credential = parse_authentication_credential_json(answer)
        challenge = parse_client_data_json(credential.response.client_data_json).challenge
        challenges.check(challenge, whom)
        known = find(bytes_to_base64url(credential.raw_id))
        if known is None:
            raise PasskeyRefused(wrong)
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
        raise PasskeyRefused(wrong) from problem
    challenges.use_up(challenge)
    return known, found.new_sign_count


def _described(
    numbers: Sequence[str] | None, transports: list[AuthenticatorTransport] | None = None
) -> list[PublicKeyCredentialDescriptor] | None:
    if numbers is None:
        return None
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(each), transports=transports)
        for each in numbers
    ]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
