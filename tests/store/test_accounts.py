"""Accounts and sign-ins at the desk: kept as hashes, ended at once, and never without an admin."""

from datetime import timedelta
from pathlib import Path

import pytest

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.errors import InputWrong, InvitationOver
from patrolqr.store import DEMO, REAL, Session, Store, accounts, audit, desk_sessions, passkeys
from patrolqr.store.accounts import Account
from patrolqr.store.audit import LineChoice
from patrolqr.store.engine import trail as trail_module
from tests.builders.desk_people import PASSWORD, person
from tests.builders.duties import TEAM
from tests.conftest import TESTS

PASSKEY: passkeys.Passkey = {
    "credential_id": "number",
    "public_key": "key",
    "sign_count": 0,
    "site": "localhost",
}


def test_a_password_opens_its_own_account_however_the_name_is_written(store: Session) -> None:
    person(store, "Insp 1204")
    found = accounts.find(store, " insp   1204 ", PASSWORD)
    assert found is not None
    assert (found.name, found.role) == ("Insp 1204", "admin")
    assert accounts.find(store, "Insp 1204", PASSWORD + " ") is None
    assert accounts.find(store, "Insp 1205", PASSWORD) is None


def test_a_name_is_one_persons(store: Session) -> None:
    person(store, "Insp 1204")
    with pytest.raises(InputWrong, match="There is an account of INSP 1204 already"):
        accounts.add(store, "INSP 1204", "sergeant")


@pytest.mark.parametrize(
    ("name", "role", "password", "why"),
    [
        ("", "admin", PASSWORD, "1 to 60 characters"),
        ("x" * 61, "admin", PASSWORD, "1 to 60 characters"),
        ("a\u202eb", "admin", PASSWORD, "1 to 60 characters"),
        ("Sgt 1", "boss", PASSWORD, "is no role"),
        ("Sgt 1", "officer", PASSWORD, "is no role"),
        ("Sgt 1", "admin", "short", "12 to 200 characters"),
        ("Sgt 1", "admin", "x" * 201, "12 to 200 characters"),
    ],
)
def test_what_cannot_be_used_is_said(
    store: Session, name: str, role: str, password: str, why: str
) -> None:
    with pytest.raises(InputWrong, match=why):
        accounts.add(store, name, role, password=password)
    assert not accounts.are_kept(store)


def test_an_invitation_opens_once_and_not_for_ever(store: Session) -> None:
    code = accounts.add(store, "Sgt 4412", "sergeant")
    assert accounts.find(store, "Sgt 4412", "") is None
    with clock.standing_at(clock.now() + accounts.INVITED_FOR + timedelta(seconds=1)):
        with pytest.raises(InvitationOver):
            accounts.choose_password(store, code, PASSWORD)
        assert not accounts.accounts(store)[0]["is_invited"]
    assert accounts.choose_password(store, code, PASSWORD).name == "Sgt 4412"
    with pytest.raises(InvitationOver, match="has been used"):
        accounts.choose_password(store, code, PASSWORD)
    assert accounts.find(store, "Sgt 4412", PASSWORD)


def test_a_new_link_takes_the_place_of_the_old_one_and_of_the_password(store: Session) -> None:
    account_id = person(store)
    first, second = (accounts.invite(store, account_id) for _ in range(2))
    with pytest.raises(InvitationOver):
        accounts.invited(store, first)
    secret = desk_sessions.begin(store, Actor("Insp 1204", "admin"), account_id=account_id)
    accounts.choose_password(store, second, "quite another one")
    assert desk_sessions.find(store, secret) is None
    assert accounts.find(store, "Insp 1204", PASSWORD) is None


def test_nothing_that_opens_the_desk_is_in_the_file(store: Session) -> None:
    account_id = person(store)
    secrets = [
        accounts.invite(store, account_id),
        desk_sessions.begin(store, Actor("Insp 1204", "admin"), account_id=account_id),
        PASSWORD,
    ]
    folder = store.store.folder
    store.store.close()
    kept = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    assert [each for each in secrets if each.encode() in kept] == []


def test_an_ended_account_is_out_everywhere_and_its_name_is_free(store: Session) -> None:
    person(store)
    account_id = person(store, "Sgt 4412", "sergeant")
    secret = desk_sessions.begin(store, Actor("Sgt 4412", "sergeant"), account_id=account_id)
    assert desk_sessions.find(store, secret)
    accounts.end(store, account_id)
    assert desk_sessions.find(store, secret) is None
    assert accounts.find(store, "Sgt 4412", PASSWORD) is None
    person(store, "Sgt 4412", "sergeant")


def test_a_changed_role_asks_for_a_new_sign_in(store: Session) -> None:
    person(store)
    account_id = person(store, "Sgt 4412", "sergeant")
    secret = desk_sessions.begin(store, Actor("Sgt 4412", "sergeant"), account_id=account_id)
    accounts.change_role(store, account_id, "inspector")
    assert desk_sessions.find(store, secret) is None
    found = accounts.find(store, "Sgt 4412", PASSWORD)
    assert found is not None
    assert found.role == "inspector"


