"""Nothing of the desk is answered before it is known who asks, whatever is asked for."""

import pytest
from starlette.websockets import WebSocketDisconnect

from tests.sign_in.conftest import PAGE, STREAM, Client
from tests.sign_in.test_site import enter

ASKED = [
    *(
        "/",
        "/today",
        "/today?team=x",
        "/_stcore/stream",
        "/_stcore/host-config",
        "/_stcore/metrics",
    ),
    *("/_stcore/upload_file/a/b", "/media/a.png", "/component/x/index.html", "/static/js/x.js"),
    *(
        "/_stcore/health/..",
        "/_stcore/healthy",
        "/sign-inn",
        "/oo",
        "/o%2f..%2ftoday",
        "//o/",
    ),
    *(
        "/auth/login",
        "/oauth2callback",
        "/sign-in%00/today",
        "/.//o/",
        "/today/o/",
        "/O%5c..%5ctoday",
    ),
]


@pytest.mark.parametrize("path", ASKED)
def test_a_stranger_gets_nothing_of_the_desk(guarded: Client, path: str) -> None:
    stranger = guarded()
    assert stranger.get(path).status_code == 401
    assert stranger.post(path).status_code == 401
    assert stranger.put(path, content=b"x").status_code == 401
    led = stranger.get(path, headers=PAGE)
    assert led.status_code == 303
    assert led.headers["location"].startswith("/sign-in?next=/")
    with pytest.raises(WebSocketDisconnect) as closed, stranger.websocket_connect(STREAM + path):
        pytest.fail("the websocket was opened")
    assert closed.value.code == 1008


@pytest.mark.parametrize("path", ["/o/ABC", "/O/ABC", "/%6F/ABC", "/_stcore/health", "/health"])
def test_officers_pages_and_health_are_open(guarded: Client, path: str) -> None:
    """Whatever stands behind /o/ is the phones' site, and that answers for itself."""
    assert guarded("http://phones.example.org", "203.0.113.9").get(path).status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", "' OR 1=1", "../..", "%00", "=" * 5000])
def test_a_made_up_cookie_opens_nothing(guarded: Client, cookie: str) -> None:
    answer = guarded().get("/today", headers={"cookie": f"patrolqr_desk={cookie}"})
    assert answer.status_code == 401


def test_who_is_signed_in_gets_the_desk_with_its_headers(guarded: Client) -> None:
    client = guarded()
    enter(client)
    answer = client.get("/today")
    assert answer.text == "the desk"
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "object-src 'none'" in policy
    assert "img-src 'self' data: blob: https://tile.openstreetmap.org;" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    with client.websocket_connect(f"{STREAM}/_stcore/stream") as socket:
        assert socket.receive_text() == "the desk"


def test_a_foreign_page_cannot_use_a_sign_in(guarded: Client) -> None:
    client = guarded()
    enter(client)
    for headers in (
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"origin": "null"},
    ):
        assert client.get("/today", headers=headers).status_code == 421
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(f"{STREAM}/_stcore/stream", headers=headers),
        ):
            pytest.fail("the websocket was opened")


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"])
def test_without_sign_in_the_desk_answers_on_its_own_machine(client: Client, host: str) -> None:
    assert client(f"http://{host}").get("/today").text == "the desk"


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}),
        ("127.0.0.1", {"x-real-ip": "192.0.2.7"}),
        ("127.0.0.1", {"via": "1.1 proxy"}),
    ],
)
def test_without_sign_in_nobody_else_is_answered(
    client: Client, address: str, headers: dict[str, str]
) -> None:
    answer = client(address=address).get("/today", headers=headers)
    assert answer.status_code == 403
    assert "account add" in answer.text
    with (
        pytest.raises(WebSocketDisconnect),
        client(address=address).websocket_connect(f"{STREAM}/_stcore/stream", headers=headers),
    ):
        pytest.fail("the websocket was opened")
