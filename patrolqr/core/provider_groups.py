"""What groups of the force's own sign-in mean here: a role, a team."""

from collections.abc import Iterator

from patrolqr.core.actor import DESK_ROLES, Role
from patrolqr.core.errors import SettingWrong
from patrolqr.core.team import id_of

ALL = "*"
"""What a group's people see who see every team."""


def roles(text: str) -> tuple[tuple[str, Role], ...]:
    """Return which of the provider's groups are which role: "LPT Sergeants=sergeant; …"."""
    found: list[tuple[str, Role]] = []
    for pair, group, named in _pairs(text):
        role = next((each for each in DESK_ROLES if each == named.lower()), None)
        if not group or role is None:
            raise SettingWrong(
                f"PATROLQR_OIDC_ROLES has {pair!r}. Write group=role; a role is one of {', '.join(DESK_ROLES)}."
            )
        found.append((group, role))
    return tuple(found)


def teams(text: str) -> tuple[tuple[str, str], ...]:
    """Return which of the provider's groups are which team's people: "LPT Northside=northside; HQ=*"."""
    found: list[tuple[str, str]] = []
    for pair, group, named in _pairs(text):
        if not group or (named != ALL and named != id_of(named)):
            raise SettingWrong(
                f"PATROLQR_OIDC_TEAMS has {pair!r}. Write group=team, by the team's id as addresses have it "
                f"(north-side), or group={ALL} for all teams."
            )
        found.append((group, named))
    return tuple(found)


def _pairs(text: str) -> Iterator[tuple[str, str, str]]:
    """Give what is told of each group: as it is written, its group, and what that is."""
    for pair in filter(None, map(str.strip, text.split(";"))):
        group, _, named = map(str.strip, pair.rpartition("="))
        yield pair, group, named
