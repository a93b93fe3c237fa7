"""A desk behind its gate: any address that the gate lets through answers "the desk"."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from patrolqr import sign_in
from patrolqr.core.actor import SYSTEM
from patrolqr.store import Session
from tests.builders.desk_people import person

HERE = "http://127.0.0.1:8501"
STREAM = "ws://127.0.0.1:8501"
PAGE = {"accept": "text/html"}

Client = Callable[..., TestClient]


async def _desk(request: Request) -> PlainTextResponse:
    return PlainTextResponse("the desk")


async def _phones(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("the phones' pages")(scope, receive, send)


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("the desk")
    await socket.close()


@pytest.fixture
def client(store: Session) -> Client:
    """Give clients of a desk on that store; they are on its machine unless it is said otherwise."""
    session = Session(store.store, SYSTEM)
    desk = Starlette(
        routes=[
            *sign_in.routes(session),
            Mount("/o", _phones),
            Mount("/O", _phones),
            WebSocketRoute("/{path:path}", _stream),
            Route("/{path:path}", _desk, methods=["GET", "POST", "PUT"]),
        ],
        middleware=[Middleware(sign_in.Gate, session=session)],
    )

    def made(url: str = HERE, address: str = "127.0.0.1") -> TestClient:
        return TestClient(desk, url, follow_redirects=False, client=(address, 50000))

    return made


@pytest.fixture
def guarded(store: Session, client: Client) -> Client:
    """Give clients of a desk at which people sign in: Insp 1204, an admin."""
    person(store)
    return client
