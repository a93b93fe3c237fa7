"""Passkeys: one is made by whoever was invited or signed in just now, and opens the desk for its holder alone."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from starlette.testclient import TestClient
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from patrolqr.core import clock, settings
from patrolqr.core.actor import Actor
from patrolqr.sign_in.passkey_site import FRESH
from patrolqr.steps.passkey_answers import ANSWERED_WITHIN
from patrolqr.store import Session, accounts, desk_sessions
from tests.builders.authenticator import Authenticator
from tests.builders.desk_people import PASSWORD, person
from tests.sign_in.conftest import Client
from tests.sign_in.test_site import enter

LOCAL = "http://localhost:8501"


def asked(page: str, way: str) -> str:
    """Return what the page asks a browser for."""
    found = re.search(rf'data-way="{way}" data-asked="([^"]*)"', page)
    assert found, page
    return html.unescape(found[1])


def make(client: TestClient, device: Authenticator) -> str:
    """Make a passkey on the page of one's own; return what the page says then."""
    page = client.get("/sign-in/passkeys").text
    answer = device.make(asked(page, "create"))
    return client.post("/sign-in/passkeys", data={"passkey": answer}, follow_redirects=True).text


def sign(client: TestClient, answer: str) -> tuple[int, str]:
    """Send a passkey's answer; return the status, and where it leads or what it says."""
    form = {"passkey": answer, "next": "/review?team=x"}
    led = client.post("/sign-in/passkey", data=form)
    return led.status_code, led.headers.get("location") or led.text


def open_with(client: TestClient, device: Authenticator) -> tuple[int, str]:
    """Sign in by a passkey."""
    return sign(client, device.sign(asked(client.get("/sign-in").text, "get")))


@pytest.fixture
def device(guarded: Client) -> Authenticator:
    """Give a device with a passkey of Insp 1204's."""
    made, client = Authenticator(), guarded(LOCAL)
    enter(client)
    assert "Made " in make(client, made)
    return made


def test_a_passkey_opens_the_desk_for_its_holder(
    store: Session, guarded: Client, device: Authenticator
) -> None:
    client = guarded(LOCAL)
    assert open_with(client, device) == (303, "/review?team=x")
    assert client.get("/review").text == "the desk"
    assert "used last" in client.get("/sign-in/passkeys").text
    (row,) = accounts.accounts(store)
    assert row["passkeys"] == 1


