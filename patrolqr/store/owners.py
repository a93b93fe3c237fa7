"""Whose a row is: whoever is limited to some teams changes nothing of another's, and is told whose it
is and who may.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, TypedDict

from patrolqr.core.actor import Actor
from patrolqr.core.errors import NotAllowed
from patrolqr.core.phrases import listed
from patrolqr.core.team import Duty

TEAMS = ("team_id", "for_team")
"""What a statement calls the id of a team; `duty` stands for one, `teams` for several."""

IDS = (
    *("log_id", "log_ids", "pass_id", "pass_ids", "tasking_id", "briefing_id"),
    *("entry_id", "pack_id", "priority_id", "pairing_id"),
)
"""What it calls the ids of things that are a team's."""

REFUSED = "This is {}. You see {} only: ask {}."
NOBODYS = "of all teams, or of none"


class Reads(Protocol):
    """What gives the rows of a statement, of all teams."""

    def rows(self, row: type[Any], query: str, **parameters: object) -> list[Any]:
        """Return them."""
        ...


class Asks(Protocol):
    """A session: who asks, and the same as they would who see all teams."""

    @property
    def actor(self) -> Actor:
        """Who asks."""
        ...

    @property
    def of_all_teams(self) -> Reads:
        """The same of all teams."""
        ...


class OwnerRow(TypedDict):
    """A thing that is a team's, or several teams'."""

    kind: str
    id: str
    teams: str


class TeamNameRow(TypedDict):
    """What a team is called."""

    team_id: str
    name: str


def need(whole: Reads, own: frozenset[str], parameters: Mapping[str, object]) -> None:
    """NotAllowed where what a statement is given names another team, or anything that is another's."""
    for told in _named(parameters):
        _need(whole, own, told)
    ids = sorted(set(_ids(parameters)))
    if not ids:
        return
    for row in whole.rows(OwnerRow, "owners/owners", ids=ids):
        told = _apart(row["teams"])
        if row["kind"] == "phone" and not own.isdisjoint(told):
            continue  # it opened a sheet of theirs, too
        _need(whole, own, told)


def need_teams(whole: Reads, own: frozenset[str] | None, teams: Iterable[str]) -> None:
    """NotAllowed where one of these teams is not among somebody's own; None is all."""
    if own is not None:
        _need(whole, own, tuple(teams))


def need_codes(session: Asks, *pass_ids: str) -> None:
    """NotAllowed where a code is of a sheet of another team than those whoever asks sees."""
    if session.actor.teams is not None:
        named = [each.strip().upper() for each in pass_ids]
        need(session.of_all_teams, session.actor.teams, {"pass_ids": named})


def seen(whole: Reads, own: frozenset[str]) -> str:
    """Return the names of somebody's own teams, as a sentence has them."""
    return _names(whole, sorted(own))


def _need(whole: Reads, own: frozenset[str], told: tuple[str, ...]) -> None:
    if told and own.issuperset(told):
        return
    others = sorted(set(told) - own)
    what = _names(whole, others) if others else ""
    theirs = f"of {what}" if what else NOBODYS
    who = f"a colleague who sees {what or 'all teams'}"
    raise NotAllowed(REFUSED.format(theirs, seen(whole, own), who))


def _named(parameters: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """Give the teams that a statement names, each time it does."""
    for name in TEAMS:
        if name in parameters:
            yield _apart(parameters[name])
    if "duty" in parameters:
        duty = parameters["duty"]
        yield (duty.team_id,) if isinstance(duty, Duty) else ()
    if "teams" in parameters:
        yield _apart(parameters["teams"])


def _ids(parameters: Mapping[str, object]) -> Iterator[str]:
    for name in IDS:
        value = parameters.get(name)
        several = value if isinstance(value, list | tuple | set | frozenset) else [value]
        yield from (str(each) for each in several if each is not None)


def _apart(told: object) -> tuple[str, ...]:
    if isinstance(told, str):
        return tuple(each for each in told.split(",") if each)
    return tuple(map(str, told)) if isinstance(told, list | tuple | set | frozenset) else ()


def _names(whole: Reads, teams: Iterable[str]) -> str:
    known = {row["team_id"]: row["name"] for row in whole.rows(TeamNameRow, "owners/team_names")}
    return listed(known.get(each, each) for each in teams)
