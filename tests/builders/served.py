"""The officers' pages behind real sockets, and requests on them that nobody finishes."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from patrolqr.phone import routes
from patrolqr.store import Session


@contextmanager
def served(store: Session) -> Iterator[int]:
    """Serve the officers' pages of a store, in a thread, and give the port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1024)
        config = uvicorn.Config(Starlette(routes=routes(store)), lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, args=([listening],))
        running.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            running.join()


def asked(
    port: int,
    path: str,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    *,
    number: int = 1,
) -> socket.socket:
    """Return a connection, from this machine's address of that number, on which that was asked and
    nothing read yet.
    """
    own = (f"127.0.{number // 200}.{1 + number % 200}", 0)
    connection = socket.create_connection(("127.0.0.1", port), source_address=own)
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", "Host: patrol.test"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    connection.sendall("\r\n".join([*lines, "", ""]).encode() + (body or b""))
    return connection


def first_line(connection: socket.socket) -> str:
    """Return the first line of the answer, once it comes."""
    with connection.makefile("rb") as answer:
        return answer.readline().decode().strip()
