"""Requests that try to reach more than the officers' pages through the name that phones know."""

from typing import NamedTuple

TARGETS = (
    "health",
    "sign-in",
    "today",
    "_stcore/health",
    "_stcore/metrics",
    "media/x.png",
    "metrics",
)
"""What lies behind the phones' door and is not theirs: health, the desk and its sign-in, files, counts."""

TRIED_EACH_WAY = 2
"""So many of these, which answer everybody, are tried in each way; the others in plain words."""


class Trick(NamedTuple):
    """A request as it goes over the wire: its first line and further lines, and a body."""

    line: str
    headers: tuple[str, ...] = ()
    body: bytes = b""
    has_host: bool = True

    def request(self, host: str, hidden: str) -> bytes:
        """Return its bytes, asking that name unless the trick brings a Host of its own; what hides in
        it asks the other name.
        """
        lines = [self.line, *([f"Host: {host}"] if self.has_host else []), *self.headers]
        if not any("connection:" in each.lower() for each in self.headers):
            lines.append("Connection: close")
        text = "\r\n".join(lines) + "\r\n\r\n"
        body = self.body.replace(b"{hidden}", hidden.encode())
        return text.replace("{host}", host).replace("{hidden}", hidden).encode("latin-1") + body


def get(path: str, *headers: str) -> Trick:
    return Trick(f"GET {path} HTTP/1.1", headers)


def behind(*headers: str, path: str = "/o/") -> Trick:
    """Return a request of the phones' page whose headers speak of another."""
    return get(path, *headers)


def post(body: bytes, *headers: str) -> Trick:
    return Trick("POST /o/ HTTP/1.1", headers, body)


WAYS_UP = (
    "/o/../{}",
    "/o/./../{}",
    "/o/%2e%2e/{}",
    "/o/%2E%2E/{}",
    "/o/.%2e/{}",
    "/o/..%2f{}",
    "/o/..%2F{}",
    "/o%2f../{}",
    "/o/%2e%2e%2f{}",
    "/o/%252e%252e/{}",
    "/o/%252e%252e%252f{}",
    "/o/..%252f{}",
    "/o/..\\{}",
    "/o\\..\\{}",
    "/o/..%5c{}",
    "/o/%5c..%5c{}",
    "/o/..;/{}",
    "/o;/../{}",
    "/o/;/../{}",
    "//{}",
    "//o/../{}",
    "/o//../{}",
    "/o//..//{}",
    "///o/../{}",
    "/./{}",
    "/.//{}",
    "/O/../{}",
    "/%6f/../{}",
    "/%4F/%2e%2e/{}",
    "/o/x/../../{}",
    "/o/assets/../../{}",
    "/o/assets/%2e%2e/%2e%2e/{}",
    "/o/assets/..%2f..%2f{}",
    "/o/..%00/{}",
    "/o/%00/../{}",
    "/o/..%c0%af{}",
    "/o/%c0%ae%c0%ae/{}",
    "/o/%uff0e%uff0e/{}",
    "/o/..?/../{}",
    "/o/..#/../{}",
    "/o/../o/../{}",
    "/{}/o/",
    "/{};/o/",
    "/{}?/o/",
    "/{}%3f/o/",
    "/{}%23/o/",
    "http://{{host}}/{}",
    "http://{{host}}/o/../{}",
    "http://desk.example.org/{}",
    "http://127.0.0.1/{}",
    "https://localhost:8501/o/%2e%2e/{}",
    "/oo/{}",
    "/o",
    "*",
)
"""Paths; each {} is one of TARGETS: what answers everybody would show most."""

FIRST_LINES = (
    "get /health HTTP/1.1",
    "GET /o/../health HTTP/1.0",
    "GET  /health  HTTP/1.1",
    "GET\t/health HTTP/1.1",
    "GET /health",
    "GET /o/ /health HTTP/1.1",
    "GET /o/\x00/../health HTTP/1.1",
    "CONNECT desk.example.org:443 HTTP/1.1",
    "CONNECT 127.0.0.1:8501 HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "TRACE /health HTTP/1.1",
    "PRI * HTTP/2.0",
    "HEAD /health HTTP/1.1",
    "DELETE /media/x.png HTTP/1.1",
    "PUT /_stcore/upload_file/a/b HTTP/1.1",
    "GET /HEALTH HTTP/1.1",
    "GET /Sign-In HTTP/1.1",
    "GET /_STCORE/HEALTH HTTP/1.1",
)

