"""Fresh random codes: passes for machines, short codes for people; and what is kept of a secret one."""

import hashlib
import secrets

PASS_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
PASS_LENGTH = 20
"""Twenty characters of 32 are 100 bits: not to be guessed, and alphanumeric in a QR code."""

SHORT_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
SHORT_LENGTH = 6
"""For a finger or a voice: no 0 O 1 I L."""


def new_pass_id() -> str:
    """Return a fresh pass: opaque, random, 100 bits."""
    return "".join(secrets.choice(PASS_ALPHABET) for _ in range(PASS_LENGTH))


def new_short_code() -> str:
    """Return a fresh code for people: six characters."""
    return "".join(secrets.choice(SHORT_ALPHABET) for _ in range(SHORT_LENGTH))


def hash_of(code: str) -> str:
    """Return what is kept of a secret code (64 characters): nobody finds the code by it, since it is
    long and random.
    """
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