def test_what_somebody_sees_is_kept_with_them_and_acts_at_once(store: Session) -> None:
    person(store)
    account_id = person(store, "Sgt 4412", "sergeant")
    secret = desk_sessions.begin(store, Actor("Sgt 4412", "sergeant"), account_id=account_id)
    accounts.change_teams(store, account_id, [TEAM.team_id])
    assert desk_sessions.find(store, secret) is None
    found = accounts.find(store, "Sgt 4412", PASSWORD)
    assert found is not None
    assert found.teams == frozenset({TEAM.team_id})
    again = desk_sessions.begin(store, found.actor, account_id=account_id)
    signed_in = desk_sessions.find(store, again)
    assert signed_in is not None
    assert signed_in.actor == Actor("Sgt 4412", "sergeant", frozenset({TEAM.team_id}))
    accounts.change_teams(store, account_id, [TEAM.team_id])  # the same again ends nothing
    assert desk_sessions.find(store, again) is not None
    accounts.change_teams(store, account_id, [])
    assert desk_sessions.find(store, again) is None
    assert accounts.accounts(store)[1]["teams"] is None
    (line, *_) = trail_module.read_back(store.store.trail.path, lambda _: True)
    assert line["subject"] == "Sgt 4412, sees all teams"


def test_who_looks_after_all_teams_sees_all_of_them(store: Session) -> None:
    person(store)
    with pytest.raises(InputWrong, match=r"^An auditor sees all teams"):
        accounts.add(store, "Ms Hale", "auditor", teams=[TEAM.team_id])
    with pytest.raises(
        InputWrong, match=r"There is no team 'nowhere'\. Choose among local-policing"
    ):
        accounts.add(store, "Sgt 1", "sergeant", teams=["nowhere"])
    accounts.add(store, "Sgt 4412", "sergeant", teams=[TEAM.team_id], password=PASSWORD)
    account_id = accounts.by_name(store, "Sgt 4412")["account_id"]
    accounts.change_role(store, account_id, "inspector")
    assert accounts.by_name(store, "Sgt 4412")["teams"] == [TEAM.team_id]
    accounts.change_role(store, account_id, "admin")
    assert accounts.by_name(store, "Sgt 4412")["teams"] is None
    with pytest.raises(InputWrong, match=r"^An admin sees all teams"):
        accounts.change_teams(store, account_id, [TEAM.team_id])


def test_somebody_can_always_let_people_in(store: Session) -> None:
    account_id = person(store)
    person(store, "Sgt 4412", "sergeant")
    with pytest.raises(InputWrong, match="only account of an admin"):
        accounts.end(store, account_id)
    with pytest.raises(InputWrong, match="only account of an admin"):
        accounts.change_role(store, account_id, "sergeant")
    other = person(store, "Insp 1205")
    accounts.end(store, account_id)
    assert [each["name"] for each in accounts.accounts(store)] == ["Insp 1205", "Sgt 4412"]
    assert accounts.are_kept(store)
    with pytest.raises(InputWrong):
        accounts.end(store, other)


def test_a_sign_in_lasts_its_hours(store: Session) -> None:
    secret = desk_sessions.begin(store, Actor("Insp 1204", "admin"))
    found = desk_sessions.find(store, secret)
    assert found is not None
    with clock.standing_at(found.ends_at - timedelta(seconds=1)):
        assert desk_sessions.find(store, secret)
    with clock.standing_at(found.ends_at):
        assert desk_sessions.find(store, secret) is None
        assert desk_sessions.open_now(store) == []
    assert desk_sessions.find(store, "") is None


def test_people_go_along_from_the_demo_to_the_forces_own_database_and_back(
    town_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / DEMO).write_bytes(town_file.read_bytes())
    opened = Store(tmp_path / "data")
    session = Session(opened, TESTS)
    try:
        account_id = person(session)
        passkeys.add(session, Account(account_id, "Insp 1204", "admin"), PASSKEY)
        secret = desk_sessions.begin(session, Actor("Insp 1204", "admin"), account_id=account_id)
        opened.start_real()
        assert not session.is_demo
        assert accounts.find(session, "Insp 1204", PASSWORD)
        assert desk_sessions.find(session, secret)
        accounts.change_role(session, person(session, "Sgt 4412", "sergeant"), "inspector")
        found = passkeys.find(session, "number")
        assert found is not None
        passkeys.used(session, found, 7)
        opened.give_back()  # nothing came in
        assert passkeys.find(session, "number") == {**found, "sign_count": 7}
        assert session.is_demo
        assert [each["role"] for each in accounts.accounts(session)] == ["admin", "inspector"]
        assert desk_sessions.find(session, secret)
        assert len(desk_sessions.open_now(session)) == 1
    finally:
        opened.close()
    assert (tmp_path / "data" / REAL).exists()


def test_the_audit_trail_says_whose_account_it_was(store: Session) -> None:
    person(store, "Insp 1204")
    person(store, "Sgt 4412", "sergeant")
    (own,) = [each for each in accounts.accounts(store) if each["name"] == "Sgt 4412"]
    accounts.invite(store, own["account_id"])
    accounts.change_role(store, own["account_id"], "auditor")
    desk_sessions.begin(store, Actor("Sgt 4412", "sergeant"), account_id=own["account_id"])
    (open_now,) = desk_sessions.open_now(store)
    desk_sessions.end(store, open_now["session_id"])
    accounts.end(store, own["account_id"])
    told = audit.lines(store, LineChoice(subject="Sgt 4412"))
    assert [each.split(" ")[0].split(",")[0] for each in told["what"]] == [
        "accounts/end_account",
        "desk_sessions/end_session",
        "accounts/set_role",
        "accounts/invite",
        "accounts/insert",
    ]
    assert set(told["subject"]) == {"Sgt 4412"}
