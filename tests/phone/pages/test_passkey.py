"""A collar number kept to a phone by a passkey: who may make one, what it confirms, and what it does not."""

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from webauthn.helpers import bytes_to_base64url

from patrolqr.core import clock, settings
from patrolqr.core.actor import Actor, Role
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import NotAllowed
from patrolqr.core.phone import Pairing
from patrolqr.phone import routes
from patrolqr.steps.passkey_answers import ANSWERED_WITHIN
from patrolqr.store import Session, collar_passkeys, pairings, visits
from patrolqr.store.engine.trail import read
from tests.builders.authenticator import Authenticator
from tests.builders.logs import a_log
from tests.builders.phones import paired, rows

LOCAL = "http://localhost:8501"

Phones = Callable[..., TestClient]


@pytest.fixture
def phones(store: Session) -> Iterator[Phones]:
    """Give phones of the same door, each with cookies of its own."""
    door = Starlette(routes=routes(store))
    with ExitStack() as held:
        yield lambda url=LOCAL: held.enter_context(TestClient(door, base_url=url))


def offer(phone: TestClient, path: str = "/o/paired") -> tuple[str, str]:
    """Return what the page offers: the way, and what a browser is asked; nothing where it offers none."""
    found = re.search(r'data-way="(\w+)" data-asked="([^"]*)"', phone.get(path).text)
    return (found[1], html.unescape(found[2])) if found else ("", "")


def send(phone: TestClient, way: str, answer: str) -> tuple[int, str]:
    """Send a browser's answer; return the status and the sentence."""
    sent = {"way": way, "passkey": json.loads(answer)}
    told = phone.post("/o/passkey", json=sent, headers={"accept": "application/json"})
    return told.status_code, told.json()["sentence"]


def do(phone: TestClient, device: Authenticator) -> tuple[int, str]:
    """Do what the page offers with the passkey of that device."""
    way, asked = offer(phone)
    return send(phone, way, {"create": device.make, "get": device.sign}[way](asked))


def kept(phones: Phones) -> tuple[TestClient, Authenticator]:
    """Return a phone to which 4821 is kept, and the device in it."""
    phone, device = paired(phones()), Authenticator()
    assert do(phone, device) == (
        200,
        "Kept. When 4821 is paired again, on whatever phone, it is asked for this passkey.",
    )
    return phone, device


def newest(store: Session) -> Pairing:
    """Return the pairing that was made last."""
    return pairings.current(store, at=clock.now())[-1]


def is_second(store: Session, pairing: Pairing) -> bool:
    """Return whether a pairing sees nothing that is older than itself."""
    found = rows(
        store,
        f"SELECT pairing_id::VARCHAR AS pairing_id FROM second_phones('{pairing.pairing_id}')",
    )
    return {"pairing_id": pairing.pairing_id} in found


def test_a_number_is_kept_to_a_phone_and_confirmed_when_it_is_paired_again(
    store: Session, phones: Phones
) -> None:
    phone, device = kept(phones)
    assert offer(phone) == ("", "")
    first = newest(store)
    paired(phone)
    asked = json.loads(offer(phone)[1])
    assert asked["userVerification"] == "required"
    assert asked["allowCredentials"] == [
        {
            "id": bytes_to_base64url(device.number),
            "type": "public-key",
            "transports": ["internal"],
        }
    ]
    assert is_second(store, newest(store))
    assert do(phone, device)[1].startswith("Confirmed as 4821.")
    assert newest(store).pairing_id != first.pairing_id
    assert newest(store).passkey_id == bytes_to_base64url(device.number)
    assert not is_second(store, newest(store))
    assert offer(phone) == offer(phone, "/o/mine") == ("", "")
    pairings._registers.clear()  # as after a restart
    assert newest(store).passkey_id == bytes_to_base64url(device.number)
    (row,) = collar_passkeys.of_collar(store, "4821")
    assert (row["sign_count"], row["used_us"] is None) == (1, False)


def test_another_phone_that_gives_it_is_the_same_officers(store: Session, phones: Phones) -> None:
    """A phone keeps passkeys in its maker's account, or the first one's cookies are gone."""
    _, device = kept(phones)
    other = paired(phones())
    assert is_second(store, newest(store))
    assert offer(other, "/o/mine")[0] == "get"
    assert do(other, device)[0] == 200
    assert not is_second(store, newest(store))


