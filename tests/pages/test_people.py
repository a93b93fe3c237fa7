"""The People page says of each role what it reads and does, as the store has it."""

from contextvars import ContextVar

import pytest

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.desk.shared import who
from patrolqr.store import Session, accounts, teams
from patrolqr.store.desk_sessions import SignedIn
from tests.builders.desk_people import person
from tests.builders.duties import TEAM
from tests.builders.two_teams import THEIRS
from tests.pages.conftest import Opener, shown

NOW = clock.now()


def test_what_a_role_may_not_read_is_said(desk: Session, open_page: Opener) -> None:
    told = shown(open_page("people"))
    assert "**sergeant**: read everything but Audit, Keeping, People;" in told
    assert "**auditor**: read everything but Keeping, People;" in told
    assert "**admin**: read everything;" in told


def test_what_somebody_sees_is_set_beside_their_role(
    desk: Session, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    teams.keep_all(desk, [TEAM, THEIRS])
    admin, sergeant = person(desk), person(desk, "Sgt 4412", "sergeant")
    with monkeypatch.context() as within:
        own = Actor("Insp 1204", "admin")
        asking = ContextVar("acting", default=own)
        within.setattr(who, "_ACTING", asking)
        within.setattr(who, "signed_in", lambda: SignedIn("", asking.get(), admin, NOW, NOW))
        page = open_page("people")
        assert not page.exception
        page.multiselect(key=f"sees_{sergeant}").set_value([THEIRS.team_id]).run()
        assert accounts.by_name(desk, "Sgt 4412")["teams"] == [THEIRS.team_id]
        assert page.multiselect(key=f"sees_{admin}").disabled
        page.multiselect(key=f"sees_{sergeant}").set_value([]).run()
        assert accounts.by_name(desk, "Sgt 4412")["teams"] is None
        assert "Who sees some teams alone" in shown(page)


def test_nobody_is_asked_where_there_is_one_team(desk: Session, open_page: Opener) -> None:
    assert not open_page("people").multiselect
