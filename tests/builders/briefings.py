"""Picks and briefings kept in a store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from patrolqr.core.area import Candidate
from patrolqr.core.briefing import Briefing, BriefingDraft, TaskingDraft
from patrolqr.store import Session, briefings, picks

SQUARE = '{"type":"Polygon","coordinates":[[[-2.0,52.7],[-1.996,52.7],[-1.996,52.702],[-2.0,52.702],[-2.0,52.7]]]}'

NAMES = ("Market Square", "Station Road", "Canal Bridge")


def candidate(number: int, name: str = "Market Square") -> Candidate:
    """Return a picked cell of that number."""
    return Candidate(
        f"E{397_000 + 250 * number}N310250", name, SQUARE, None, "41 incidents in 12 months"
    )


def draft(store: Session, day: date, shift: str = "Late", **changes: str) -> BriefingDraft:
    """Return a draft over everything picked for that patrol day and shift."""
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
        for pick in picks.picks(store, day, shift)
    )
    words: dict[str, Any] = {
        "team": "Ashbrook LPT",
        "marking": "OFFICIAL-SENSITIVE",
        "author": "Sgt 4412",
        "information": "",
        "intention": "",
    }
    return BriefingDraft(day, shift, taskings=taskings, **(words | changes))


def brief(
    store: Session,
    day: date,
    shift: str,
    *,
    names: Sequence[str] = NAMES,
    why: str = "7 calls",
    outline: str = SQUARE,
) -> Briefing:
    """Return the next version of that day's briefing, with one tasking per name."""
    wanted = [Candidate(f"cell {name}", name, outline, None, why) for name in names]
    picks.set_picks(store, day, shift, wanted)
    drafted = draft(store, day, shift, marking="OFFICIAL")
    taskings = tuple(replace(tasking, why=why) for tasking in drafted.taskings)
    return briefings.save(store, replace(drafted, taskings=taskings))


def brief_areas(
    store: Session,
    day: date,
    names: Sequence[str],
    *,
    shift: str = "Late",
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
    picks.set_picks(store, day, shift, wanted)
    picked = {pick.area.name: pick.area.area_id for pick in picks.picks(store, day, shift)}
    taskings = tuple(TaskingDraft(picked[name], name, visits=2, minutes=15) for name in names)
    briefings.save(
        store, BriefingDraft(day, shift, "Ashbrook", "OFFICIAL", "Sgt 4412", "", "", taskings)
    )
    return picked