def test_a_phone_without_it_works_and_sees_nothing_older_than_itself(
    store: Session, phones: Phones, sheet: Briefing
) -> None:
    kept(phones)
    colleague = paired(phones(), "5120")
    code = f"/o/{sheet.taskings[0].pass_id}"
    assert colleague.post(code, json=a_log(colleagues="4821")).status_code == 201
    for each in pairings.current(store, at=clock.now()):
        if each.collar == "4821":  # so it is no second phone by the one that has the number
            pairings.end(store, each.pairing_id)
    other, stranger = paired(phones()), Authenticator()
    assert visits.own_visits(store, newest(store), at=clock.now()) == []
    status, said = do(other, stranger)
    assert (status, "not the one of 4821" in said) == (403, True)
    assert visits.own_visits(store, newest(store), at=clock.now()) == []
    assert other.post(code, json=a_log()).status_code == 201
    assert len(visits.own_visits(store, newest(store), at=clock.now())) == 1
    way, asked = offer(other)
    assert way == "get", "and it makes none beside it"
    made = stranger.make(asked)
    status, said = send(other, "create", made)
    assert (status, "4821 has a passkey" in said) == (422, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"name": "evil.example"},
        {"is_verified": False},
        {"key": Authenticator().key},
        {"number": b"another number.."},
        {"used": -1},
    ],
    ids=["origin", "name", "unverified", "key", "number", "count"],
)
def test_what_is_not_the_officers_confirms_nothing(
    store: Session, phones: Phones, wrong: dict[str, object]
) -> None:
    phone, device = kept(phones)
    paired(phone)
    assert do(phone, device)[0] == 200
    paired(phone)
    status, said = do(phone, replace(device, **wrong))  # type: ignore[arg-type]
    assert (status, "stays paired, not confirmed" in said) == (403, True)
    assert newest(store).passkey_id == ""


def test_an_answer_confirms_one_pairing_once_and_not_for_ever(
    store: Session, phones: Phones
) -> None:
    phone, device = kept(phones)
    paired(phone)
    answer = device.sign(offer(phone)[1])
    with clock.standing_at(clock.now() + timedelta(seconds=ANSWERED_WITHIN + 2)):
        status, said = send(phone, "get", answer)
        assert (status, "stood open for too long" in said) == (403, True)
    other = paired(phones())
    assert send(other, "get", answer)[0] == 403, "it was asked of another pairing"
    assert newest(store).passkey_id == ""
    assert send(phone, "get", answer)[0] == 200
    assert send(phone, "get", answer)[0] == 403
    forged = json.dumps({"challenge": bytes_to_base64url(b"made up")})
    status, said = send(other, "get", device.sign(forged))
    assert (status, "stood open for too long" in said) == (403, True)


def test_a_passkey_that_was_asked_of_one_officer_is_not_kept_for_the_next(
    store: Session, phones: Phones
) -> None:
    phone = paired(phones())
    made = Authenticator().make(offer(phone)[1])
    paired(phone, "5120")
    assert send(phone, "create", made)[0] == 403
    assert collar_passkeys.going_on(store) == {}


def test_a_second_phone_with_a_number_makes_none_and_the_first_neither(phones: Phones) -> None:
    """Which of them is the officer's is the sergeant's question."""
    first = paired(phones())
    made = Authenticator().make(offer(first)[1])
    second = paired(phones())
    assert offer(first) == offer(second) == ("", "")
    status, said = send(first, "create", made)
    assert (status, "another phone had that number" in said) == (422, True)
    second.post("/o/unpair")
    assert offer(first) == ("", "")
    assert offer(paired(first))[0] == "create"