HIDDEN = b"GET /health HTTP/1.1\r\nHost: {hidden}\r\n\r\n"
"""A request within the body of another."""

FORM = "Content-Type: application/x-www-form-urlencoded"
SMUGGLED = (
    post(HIDDEN, FORM, "Content-Length: 0"),
    post(b"0\r\n\r\n" + HIDDEN, FORM, "Content-Length: 5", "Transfer-Encoding: chunked"),
    post(b"0\r\n\r\n" + HIDDEN, FORM, "Transfer-Encoding: chunked", "Content-Length: 60"),
    post(b"0\r\n\r\n" + HIDDEN, FORM, "Transfer-Encoding : chunked", "Content-Length: 60"),
    post(b"0\r\n\r\n" + HIDDEN, FORM, "Transfer-Encoding: xchunked", "Content-Length: 60"),
    post(b"0\r\n\r\n" + HIDDEN, FORM, "Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
    post(b"0\r\n\r\n" + HIDDEN, FORM, "Transfer-Encoding:\x0bchunked", "Content-Length: 60"),
    post(HIDDEN, FORM, "Content-Length: 0", "Content-Length: 55"),
    post(HIDDEN, FORM, "Content-Length: +0"),
    post(HIDDEN, FORM, "Content-Length: 0, 55"),
    post(b"0;x=\n\n" + HIDDEN, FORM, "Transfer-Encoding: chunked"),
    post(b"1\r\nZ\r\n0\r\nX: y\r\n\r\n" + HIDDEN, FORM, "Transfer-Encoding: chunked"),
    Trick("GET /o/ HTTP/1.1", ("Connection: keep-alive", "Content-Length: 0"), HIDDEN),
    Trick("GET /o/ HTTP/1.1", ("X: y\r\n\r\nGET /health HTTP/1.1\r\nHost: {hidden}",)),
    Trick("GET /o/ HTTP/1.1", ("X: y\n\nGET /health HTTP/1.1\nHost: {hidden}",)),
    Trick("GET /o/ HTTP/1.1", (" folded: /health",)),
)
"""Two requests that two readers could take apart differently."""

HEADERS = (
    ("X-Original-URL: /health",),
    ("X-Rewrite-URL: /today",),
    ("X-Forwarded-Host: desk.example.org",),
    ("X-Forwarded-Prefix: /../today",),
    ("X-Forwarded-Path: /today",),
    ("X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https"),
    ("X-Real-IP: 127.0.0.1", "Forwarded: for=127.0.0.1;host=desk.example.org"),
    ("X-HTTP-Method-Override: CONNECT",),
    ("Connection: X-Forwarded-For, close",),
    ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
    ("Content-Location: /today", "Referer: /today"),
)

UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol: streamlit",
)

HOSTS = (
    ("Host: desk.example.org", "Host: {host}"),
    ("Host: {host}", "Host: desk.example.org"),
    ("Host: {host}, desk.example.org",),
    ("Host: {host}#desk.example.org",),
    ("Host: {host}.", "X-Host: desk.example.org"),
    ("Host: PATROL.EXAMPLE.ORG",),
    ("Host: patrol.example.org:1",),
)

NAMELESS = (("Host:",), ())

TRICKS: tuple[Trick, ...] = (
    *(get(f"/{each}") for each in TARGETS),
    *(get(way.format(each)) for way in WAYS_UP for each in TARGETS[:TRIED_EACH_WAY]),
    *(Trick(line) for line in FIRST_LINES),
    *SMUGGLED,
    *(behind(*each) for each in HEADERS),
    *(behind(*each, path="/health") for each in HEADERS),
    *(get(path, *UPGRADE) for path in ("/o/_stcore/stream", "/_stcore/stream", "/o/../x", "/o/")),
    *(Trick("GET /health HTTP/1.1", each, has_host=False) for each in HOSTS),
)
"""All that ask the name of the phones, or seem to."""

TO_NOBODY = tuple(Trick("GET /health HTTP/1.1", each, has_host=False) for each in NAMELESS)
"""And those that ask no name: before the app itself these are anybody's."""