def test_nobody_is_asked_for_one_where_none_could_open_the_desk(guarded: Client) -> None:
    assert "data-way" not in guarded(LOCAL).get("/sign-in").text
    enter(client := guarded(LOCAL))
    make(client, Authenticator())
    assert "data-way" in guarded(LOCAL).get("/sign-in").text
    by_number = guarded()
    assert "data-way" not in by_number.get("/sign-in").text
    enter(by_number)
    assert "only for an address with a name" in by_number.get("/sign-in/passkeys").text


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the desk have an address of its own."""
    monkeypatch.setenv("PATROLQR_DESK_URL", "https://desk.example.org")
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


@pytest.mark.usefixtures("named")
def test_an_address_of_the_desks_own_is_what_a_passkey_is_for(guarded: Client) -> None:
    """Behind a proxy the pages come from there, whatever reaches this process."""
    client = guarded("https://desk.example.org")
    enter(client)
    ours = Authenticator("https://desk.example.org", "desk.example.org")
    make(client, ours)
    client = guarded("https://desk.example.org")
    assert open_with(client, replace(ours, origin="http://desk.example.org"))[0] == 403
    assert open_with(client, ours)[0] == 303
    assert "data-way" not in guarded(LOCAL).get("/sign-in").text


def test_whoever_is_invited_needs_no_password(store: Session, guarded: Client) -> None:
    code = accounts.add(store, "Sgt 4412", "sergeant")
    client, device = guarded(LOCAL), Authenticator()
    page = client.get(f"/sign-in/new/{code}").text
    answer = {"passkey": device.make(asked(page, "create"))}
    led = client.post(f"/sign-in/new/{code}/passkey", data=answer)
    assert (led.status_code, led.headers["location"]) == (303, "/today")
    assert client.get("/today").text == "the desk"
    assert open_with(guarded(LOCAL), device)[0] == 303
    assert accounts.find(store, "Sgt 4412", "") is None
    again = guarded(LOCAL).post(f"/sign-in/new/{code}/passkey", data=answer)
    assert again.status_code in (403, 410)
    said = client.post("/sign-in/passkeys/end", data={"credential": _number(device)})
    assert "your only way in" in said.text
    assert open_with(guarded(LOCAL), device)[0] == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"name": "evil.example"},
        {"is_verified": False},
        {"key": Authenticator().key},
        {"number": b"another number.."},
        {"used": -1},
    ],
    ids=["origin", "port", "name", "unverified", "key", "number", "count"],
)
def test_what_is_not_the_holders_opens_nothing(
    guarded: Client, device: Authenticator, wrong: dict[str, object]
) -> None:
    """A copied key that was used less often than the device says (a count of 0 after 1) is refused too."""
    assert open_with(guarded(LOCAL), device)[0] == 303
    client = guarded(LOCAL)
    status, said = open_with(client, replace(device, **wrong))  # type: ignore[arg-type]
    assert status == 403
    assert "does not open the desk" in said
    assert client.get("/today").status_code == 401


def test_an_answer_opens_once_and_not_for_ever(guarded: Client, device: Authenticator) -> None:
    client = guarded(LOCAL)
    page = client.get("/sign-in").text
    answer = device.sign(asked(page, "get"))
    with clock.standing_at(clock.now() + timedelta(seconds=ANSWERED_WITHIN + 2)):
        status, said = sign(client, answer)
        assert (status, "stood open for too long" in said) == (403, True)
    assert sign(client, answer)[0] == 303
    assert sign(guarded(LOCAL), answer)[0] == 403
    forged = json.dumps({"challenge": bytes_to_base64url(b"made up")})
    assert sign(guarded(LOCAL), device.sign(forged))[0] == 403


def test_a_desk_left_open_makes_no_passkey(guarded: Client) -> None:
    client, device = guarded(LOCAL), Authenticator()
    enter(client)
    answer = device.make(asked(client.get("/sign-in/passkeys").text, "create"))
    with clock.standing_at(clock.now() + FRESH + timedelta(seconds=1)):
        page = client.get("/sign-in/passkeys").text
        assert "data-way" not in page
        assert 'href="/sign-out?next=/sign-in/passkeys"' in page
        assert client.post("/sign-in/passkeys", data={"passkey": answer}).status_code == 403
    assert "You have none yet" in client.get("/sign-in/passkeys").text
    out = client.get("/sign-out?next=/sign-in/passkeys").text
    assert 'href="/sign-in?next=/sign-in/passkeys"' in out


def test_a_passkey_ends_by_its_holder_with_a_new_link_and_with_the_account(
    store: Session, guarded: Client, device: Authenticator
) -> None:
    client = guarded(LOCAL)
    enter(client)
    gone = client.post("/sign-in/passkeys/end", data={"credential": _number(device)})
    assert gone.status_code == 303
    other = Authenticator()
    make(client, other)
    assert open_with(guarded(LOCAL), device)[0] == 403
    assert open_with(guarded(LOCAL), other)[0] == 303
    row = accounts.by_name(store, "Insp 1204")
    accounts.invite(store, row["account_id"])
    assert "data-way" not in guarded(LOCAL).get("/sign-in").text
    assert enter(guarded(LOCAL))[0] == 303
    third = Authenticator()
    make(client, third)
    kept = third.sign(asked(guarded(LOCAL).get("/sign-in").text, "get"))
    person(store, "Insp 7", "admin")
    accounts.end(store, row["account_id"])
    assert sign(guarded(LOCAL), kept)[0] == 403


def test_where_nobody_has_an_account_there_are_none(store: Session, guarded: Client) -> None:
    """Whoever comes by the force's own sign-in is told so; nobody is led round in circles."""
    stranger = guarded(LOCAL).get("/sign-in/passkeys")
    assert stranger.headers["location"] == "/sign-in?next=/sign-in/passkeys"
    by_force = guarded(LOCAL)
    by_force.cookies.set(
        "patrolqr_desk", desk_sessions.begin(store, Actor("Insp 1204", "inspector"))
    )
    assert "is set there" in by_force.get("/sign-in/passkeys").text
    assert by_force.post("/sign-in/passkeys", data={}).status_code == 403


def test_a_desk_without_sign_in_leads_home(client: Client) -> None:
    assert client(LOCAL).get("/sign-in/passkeys").headers["location"] == "/today"


def test_nobody_ends_a_strangers_passkey_or_makes_one_for_them(
    store: Session, guarded: Client, device: Authenticator
) -> None:
    person(store, "Sgt 4412", "sergeant")
    other = guarded(LOCAL)
    other.post("/sign-in", data={"name": "Sgt 4412", "password": PASSWORD})
    other.post("/sign-in/passkeys/end", data={"credential": _number(device)})
    assert open_with(guarded(LOCAL), device)[0] == 303
    assert "is kept already" in make(other, device)
    for path in ("/sign-in/passkeys", "/sign-in/passkeys/end"):
        assert guarded(LOCAL).post(path, data={}).status_code == 403
        evil = {"origin": "https://evil.example"}
        assert other.post(path, data={}, headers=evil).status_code == 403


@given(place=st.integers(0, 400), bits=st.integers(1, 255), share=st.floats(0, 1, exclude_max=True))
@trying(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_answer_is_refused_in_words(
    guarded: Client, device: Authenticator, place: int, bits: int, share: float
) -> None:
    """One byte of one part changed, or the end missing."""
    client = guarded(LOCAL)
    text = device.sign(asked(client.get("/sign-in").text, "get"))
    assert sign(client, text[: int(share * len(text))])[0] == 403
    whole = json.loads(text)
    name = list(whole["response"])[place % len(whole["response"])]
    content = bytearray(base64url_to_bytes(whole["response"][name]))
    content[place % len(content)] ^= bits
    whole["response"][name] = bytes_to_base64url(bytes(content))
    assert sign(client, json.dumps(whole))[0] == 403


def _number(device: Authenticator) -> str:
    return bytes_to_base64url(device.number)
