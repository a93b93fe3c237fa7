"""briefing: pick the busiest squares, brief them and write the sheet, in one go."""

import argparse
from pathlib import Path

from patrolqr.analysis import hotspots
from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json, writable
from patrolqr.commands.hotspots import choice_arguments, chosen
from patrolqr.core import clock
from patrolqr.core.briefing import MARKINGS, BriefingDraft
from patrolqr.core.errors import InputWrong
from patrolqr.core.team import Duty, Team
from patrolqr.steps import draft, publish, rank
from patrolqr.store import Session, briefings, picks, teams


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--day", type=a_day, required=True, metavar="DAY", help="patrol day, 06:00 to 06:00"
    )
    parser.add_argument("--shift", required=True, metavar="NAME", help="shift of that patrol day")
    parser.add_argument(
        "--top", type=int, default=4, metavar="N", help="how many areas to pick (default: 4)"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE.pdf", help="where to write the sheet"
    )
    parser.add_argument(
        "--marking",
        choices=MARKINGS,
        default="OFFICIAL-SENSITIVE",
        help="marking (default: %(default)s)",
    )
    parser.add_argument(
        "--team", default="", metavar="ID", help="whose shift (default: the only team there is)"
    )
    parser.add_argument("--author", default="", help="who made it")
    choice_arguments(parser)
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    if asked.top < 1:
        raise InputWrong("--top must be at least 1: a briefing has at least one patrol area.")
    writable(asked.out, ".pdf")
    with opened() as session:
        _, ranked, _ = chosen(session, asked)
        picked = hotspots.pickable(ranked).head(asked.top)
        candidates = [rank.candidate(row) for row in picked.to_dict("records")]
        team = teams.team(session, asked.team) if asked.team else teams.only_team(session)
        duty = team.duty(asked.day, asked.shift)
        picks.pick(session, duty, candidates)
        saved = publish.publish(session, _draft(session, team, duty, asked))
        kept = briefings.document(session, saved.briefing_id, publish.SHEET)
    if kept is None:
        raise AssertionError("a version was saved without its sheet")
    asked.out.write_bytes(kept.content)
    names = [tasking.area.name for tasking in saved.taskings]
    if asked.json:
        print_json({"version": saved.version, "areas": names, "file": str(asked.out)})
    else:
        print(
            f"Version {saved.version} for {clock.day_text(saved.patrol_day)}, {saved.shift.name}: {', '.join(names)}."
        )
        print(f"Written to {asked.out}. Every code on it was read back.")
    return OK


def _draft(session: Session, team: Team, duty: Duty, asked: argparse.Namespace) -> BriefingDraft:
    taskings = draft.drafts(session, duty)
    standing = briefings.current(session, duty)
    return BriefingDraft(
        duty,
        team.name,
        asked.marking,
        asked.author,
        information="",
        intention="",
        taskings=taskings,
        made_from=standing.version if standing else 0,
    )


BRIEFING = Command(
    "briefing",
    "Pick the busiest squares for a shift, brief them, and write the sheet.",
    "\n\nSquares that carry a warning (a prison, a hospital) are left out. Texts start from what was reported there;\n"
    "the Briefing page shows and edits them. The sheet is only written if every code on it can be read back.\n\n"
    "  python -m patrolqr briefing --day 2026-11-24 --shift Late --top 4 --out sheet.pdf",
    _arguments,
    _run,
)
