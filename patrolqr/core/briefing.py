"""The sheet of one patrol day and shift, in versions, and the taskings on it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from patrolqr.core import rounds
from patrolqr.core.area import PatrolArea
from patrolqr.core.form.asked import Ask, AskKind
from patrolqr.core.rounds import Round, RoundKind
from patrolqr.core.shift import Crew, Shift
from patrolqr.core.team import Duty

MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
"""Government Security Classifications (August 2024) a briefing may carry here, the strictest last."""


def strictest(markings: Iterable[str]) -> str:
    """Return the marking of what comes from several: the strictest of theirs, and of all where one
    has none, or nobody is known.
    """
    held = list(markings)
    if not held or not all(each in MARKINGS for each in held):
        return MARKINGS[-1]
    return max(held, key=MARKINGS.index)


AREA_NAME_LIMIT = 80
"""Characters of the name of a patrol area on a sheet: one line of it."""

TEXT_LIMIT = 200
"""Characters each for why, look for and ask: a sheet that is read."""


STANDING_LIMIT = 400
"""Characters each for information and intention, which stand once at the head of the sheet."""


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
    ask_kind: AskKind = "words"
    ask_options: tuple[str, ...] = ()
    round_kind: RoundKind = ""
    rounds: tuple[Round, ...] = ()

    @property
    def asked(self) -> Ask:
        """Return its ask with the kind of answer it takes."""
        return Ask(self.ask, self.ask_kind, self.ask_options)

    @property
    def walk(self) -> str:
        """Return its rounds in words, nothing where none is asked for."""
        return rounds.text(self.round_kind, self.rounds)

    @property
    def streets(self) -> tuple[str, ...]:
        """Return the streets that its rounds are walked for."""
        return rounds.streets_of(self.rounds)


@dataclass(frozen=True)
class Briefing:
    """One version of the sheet of a duty; a newer version supersedes it.

    `team` is the team's name as it was printed, `audit_head` what its foot says of the audit trail.
    """

    briefing_id: str
    duty: Duty
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
    audit_head: str = ""

    @property
    def patrol_day(self) -> date:
        """Return the patrol day of its duty."""
        return self.duty.patrol_day

    @property
    def shift(self) -> Shift:
        """Return the shift of its duty."""
        return self.duty.shift


@dataclass(frozen=True)
class TaskingDraft:
    """What a sergeant wrote for one patrol area before it is saved.

    `outline` is GeoJSON text in EPSG:4326, nothing where the area stays as it is in force.
    """

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
    ask_kind: AskKind = "words"
    ask_options: tuple[str, ...] = ()
    round_kind: RoundKind = ""
    outline: str = ""

    @property
    def asked(self) -> Ask:
        """Return its ask with the kind of answer it takes."""
        return Ask(self.ask, self.ask_kind, self.ask_options)


OF_AREA = ("area_id", "name", "outline")
"""What a draft says of the area itself; the rest is said of the tasking."""


@dataclass(frozen=True)
class BriefingDraft:
    """A briefing before it is saved as its next version; taskings stand in visit order.

    `made_from` is the version its writer began from, 0 where there was none.
    """

    duty: Duty
    team: str
    marking: str
    author: str
    information: str
    intention: str
    taskings: tuple[TaskingDraft, ...]
    crews: tuple[Crew, ...] = ()
    made_from: int = 0


def as_draft(saved: Briefing) -> BriefingDraft:
    """Return a saved version as the draft that would print the same sheet, begun from it."""
    taskings = tuple(
        TaskingDraft(
            area_id=tasking.area.area_id,
            name=tasking.area.name,
            outline=tasking.area.geometry,
            **{
                each.name: getattr(tasking, each.name)
                for each in fields(TaskingDraft)
                if each.name not in OF_AREA
            },
        )
        for tasking in saved.taskings
    )
    return BriefingDraft(
        duty=saved.duty,
        team=saved.team,
        marking=saved.marking,
        author=saved.author,
        information=saved.information,
        intention=saved.intention,
        taskings=taskings,
        crews=saved.crews,
        made_from=saved.version,
    )
