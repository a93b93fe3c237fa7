"""A device that keeps one passkey and answers as Web Authentication says (W3C, level 3), bad ones too."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
"""Bits of what an authenticator says: somebody was there, was proved to be the holder, and a key follows."""


@dataclass
class Authenticator:
    """A passkey for an `origin`; whether its holder `is_verified`, and how often it was `used`."""

    origin: str = "http://localhost:8501"
    name: str = "localhost"
    is_verified: bool = True
    used: int = 0
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    number: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def make(self, asked: str) -> str:
        """Return the answer to a page that asks for a new passkey."""
        numbers = self.key.public_key().public_numbers()
        point = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, **point})
        credential = bytes(16) + len(self.number).to_bytes(2, "big") + self.number + public
        said = self._said(ATTESTED) + credential
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": said})
        return self._answer(
            clientDataJSON=self._asked("webauthn.create", asked), attestationObject=attested
        )

    def sign(self, asked: str) -> str:
        """Return the answer to a page that asks for any passkey of the desk's."""
        self.used += 1
        client, said = self._asked("webauthn.get", asked), self._said(0)
        signed = said + hashlib.sha256(client).digest()
        return self._answer(
            clientDataJSON=client,
            authenticatorData=said,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
        )

    def _said(self, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.is_verified else 0) | more
        name = hashlib.sha256(self.name.encode()).digest()
        return name + bytes([flags]) + self.used.to_bytes(4, "big")

    def _asked(self, kind: str, asked: str) -> bytes:
        challenge = json.loads(asked)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: bytes) -> str:
        number = bytes_to_base64url(self.number)
        said: dict[str, Any] = {each: bytes_to_base64url(part) for each, part in response.items()}
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": said})
