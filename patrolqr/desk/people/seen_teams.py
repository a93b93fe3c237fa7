"""Which teams' work somebody sees, in the words of the People page."""

from collections.abc import Iterable

from patrolqr.core.phrases import listed
from patrolqr.desk.shared import cached
from patrolqr.desk.shared.words import plain
from patrolqr.store import teams


def named() -> dict[str, str]:
    """Return what the teams that there are are called, by their id."""
    return {each.team_id: each.name for each in cached.ask(teams.teams)}


def said(seen: Iterable[str] | None) -> str:
    """Return what is said of somebody who sees these teams alone, "" of one who sees all."""
    names = named()
    own = listed(plain(names.get(team_id, team_id)) for team_id in seen or ())
    return f"sees {own} only" if own else ""
