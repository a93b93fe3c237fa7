"""Teams from a file: every team of a force set up at once, or none where one is wrong."""

import tomllib
from datetime import time
from typing import Any

from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import SHIFTS, Shift
from patrolqr.core.team import Team, id_of
from patrolqr.store import Session, places, teams

KNOWN = ("id", "name", "neighbourhoods", "shifts", "marking")


def load(session: Session, content: str) -> list[Team]:
    """Set up every team that the TOML file describes (README, "Teams") and return them.

    InputWrong says where the file is wrong; then nothing was changed.
    """
    return teams.keep_all(session, described(session, content))


def described(session: Session, content: str) -> list[Team]:
    """Return the teams that the file describes, neighbourhoods as ids; InputWrong where it is wrong."""
    try:
        told = tomllib.loads(content)
    except tomllib.TOMLDecodeError as problem:
        raise InputWrong(f"The file of teams is no TOML: {problem}. README shows one.") from None
    rows = told.get("team")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise InputWrong("The file names no team. Begin each with a line [[team]].")
    known = places.neighbourhoods(session)
    ids = dict(zip(known["name"].str.lower(), known["place_id"], strict=True))
    ids |= {place_id.lower(): place_id for place_id in known["place_id"]}
    return [_team(row, ids) for row in rows]


def _team(row: dict[str, Any], ids: dict[str, str]) -> Team:
    name = str(row.get("name", "")).strip()
    unknown = sorted(set(row) - set(KNOWN))
    if unknown:
        raise InputWrong(
            f"Team {name!r} says {unknown[0]!r}, which means nothing here. Known are {', '.join(KNOWN)}."
        )
    named, shifts = row.get("neighbourhoods", []), row.get("shifts", {})
    if not isinstance(named, list) or not isinstance(shifts, dict):
        raise InputWrong(
            f"Team {name!r}: neighbourhoods are a list of names, and shifts look like "
            '{ Late = "14:00-02:00" }.'
        )
    return Team(
        team_id=str(row.get("id") or id_of(name)),
        name=name,
        neighbourhoods=tuple(_place(name, each, ids) for each in named),
        shifts=tuple(_shift(name, each, hours) for each, hours in shifts.items())
        or tuple(SHIFTS.values()),
        marking=str(row.get("marking", "")),
    )


def _place(team_name: str, named: object, ids: dict[str, str]) -> str:
    found = ids.get(str(named).strip().lower())
    if found is None:
        raise InputWrong(
            f"Team {team_name!r} names the neighbourhood {named!r}, which is not loaded. "
            "Load its boundaries first, or correct the name."
        )
    return found


def _shift(team_name: str, name: str, hours: object) -> Shift:
    starts, _, ends = str(hours).replace("–", "-").partition("-")
    try:
        return Shift(name, time.fromisoformat(starts.strip()), time.fromisoformat(ends.strip()))
    except ValueError:
        raise InputWrong(
            f"Team {team_name!r}: the shift {name} says {str(hours)!r}. "
            "Write when it starts and ends, as in 14:00-02:00."
        ) from None
