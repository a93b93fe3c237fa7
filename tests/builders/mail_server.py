"""A mail server on this machine, which takes what it is told to take."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from patrolqr.core.settings import Mail

USER, PASSWORD = "patrolqr", "a long one"


@dataclass
class Taken:
    """What the server took: messages, and to whom; `refuses` are addresses that it takes nothing for."""

    port: int
    refuses: tuple[str, ...] = ()
    messages: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802
        """Take mail to the address, or not."""
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        """Take a message."""
        message = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.to += envelope.rcpt_tos
        return "250 OK"

    def mail(self, scheme: str = "smtp", *, to: tuple[str, ...] = (), **more: str) -> Mail:
        """Return the settings with which it is spoken to."""
        given = {"user": "", "password": "", "sender": "patrolqr@force.example"} | more
        return Mail(scheme, "localhost", self.port, to=to or ("inspector@force.example",), **given)


def _knows(_: Any, __: Any, ___: Any, ____: str, given: Any) -> AuthResult:
    is_known = isinstance(given, LoginPassword) and given == LoginPassword(
        USER.encode(), PASSWORD.encode()
    )
    return AuthResult(success=is_known, handled=False)


@contextmanager
def mail_server(
    certificate: tuple[Path, Path] | None = None,
    *,
    from_first_byte: bool = False,
    refuses: tuple[str, ...] = (),
) -> Iterator[Taken]:
    """Give a server that, with a certificate, takes nothing before it is encrypted and a user is
    signed in.
    """
    taken = Taken(free_port(), refuses)
    how: dict[str, Any] = {}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        if from_first_byte:
            how = {"ssl_context": context}
        else:
            how = {
                "tls_context": context,
                "require_starttls": True,
                "auth_required": True,
                "authenticator": _knows,
            }
    running = Controller(taken, hostname="localhost", port=taken.port, **how)
    running.start()
    try:
        yield taken
    finally:
        running.stop()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as held:
        held.bind(("localhost", 0))
        port: int = held.getsockname()[1]
        return port
