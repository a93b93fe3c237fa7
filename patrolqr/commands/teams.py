"""teams: show the teams, or set up every one from a file."""

import argparse
from dataclasses import asdict
from pathlib import Path

from patrolqr.commands.command import OK, Command, asks_json, opened, print_json
from patrolqr.core.errors import InputWrong
from patrolqr.steps import load_teams
from patrolqr.store import teams


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "load"), help="list: print them; load: from FILE")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.toml", help="what to load")
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    with opened() as session:
        if asked.what == "load":
            load_teams.load(session, _text(asked.file))
        known = teams.teams(session)
    if asked.json:
        print_json({"teams": [asdict(each) for each in known]})
        return OK
    for each in known:
        shifts = ", ".join(shift.label for shift in each.shifts)
        print(f"{each.team_id}: {each.name}. {shifts}. {each.marking or 'No marking'}.")
    return OK


def _text(file: Path | None) -> str:
    if file is None:
        raise InputWrong("Say which file: python -m patrolqr teams load FILE.toml")
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise InputWrong(f"{file} cannot be read: {problem}.") from None


TEAMS = Command(
    "teams",
    "Show the teams, or set up every one of a force from a file.",
    "\n\n  python -m patrolqr teams list\n"
    "  python -m patrolqr teams load teams.toml\n\n"
    "The file names each team, its neighbourhoods, shifts and marking:\n\n"
    "  [[team]]\n"
    '  name = "North LPT"\n'
    '  neighbourhoods = ["Eastholme", "Priory"]\n'
    '  shifts = { Days = "07:00-17:00", Lates = "16:00-02:00" }\n'
    '  marking = "OFFICIAL-SENSITIVE"\n\n'
    "Left out, a team has the whole force, the shifts Early, Late and Night, and no marking.",
    _arguments,
    _run,
)
