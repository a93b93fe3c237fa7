"""Teams: their neighbourhoods, shifts and marking, and which one somebody works in."""

import json
from collections.abc import Sequence
from datetime import time
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.briefing import MARKINGS, strictest
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.core.shift import Shift
from patrolqr.core.team import Team, id_of
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

NAME_LIMIT = 60
SHIFT_NAME_LIMIT = 20
MOST_SHIFTS = 8

BEGINNER = id_of("Local policing team")
"""The team of a new database (migration 0007), until somebody sets one up."""


RETIRED = (
    "You see {} only, and that is no team any more. Ask whoever looks after PatrolQR for others: the "
    "People page sets them."
)


ONLY = "You see {} only. Ask a colleague who sees all teams."


class TeamRow(TypedDict):
    """A team as it was last set up; shifts are JSON."""

    team_id: str
    name: str
    neighbourhoods: list[str]
    shifts: str
    marking: str | None


class TeamIdRow(TypedDict):
    """A team by its id alone."""

    team_id: str


class UsedRow(TypedDict):
    """What a team has done so far."""

    sheets: int
    picks: int


def teams(session: Session) -> list[Team]:
    """Return the teams that are not retired and that whoever asks sees, by name; there is always at
    least one. NotAllowed where all that they may see were retired.
    """
    found = [_team(row) for row in session.rows(TeamRow, "teams/teams")]
    if not found and session.actor.teams is not None:
        raise NotAllowed(RETIRED.format(session.seen_teams))
    return found


def known(written: Writing) -> list[Team]:
    """Return the teams that are not retired, as the transaction sees them."""
    return [_team(row) for row in written.rows(TeamRow, "teams/teams")]


def team(session: Session, team_id: str) -> Team:
    """Return the team of that id; InputWrong names those there are, NotAllowed those that whoever asks
    sees, where it is another one.
    """
    known = teams(session)
    for each in known:
        if each.team_id == team_id:
            return each
    if session.actor.teams is not None and team_id not in session.actor.teams:
        raise NotAllowed(ONLY.format(session.seen_teams))
    names = ", ".join(f"{each.team_id} ({each.name})" for each in known)
    raise InputWrong(f"There is no team {team_id!r}. Choose one of {names}.")


def marking(session: Session, team_ids: Sequence[str] = ()) -> str:
    """Return the marking of what is told of these teams, or of all where none is named: the
    strictest of theirs, and of all where one of them has none or is not known any more.
    """
    known = {each.team_id: each.marking for each in teams(session)}
    return strictest(known.get(each, "") for each in team_ids or known)


def only_team(session: Session) -> Team:
    """Return the team where there is but one; InputWrong names them where somebody must choose."""
    known = teams(session)
    if len(known) == 1:
        return known[0]
    names = ", ".join(each.team_id for each in known)
    raise InputWrong(f"There are {len(known)} teams. Say whose: one of {names}.")


def mine(session: Session) -> Team:
    """Return the team that whoever asks chose last, or the first by name."""
    known = {each.team_id: each for each in teams(session)}
    return known.get(_choice(session)) or next(iter(known.values()))


def keep_mine(session: Session, team_id: str) -> None:
    """Remember which team whoever asks works in."""
    if _choice(session) != team_id:
        with session.writing("look") as written:
            written.change(
                "teams/insert_choice",
                person=session.actor.person,
                team_id=team_id,
                chosen_at=clock.now(),
            )


def keep(session: Session, kept: Team, *, seen: Team | None = None) -> Team:
    """Set up a team, or change the one of its id, and return it as it is kept.

    `seen` is the team as it was before the change, None for a new one. InputWrong says what must be
    mended, also where somebody else changed it meanwhile. Sheets that were made keep the hours they
    were made for.
    """
    checked = _checked(session, kept)
    with session.writing("set up") as written:
        standing = next((each for each in teams(session) if each.team_id == kept.team_id), None)
        if standing == checked:
            return checked
        if standing is None and seen is not None:
            raise InputWrong(f"{seen.name} was retired meanwhile. Set it up as another team.")
        if standing is not None and seen is None:
            raise InputWrong(
                f"There is a team called {standing.name} already. Choose another name."
            )
        if standing != seen:
            raise InputWrong(
                f"Somebody changed {checked.name} meanwhile. Nothing of yours is kept: "
                "look at what they changed, then keep it again."
            )
        _insert(written, session, checked, retired=False)
    return checked


