"""Frozen dataclasses and closed vocabularies: the field's own words (DESIGN, section 2)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Precision = Literal["month", "minute"]
"""How exactly an incident's time and place are known; one hotspot run never mixes the two."""

Origin = Literal["public", "police", "partner"]
"""Who brought it: only public-reported demand scores a hotspot."""

CELL_METRES = 250
"""Side of a counting square in EPSG:27700; smaller ones would split data.police.uk's snapped points."""

CRIME_TYPES = (
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
    "Other crime",
)
"""The crime types of data.police.uk, verbatim."""

SNAP_POINTS = {
    "Prison": "crimes inside the prison are recorded here",
    "Hospital": "crimes reported at the hospital are recorded here",
    "Police Station": "crimes reported at the station are recorded here",
}
"""Street labels of points that draw records of things that happened elsewhere or indoors: label → why."""

KINDS_OF_POINT = (
    *SNAP_POINTS,
    *("Airport/Airfield", "Bus/Coach Station", "Conference/Exhibition Centre", "Ferry Terminal"),
    *("Further/Higher Educational Building", "Motorway Service Area", "Nightclub", "Park/Open Space", "Parking Area"),
    *("Pedestrian Subway", "Petrol Station", "Race Track", "Railway Passage", "Shopping Area"),
    *("Sports/Recreation Area", "Supermarket", "Theatre/Concert Hall"),
)
"""Labels of data.police.uk points that say what is there and not where: many points share one."""

MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
"""Government Security Classifications (August 2024) a briefing may carry here."""

TEXT_LIMIT = 200
"""Characters each for why, look for and ask: a sheet that is read."""

AREAS_PER_PAGE = 6
"""Areas on one page of a sheet; officers forget most of a longer briefing."""

MISSED_REASONS = (
    "abstracted to response",
    "custody",
    "scene guard",
    "court",
    "constant observation",
    "weather",
    "unsafe",
    "other",
)
"""Why a tasked area was not visited, as a sergeant taps it at the end of the shift."""


@dataclass(frozen=True)
class Shift:
    """A shift's name and its start and end on the wall clock."""

    name: str
    starts: time
    ends: time

    @property
    def label(self) -> str:
        """Return the name with its hours: Late 14:00–02:00."""
        return f"{self.name} {self.starts:%H:%M}–{self.ends:%H:%M}"


SHIFTS = {
    shift.name: shift
    for shift in (
        Shift("Early", time(7), time(17)),
        Shift("Late", time(14), time(2)),
        Shift("Night", time(21), time(6)),
    )
}
"""Shifts of a patrol day, in order; each lies within 06:00 to 06:00."""


@dataclass(frozen=True)
class Crew:
    """A call sign and the minutes it has free for patrol areas in this shift."""

    call_sign: str
    minutes: int


@dataclass(frozen=True)
class PatrolArea:
    """The polygon officers are sent to. `geometry` is GeoJSON text in EPSG:4326."""

    area_id: str
    version: int
    name: str
    geometry: str
    cell: str | None
    neighbourhood_id: str | None


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
class Grant:
    """What a pass opens now: the tasking as the current version of its briefing has it.

    `tasking` is None where the newer version no longer holds the area; `superseded_at` is set where the
    scanned sheet is not the newest.
    """

    pass_id: str
    tasking: Tasking
    briefing: Briefing
    superseded_at: datetime | None
    withdrawn: bool


@dataclass(frozen=True)
class Pairing:
    """A phone that sends for an officer: whose, since when and until when; `device` names the phone over pairings."""

    pairing_id: str
    collar: str
    device: str
    paired_at: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Return whether the phone may read at that moment."""
        return self.paired_at <= at < self.until


@dataclass(frozen=True)
class Receipt:
    """What the store says of a log it was sent: `repeated` when the same log had already been accepted."""

    log_id: str
    received_at: datetime
    repeated: bool


@dataclass(frozen=True)
class Candidate:
    """A cell somebody picked: `cell` is its grid name, `geometry` its outline (GeoJSON text, EPSG:4326)."""

    cell: str
    name: str
    geometry: str
    neighbourhood_id: str | None
    why: str


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


@dataclass(frozen=True)
class Pick:
    """A patrol area picked for a patrol day and shift, and why."""

    area: PatrolArea
    why: str


@dataclass(frozen=True)
class Document:
    """A file that was made once and is given out again byte for byte."""

    file_name: str
    content: bytes
    made_at: datetime
