"""The sheet of one patrol day and shift, in versions, and the taskings on it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from patrolqr.core.area import PatrolArea
from patrolqr.core.shift import Crew

MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
"""Government Security Classifications (August 2024) a briefing may carry here."""


TEXT_LIMIT = 200
"""Characters each for why, look for and ask: a sheet that is read."""


AREAS_PER_PAGE = 6
"""Areas on one page of a sheet; officers forget most of a longer briefing."""


@dataclass(frozen=True)
class Tasking:
    """One patrol area on one briefing, as printed."""

    tasking_id: str
    number: int
    area: PatrolArea
    why: str
    look_for: str
    ask: str
    visits: int
    minutes: int
    window_starts: time
    window_ends: time
    hazards: str
    tactics: tuple[str, ...]
    pass_id: str
    short_code: str
    call_signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """One version of the sheet for a patrol day and shift; a newer version supersedes it."""

    briefing_id: str
    patrol_day: date
    shift: str
    version: int
    team: str
    marking: str
    author: str
    information: str
    intention: str
    made_at: datetime
    superseded_at: datetime | None
    taskings: tuple[Tasking, ...]
    crews: tuple[Crew, ...] = ()


@dataclass(frozen=True)
class TaskingDraft:
    """What a sergeant wrote for one patrol area before it is saved."""

    area_id: str
    name: str
    why: str = ""
    look_for: str = ""
    ask: str = ""
    visits: int = 2
    minutes: int = 15
    window_starts: time = time(18)
    window_ends: time = time(22)
    hazards: str = ""
    tactics: tuple[str, ...] = ()
    call_signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class BriefingDraft:
    """A briefing before it is saved as its next version; taskings stand in visit order."""

    patrol_day: date
    shift: str
    team: str
    marking: str
    author: str
    information: str
    intention: str
    taskings: tuple[TaskingDraft, ...]
    crews: tuple[Crew, ...] = ()
