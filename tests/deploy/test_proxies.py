"""nginx and Caddy before the app, by the files in deploy/: the desk works, phones work, and the
phones' name reaches nothing else.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from patrolqr.core.signing_in import SAFE_COOKIE
from patrolqr.phone.request.headers import OWN
from tests.builders.desk_people import PASSWORD
from tests.builders.logs import a_log
from tests.deploy.conftest import Site
from tests.deploy.doors import DESK, PHONES, Door
from tests.deploy.proxies import WRITERS, standing
from tests.deploy.tricks import TO_NOBODY, TRICKS, Trick

UPLOAD = b"x" * 12_000_000
"""Longer than what nginx takes of itself (1 MB)."""

NOT_THEIRS = (
    *("streamlit", "sign in</", "nobody is signed in", "is_well", "patrolqr_well"),
    *("address that is not its own", "allowedorigins", "101 switching", "no sign-in"),
)
"""What the desk, its sign-in, its gate, health, counts and an open websocket say of themselves."""


@pytest.fixture(scope="module", params=sorted(WRITERS))
def proxy(
    request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Give the folder of a proxy that stands before the app."""
    folder = tmp_path_factory.mktemp(request.param)
    with standing(request.param, folder, site.certificate, site.proxy, site.app):
        yield folder


def sign_in(desk: Door, password: str = PASSWORD) -> str:
    """Return the safe cookie of a sign-in through that door, empty where it was refused."""
    form = urlencode({"name": "insp 1204", "password": password, "next": "/today"}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": desk.url}
    answer, _ = desk.ask("POST", "/sign-in", form, kind)
    return cookie_in(answer, SAFE_COOKIE)


def cookie_in(answer: HTTPResponse, name: str) -> str:
    """Return the cookie of that name which an answer sets, empty where it sets none."""
    given = (each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie", []))
    return next((each for each in given if each.startswith(f"{name}=")), "")


def send(phones: Door, site: Site) -> int:
    """Send a log as a phone does; return the answer's status."""
    kind = {"Content-Type": "application/json", "Accept": "application/json"}
    sent = json.dumps(a_log()).encode()
    return phones.ask(
        "POST", f"/o/{site.force.pass_id}", sent, kind | {"Cookie": site.force.phone}
    )[0].status


@contextmanager
def drawn(desk: Door, cookie: str) -> Iterator[tuple[str, str]]:
    """Open the page Today over the websocket; give the session's name and all that was drawn, as long
    as it stays open.
    """
    with connect(
        f"ws://{desk.host}/_stcore/stream",  # the connection is TLS already
        sock=desk.open(),
        origin=Origin(desk.url),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie},
        max_size=None,
    ) as stream:
        wanted = BackMsg()
        wanted.rerun_script.page_name = "today"
        stream.send(wanted.SerializeToString())
        session, page = "", ""
        while "script_finished" not in page:
            told = ForwardMsg.FromString(stream.recv(timeout=60, decode=False))
            session = told.new_session.initialize.session_id or session
            page += str(told)
        yield session, page


def test_who_signs_in_gets_the_desk_with_its_websocket(site: Site, proxy: Path) -> None:
    desk = site.door(DESK)
    led, _ = desk.ask("GET", "/today")
    assert (led.status, led.headers["Location"]) == (303, "/sign-in?next=/today")
    assert "Sign in" in desk.ask("GET", "/sign-in")[1]
    assert sign_in(desk, "a wrong password") == ""
    cookie = sign_in(desk)
    assert cookie, "the app knows that it is reached over https"
    answer, shell = desk.ask("GET", "/today", headers={"Cookie": cookie})
    assert (answer.status, "Streamlit" in shell) == (200, True)
    with drawn(desk, cookie) as (_, page):
        assert "Today" in page
        assert "Insp 1204" in page


def test_a_large_file_is_taken_and_counts_are_told_to_nobody(site: Site, proxy: Path) -> None:
    desk = site.door(DESK)
    cookie = sign_in(desk)
    given, _ = desk.ask("GET", "/_stcore/health", headers={"Cookie": cookie})
    guard = cookie_in(given, "_streamlit_xsrf")
    border = "----a-file"
    head = (
        f'--{border}\r\nContent-Disposition: form-data; name="f"; filename="calls.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    sent = {
        "Cookie": f"{cookie}; {guard}",
        "X-Xsrftoken": guard.partition("=")[2],
        "Content-Type": f"multipart/form-data; boundary={border}",
    }
    body = head.encode() + UPLOAD + f"\r\n--{border}--\r\n".encode()
    with drawn(desk, cookie) as (session, _):
        answer, said = desk.ask("PUT", f"/_stcore/upload_file/{session}/f1", body, sent)
    assert (answer.status, said) == (204, "")
    assert desk.ask("GET", "/metrics", headers={"Cookie": cookie})[0].status == 404
    assert json.loads(desk.ask("GET", "/health")[1]) == {"is_well": True}


def test_phones_get_their_pages_and_their_logs_in(site: Site, proxy: Path) -> None:
    phones = site.door(PHONES)
    answer, _ = phones.ask("GET", "/o/")
    assert (answer.status, answer.headers[OWN]) == (200, "1")
    opened, _ = phones.ask(
        "GET", f"/o/{site.force.pass_id.lower()}", headers={"Cookie": site.force.phone}
    )
    assert opened.status == 200
    assert send(phones, site) == 201
    worker, _ = phones.ask("GET", "/o/sw.js")
    assert worker.headers["Service-Worker-Allowed"] == "/"
    assert site.door(PHONES).ask("GET", "/today")[0].status == 404
    told = "".join(each.read_text("utf-8") for each in proxy.glob("*.log")).lower()
    assert site.force.pass_id.lower() not in told, "no log tells a code"


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_code_is_in_no_log_either_where_the_app_does_not_answer(
    name: str, certificate: tuple[Path, Path], tmp_path: Path, unused_ports: tuple[int, int]
) -> None:
    port, nobody = unused_ports
    with standing(name, tmp_path, certificate, port, nobody):
        assert Door(PHONES, port, certificate[0]).ask("GET", "/o/ABCD2345EFGH")[0].status == 502
        assert Door(DESK, port, certificate[0]).ask("GET", "/today")[0].status == 502
    told = "".join(each.read_text("utf-8") for each in tmp_path.glob("*.log"))
    assert "/today" in told, "what goes wrong for the desk is told"
    assert "ABCD2345EFGH" not in told


def try_all(door: Door, hidden: str = "127.0.0.1") -> list[tuple[Trick, str]]:
    """Return every trick with what was answered to it through that door. What hides in a body asks
    `hidden`, by which name nobody but the app itself answers.
    """
    tricks = TRICKS if door.trust is None else (*TRICKS, *TO_NOBODY)
    requests = [trick.request(door.host, hidden) for trick in tricks]
    with ThreadPoolExecutor(16) as many:
        return list(zip(tricks, many.map(door.send, requests), strict=True))


def came_through(tried: list[tuple[Trick, str]]) -> list[tuple[Trick, str]]:
    """Return the tricks that reached something which is not the phones'."""
    return [
        (trick, answer)
        for trick, answer in tried
        if any(each in answer.lower() for each in NOT_THEIRS)
    ]


def theirs(tried: list[tuple[Trick, str]]) -> list[str]:
    return [answer for _, answer in tried if f"{OWN}: 1".lower() in answer.lower()]


def test_no_trick_reaches_more_than_the_phones_pages_through_the_proxy(
    site: Site, proxy: Path
) -> None:
    tried = try_all(site.door(PHONES))
    assert len(tried) > 47
    assert came_through(tried) == []
    assert len(theirs(tried)) > 5, "some are harmless, and the door is open for these"
    # and the marks would have shown it: the same requests, asked of the desk
    assert len(came_through(try_all(site.door(DESK)))) > 47


def test_no_trick_reaches_more_by_the_phones_name_without_a_proxy(site: Site) -> None:
    own = Door(PHONES, site.app)
    tried = try_all(own, hidden=PHONES)
    assert came_through(tried) == []
    assert len(theirs(tried)) > 5
    assert own.ask("GET", "/health")[0].status == 404
    assert len(came_through(try_all(Door("127.0.0.1", site.app)))) > 47


def test_what_happened_is_counted_for_this_machine_alone(site: Site, proxy: Path) -> None:
    def counts() -> dict[str, float]:
        answer, text = Door("127.0.0.1", site.app).ask("GET", "/metrics")
        assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
        families = text_string_to_metric_families(text)
        samples = [each for family in families for each in family.samples]
        return {f"{each.name}{sorted(each.labels.values())}": each.value for each in samples}

    before = counts()
    desk, phones = site.door(DESK), site.door(PHONES)
    assert send(phones, site) == 201
    sign_in(desk)
    sign_in(desk, "a wrong password")
    phones.ask("GET", "/o/ABCD2345EFGH")
    after = counts()
    grown = {name: after[name] - before.get(name, 0) for name in after}
    assert grown["patrolqr_logs_acknowledged_total['new']"] == 1
    assert grown["patrolqr_log_commit_seconds_count[]"] == 1
    assert grown["patrolqr_sign_ins_total['account']"] == 1
    assert grown["patrolqr_desk_sessions[]"] == 1
    assert grown["patrolqr_sign_ins_refused_total['sign_in_refused']"] == 1
    assert sum(n for name, n in grown.items() if name.startswith("patrolqr_phone_refused")) == 1
    assert grown["patrolqr_revision[]"] >= 2
    assert after["patrolqr_logs_waiting[]"] == 0
    assert after["patrolqr_well[]"] == 1
    assert after["patrolqr_free_disk_bytes[]"] > 0


def test_every_line_of_the_app_is_json_and_holds_no_code(site: Site, proxy: Path) -> None:
    assert send(site.door(PHONES), site) == 201
    lines = [json.loads(line) for line in site.log.read_text("utf-8").splitlines()]
    assert any(each["text"].startswith("PatrolQR keeps its data") for each in lines)
    assert {each["level"] for each in lines} <= {"info", "warning", "error"}
    assert site.force.pass_id not in site.log.read_text("utf-8")
