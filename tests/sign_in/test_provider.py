"""What the force's own sign-in says of somebody here: their role, and whose work they see."""

from collections.abc import Callable

import pytest

from patrolqr.core import settings
from patrolqr.core.actor import Actor
from patrolqr.core.errors import SignInRefused
from patrolqr.sign_in import provider
from tests.core.test_settings import FORCE

GROUPS = "LPT Northside=northside; LPT Canal=canal; HQ=*"

Named = Callable[..., Actor]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Named:
    """Give what makes somebody of their groups, where these are said to be teams' people."""

    def actor(*groups: str, teams: str = GROUPS, role: str = "LPT Sergeants") -> Actor:
        for name, value in (FORCE | {"PATROLQR_OIDC_TEAMS": teams}).items():
            monkeypatch.setenv(name, value)
        settings.current.cache_clear()
        try:
            return provider._actor({"name": "Sgt 4412", "groups": [role, *groups]})
        finally:
            settings.current.cache_clear()

    return actor


def test_a_group_says_whose_work_somebody_sees(named: Named) -> None:
    assert named("LPT Canal").teams == frozenset({"canal"})
    assert named("LPT Canal", "LPT Northside").teams == frozenset({"canal", "northside"})
    assert named("LPT Canal", "HQ").teams is None


def test_everybody_sees_all_teams_where_no_group_is_a_teams(named: Named) -> None:
    assert named("LPT Canal", teams="").teams is None


def test_nobody_sees_all_for_want_of_a_group(named: Named) -> None:
    """A joiner whose groups are not all given yet is not let in, and told why."""
    with pytest.raises(SignInRefused, match="none of your groups says which team"):
        named()


def test_who_looks_after_all_teams_sees_all(named: Named) -> None:
    assert named("LPT Canal", role="a=b") == Actor("Sgt 4412", "admin")