def test_one_that_is_taken_away_confirms_nothing_any_more_and_is_not_made_again_there(
    store: Session, phones: Phones
) -> None:
    phone, device = kept(phones)
    paired(phone)
    answer = device.sign(offer(phone)[1])
    assert send(phone, "get", answer)[0] == 200
    collar_passkeys.take_away(store, "4821")
    assert is_second(store, newest(store))
    assert offer(phone) == ("", "")
    assert send(phone, "create", device.make(json.dumps({"challenge": ""})))[0] == 403
    pairings.end(store, newest(store).pairing_id)
    anew = paired(phones())
    assert offer(anew)[0] == "create"
    assert send(anew, "get", device.sign(offer(anew)[1]))[0] == 403
    status, said = send(anew, "create", device.make(offer(anew)[1]))
    assert (status, "Nothing was kept" in said) == (422, True), "the lost phone's own"
    assert do(anew, Authenticator())[0] == 200


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let phones reach an address of their own, by a proxy."""

    def reach(address: str) -> None:
        monkeypatch.setenv("PATROLQR_BASE_URL", address)
        settings.current.cache_clear()

    yield reach
    settings.current.cache_clear()


def test_a_passkey_is_of_the_address_that_phones_reach(
    store: Session, phones: Phones, reached: Callable[[str], None]
) -> None:
    reached("HTTPS://PATROL.EXAMPLE.ORG")
    phone = paired(phones("https://patrol.example.org"))
    assert 'data-host="patrol.example.org"' in phone.get("/o/paired").text
    assert do(phone, Authenticator())[0] == 403
    ours = Authenticator("https://patrol.example.org", "patrol.example.org")
    assert do(phone, ours)[0] == 200
    paired(phone)
    assert do(phone, ours)[0] == 200
    reached("https://moved.example.org")
    moved = paired(phones("https://moved.example.org"))
    assert offer(moved) == ("", ""), "another address has other passkeys"
    assert is_second(store, newest(store))


@pytest.mark.parametrize(
    "address", ["http://patrol.test", "http://192.0.2.7", "http://127.0.0.1:8501"]
)
def test_where_browsers_keep_none_nothing_is_offered_and_nothing_kept(
    store: Session, phones: Phones, address: str
) -> None:
    phone = paired(phones(address))
    assert "passkey.js" not in phone.get("/o/paired").text
    assert "passkey.js" not in phone.get("/o/mine").text
    assert send(phone, "create", "{}")[0] == 403
    assert rows(store, "SELECT passkey_id FROM pairings") == [{"passkey_id": None}]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"way": "get"},
        {"way": "get", "passkey": {}},
        {"way": "create", "passkey": {}},
        {"way": "burn", "passkey": {"id": "x"}},
        {"way": "get", "passkey": "x"},
        {"way": ["get"], "passkey": {"id": 1, "rawId": None, "response": []}},
        {"way": "create", "passkey": {"id": "x", "rawId": "x", "response": {"a": "b"}}},
    ],
)
def test_what_no_browser_of_ours_sends_is_refused_in_words(
    phones: Phones, sent: dict[str, object]
) -> None:
    answer = paired(phones()).post("/o/passkey", json=sent, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (403, "passkey_refused")


def test_who_is_not_paired_or_comes_from_another_site_keeps_nothing(phones: Phones) -> None:
    assert phones().post("/o/passkey", json={}).status_code == 404
    phone = paired(phones())
    evil = {"origin": "https://evil.example"}
    assert phone.post("/o/passkey", json={}, headers=evil).status_code == 403


@pytest.mark.parametrize("role", ["auditor", "officer", "screen"])
def test_one_is_taken_away_by_whoever_may(store: Session, phones: Phones, role: Role) -> None:
    kept(phones)
    with pytest.raises(NotAllowed, match="may not take officers' passkeys away"):
        collar_passkeys.take_away(Session(store.store, Actor("somebody", role)), "4821")
    assert len(collar_passkeys.going_on(store)) == 1


def test_the_trail_says_whose_passkey_was_made_given_and_taken_away(
    store: Session, phones: Phones
) -> None:
    phone, device = kept(phones)
    paired(phone)
    do(phone, device)
    collar_passkeys.take_away(store, "4821")
    told = list(read(store.store.trail.path))
    for act, what in (("send", "insert"), ("send", "use"), ("end passkeys", "end_all_of")):
        (line,) = [each for each in told if f"collar_passkeys/{what}" in each["what"]]
        assert (line["act"], line["subject"]) == (act, "4821")