def retire(session: Session, team_id: str) -> None:
    """Leave a team out of every choice from now on; its sheets and logs stay.

    InputWrong for the last one.
    """
    retiring = team(session, team_id)
    if len(teams(session)) == 1:
        raise InputWrong(f"{retiring.name} is the only team. Set up another one first.")
    with session.writing("set up") as written:
        _insert(written, session, retiring, retired=True)


def keep_all(session: Session, wanted: Sequence[Team]) -> list[Team]:
    """Set up every team, or none where one is wrong, and return them as they are kept.

    The team that an empty database begins with is retired as soon as there are others.
    """
    checked = [_checked(session, each) for each in wanted]
    ids = {each.team_id for each in checked}
    if len(ids) < len(checked) or len({each.name.lower() for each in checked}) < len(checked):
        raise InputWrong("Two of the teams have one name or one id. Give each its own.")
    unused = [each for each in teams(session) if _is_unused_beginner(session, each)]
    with session.writing("set up") as written:
        for each in checked:
            _insert(written, session, each, retired=False)
        for each in unused:
            if each.team_id not in ids:
                _insert(written, session, each, retired=True)
    return checked


def _choice(session: Session) -> str:
    """Return the id of the team that whoever asks chose last, nothing where they never did."""
    found = session.rows(TeamIdRow, "teams/team_choice", person=session.actor.person)
    return found[0]["team_id"] if found else ""


def _checked(session: Session, kept: Team) -> Team:
    """Return the team with tidy names; InputWrong says what cannot be kept."""
    name = " ".join(kept.name.split())
    if not name or len(name) > NAME_LIMIT:
        raise InputWrong(
            f"A team's name has 1 to {NAME_LIMIT} characters. Correct it and keep it again."
        )
    if kept.team_id != id_of(kept.team_id):
        raise InputWrong(
            f"{name}: the id {kept.team_id!r} stands in addresses. Use small letters, digits and hyphens."
        )
    for each in teams(session):
        if each.name.lower() == name.lower() and each.team_id != kept.team_id:
            raise InputWrong(f"There is a team called {each.name} already. Choose another name.")
    if kept.marking and kept.marking not in MARKINGS:
        raise InputWrong(
            f"{name}: the marking {kept.marking!r} is not one of {', '.join(MARKINGS)}."
        )
    return Team(
        kept.team_id, name, kept.neighbourhoods, _checked_shifts(name, kept.shifts), kept.marking
    )


def _checked_shifts(name: str, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    if not 1 <= len(shifts) <= MOST_SHIFTS:
        raise InputWrong(f"{name} needs 1 to {MOST_SHIFTS} shifts.")
    tidy = tuple(Shift(" ".join(each.name.split()), each.starts, each.ends) for each in shifts)
    names = [each.name.lower() for each in tidy]
    for each in tidy:
        if not each.name or len(each.name) > SHIFT_NAME_LIMIT:
            raise InputWrong(f"{name}: a shift's name has 1 to {SHIFT_NAME_LIMIT} characters.")
        if names.count(each.name.lower()) > 1:
            raise InputWrong(f"{name}: two shifts are called {each.name}. Give each its own name.")
        if each.starts == each.ends:
            raise InputWrong(
                f"{name}: the shift {each.name} ends when it starts. Correct its hours."
            )
    return tidy


def _insert(written: Writing, session: Session, kept: Team, *, retired: bool) -> None:
    written.change(
        "teams/insert_team",
        team_id=kept.team_id,
        name=kept.name,
        neighbourhoods=list(kept.neighbourhoods),
        shifts=as_json(kept.shifts),
        marking=kept.marking,
        retired=retired,
        kept_by=session.actor.person,
        kept_at=clock.now(),
    )


def as_json(shifts: Sequence[Shift]) -> str:
    """Return shifts as the table of teams holds them."""
    return json.dumps(
        [
            {"name": each.name, "starts": f"{each.starts:%H:%M}", "ends": f"{each.ends:%H:%M}"}
            for each in shifts
        ]
    )


def _team(row: TeamRow) -> Team:
    return Team(
        team_id=row["team_id"],
        name=row["name"],
        neighbourhoods=tuple(row["neighbourhoods"]),
        shifts=tuple(
            Shift(
                each["name"], time.fromisoformat(each["starts"]), time.fromisoformat(each["ends"])
            )
            for each in json.loads(row["shifts"])
        ),
        marking=row["marking"] or "",
    )


def _is_unused_beginner(session: Session, kept: Team) -> bool:
    """Return whether nobody ever set the team up and it has done nothing yet."""
    (used,) = session.rows(UsedRow, "teams/team_used", team_id=kept.team_id)
    return kept.team_id == BEGINNER and not used["sheets"] and not used["picks"]
