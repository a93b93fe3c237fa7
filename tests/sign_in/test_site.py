"""Signing in with a name and a password, and out again."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.actor import DESK_ROLES, Role
from patrolqr.sign_in.letting_in import TRIES, WINDOW
from patrolqr.store import Session, accounts, desk_sessions
from tests.builders.desk_people import PASSWORD, person
from tests.sign_in.conftest import HERE, Client


def enter(client: TestClient, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    """Send the form; return the status, and where it leads or what it says."""
    form = {"name": "insp 1204", "password": password, "next": "/review?team=x"}
    answer = client.post("/sign-in", data=form, headers=more)
    return answer.status_code, answer.headers.get("location") or answer.text


def test_the_right_password_leads_to_where_one_was_going(guarded: Client) -> None:
    client = guarded()
    assert enter(client) == (303, "/review?team=x")
    assert client.get("/review").text == "the desk"
    assert client.get("/sign-in?next=/logs").headers["location"] == "/logs"


def test_a_wrong_one_says_so_and_keeps_the_name(guarded: Client) -> None:
    status, said = enter(guarded(), "something else")
    assert status == 403
    assert "The name or the password is wrong" in said
    assert 'value="insp 1204"' in said
    assert "something else" not in said


def test_another_site_is_never_led_to(guarded: Client) -> None:
    form = {"name": "insp 1204", "password": PASSWORD, "next": "//evil.example/x"}
    assert guarded().post("/sign-in", data=form).headers["location"] == "/today"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_a_form_of_another_site_signs_nobody_in(guarded: Client, headers: dict[str, str]) -> None:
    client = guarded()
    status, said = enter(client, **headers)
    assert status == 403
    assert "sent from another site" in said
    assert client.get("/today").status_code == 401


def test_who_guesses_has_to_wait_and_nobody_else_has(guarded: Client) -> None:
    guesser = guarded(address="127.0.0.1")
    for _ in range(TRIES + 1):
        assert enter(guesser, "a guess of twelve")[0] == 403
    status, said = enter(guesser)
    assert status == 429
    assert "Wait ten minutes" in said
    assert enter(guarded(address="127.0.0.2"))[0] == 303
    with clock.standing_at(clock.now() + WINDOW + timedelta(seconds=1)):
        assert enter(guesser)[0] == 303


def test_the_cookie_is_for_this_host_and_no_script(guarded: Client) -> None:
    plain = guarded()
    enter(plain)
    safe = guarded("https://127.0.0.1")
    answer = safe.post("/sign-in", data={"name": "insp 1204", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-patrolqr_desk=")
    for each in ("HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=43200"):
        assert each in cookie
    assert "patrolqr_desk" in plain.cookies


def test_signing_out_ends_it_also_for_a_copied_cookie(guarded: Client) -> None:
    client, copied = guarded(), guarded()
    enter(client)
    copied.cookies = client.cookies
    assert copied.get("/today").status_code == 200
    assert "Signed out" in client.get("/sign-out").text
    assert client.get("/today").status_code == 401
    assert copied.get("/today").status_code == 401


@pytest.mark.parametrize("role", DESK_ROLES)
def test_everybody_may_go(store: Session, guarded: Client, role: Role) -> None:
    person(store, "Somebody", role)
    client = guarded()
    client.post("/sign-in", data={"name": "Somebody", "password": PASSWORD})
    assert client.get("/today").status_code == 200
    assert "Signed out" in client.get("/sign-out").text
    assert client.get("/today").status_code == 401


def test_another_site_cannot_sign_anybody_out(guarded: Client) -> None:
    client = guarded()
    enter(client)
    assert client.get("/sign-out", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/today").status_code == 200


def test_who_is_dismissed_or_out_of_hours_is_out_at_once(store: Session, guarded: Client) -> None:
    account_id = person(store, "Sgt 4412", "sergeant")
    sergeant, admin = guarded(), guarded()
    sergeant.post("/sign-in", data={"name": "Sgt 4412", "password": PASSWORD})
    enter(admin)
    assert sergeant.get("/today").status_code == 200
    accounts.end(store, account_id)
    assert sergeant.get("/today").status_code == 401
    assert admin.get("/today").status_code == 200
    (kept,) = desk_sessions.open_now(store)
    with clock.standing_at(clock.now() + timedelta(hours=12, seconds=1)):
        assert admin.get("/today").status_code == 401
    desk_sessions.end(store, kept["session_id"])
    assert admin.get("/today").status_code == 401


def test_an_invitation_lets_its_holder_choose_a_password_and_in(
    store: Session, guarded: Client
) -> None:
    code = accounts.add(store, "Sgt 4412", "sergeant")
    client = guarded()
    assert "Sgt 4412" in client.get(f"/sign-in/new/{code}").text
    short = client.post(f"/sign-in/new/{code}", data={"password": "short"})
    assert short.status_code == 422
    assert "12 to 200 characters" in short.text
    led = client.post(f"/sign-in/new/{code}", data={"password": "quite another one"})
    assert (led.status_code, led.headers["location"]) == (303, "/today")
    assert client.get("/today").text == "the desk"
    again = guarded().get(f"/sign-in/new/{code}")
    assert again.status_code == 410
    assert "has been used or is over" in again.text


@pytest.mark.parametrize("code", ["x", "%00", "..%2f..", "x" * 3000])
def test_a_made_up_invitation_opens_nothing(guarded: Client, code: str) -> None:
    assert guarded().get(f"{HERE}/sign-in/new/{code}").status_code in (401, 404, 410)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"name", b"name=%ff&password=%00", b"x" * 100_000])
def test_a_strange_form_is_refused_in_words(guarded: Client, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = guarded().post("/sign-in", content=body, headers=headers)
    assert answer.status_code == 403
    assert 'role="alert"' in answer.text
