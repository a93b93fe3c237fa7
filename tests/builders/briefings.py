"""Picks and briefings kept in a store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from patrolqr.core.area import Candidate
from patrolqr.core.briefing import Briefing, BriefingDraft, TaskingDraft, as_draft
from patrolqr.core.rounds import Round
from patrolqr.core.team import Duty
from patrolqr.store import Session, briefings, picks

SQUARE = '{"type":"Polygon","coordinates":[[[-2.0,52.7],[-1.996,52.7],[-1.996,52.702],[-2.0,52.702],[-2.0,52.7]]]}'

NAMES = ("Market Square", "Station Road", "Canal Bridge")


def candidate(number: int, name: str = "Market Square") -> Candidate:
    """Return a picked cell of that number."""
    return Candidate(
        f"E{397_000 + 250 * number}N310250", name, SQUARE, None, "41 incidents in 12 months"
    )


def pick_only(store: Session, of: Duty, wanted: Sequence[Candidate]) -> None:
    """Make these the picks of that duty: what else is picked is taken out first."""
    cells = [candidate.cell for candidate in wanted]
    others = [each.area for each in picks.picks(store, of) if each.area.cell not in cells]
    picks.unpick(store, of, [area.area_id for area in others])
    picks.pick(store, of, wanted)


def draft(store: Session, of: Duty, **changes: str) -> BriefingDraft:
    """Return a draft over everything picked for that duty."""
    taskings = tuple(
        TaskingDraft(
            pick.area.area_id,
            pick.area.name,
            pick.why,
            "grey van",
            "Are the shutters up?",
            2,
            15,
            time(21),
            time(1),
        )
        for pick in picks.picks(store, of)
    )
    words: dict[str, Any] = {
        "team": "Ashbrook LPT",
        "marking": "OFFICIAL-SENSITIVE",
        "author": "Sgt 4412",
        "information": "",
        "intention": "",
    }
    standing = briefings.current(store, of)
    made_from = standing.version if standing else 0
    return BriefingDraft(of, taskings=taskings, made_from=made_from, **(words | changes))


def brief(
    store: Session,
    of: Duty,
    *,
    names: Sequence[str] = NAMES,
    why: str = "7 calls",
    outline: str = SQUARE,
    **changes: Any,
) -> Briefing:
    """Return the next version of that duty's briefing of just these names, with one tasking per name
    that has these changes.
    """
    wanted = [Candidate(f"cell {name}", name, outline, None, why) for name in names]
    pick_only(store, of, wanted)
    drafted = draft(store, of, marking="OFFICIAL")
    taskings = tuple(replace(tasking, why=why, **changes) for tasking in drafted.taskings)
    return briefings.save(store, replace(drafted, taskings=taskings))


def brief_areas(
    store: Session,
    of: Duty,
    names: Sequence[str],
    *,
    places: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Pick and brief areas of those names, two visits of 15 minutes each.

    Return their ids by name.
    """
    wanted = [
        Candidate(
            f"E{397_000 + 250 * len(name)}N310250", name, SQUARE, (places or {}).get(name), ""
        )
        for name in names
    ]
    pick_only(store, of, wanted)
    picked = {pick.area.name: pick.area.area_id for pick in picks.picks(store, of)}
    taskings = tuple(TaskingDraft(picked[name], name, visits=2, minutes=15) for name in names)
    words = draft(store, of, team="Ashbrook", marking="OFFICIAL")
    briefings.save(store, replace(words, taskings=taskings))
    return picked


def walked(store: Session, sheet: Briefing, *streets: str) -> Briefing:
    """Return the next version of a sheet, whose first area has a mandatory round through streets."""
    drawn = briefings.draw_up(store, as_draft(sheet))
    round_ = Round(410, streets, streets, ((-2.0, 52.7), (-2.0, 52.701), (-2.0, 52.7)))
    first = replace(drawn.taskings[0], round_kind="mandatory", rounds=(round_,))
    return briefings.keep(store, replace(drawn, taskings=(first, *drawn.taskings[1:])))
