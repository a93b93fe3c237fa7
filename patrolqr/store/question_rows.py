"""The rows that the named questions of a review meeting are answered from. Nothing here is an officer's."""

from datetime import date, datetime
from typing import TypedDict


class RecordedRow(TypedDict):
    """From which patrol day to which there are sheets or logs."""

    first_day: date | None
    last_day: date | None


class ChangedRow(TypedDict):
    """How many visits came in, or were corrected, since a moment."""

    logs: int


class TaskingRow(TypedDict):
    """One tasking of the newest sheet of a duty: asked, given, why it was missed, and what the public
    reported of its square meanwhile.
    """

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    patrols_asked: int
    patrols_given: int
    minutes_asked: int
    minutes_given: int
    patrols_more: int
    missed: str | None
    calls: int
    crimes: int
    ask: str | None
    area_id: str
    team_id: str
    tasking_id: str


class PatrolRow(TypedDict):
    """One patrol: where and when, how long, whether it was asked for and began in its window."""

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    started_at: datetime
    ended_at: datetime
    minutes: int | None
    officer_minutes: int | None
    capped: bool
    is_asked: bool
    in_window: bool | None
    gap_minutes: int | None
    logs: int
    area_id: str
    team_id: str
    patrol: int


class DoneRow(TypedDict):
    """What was done in one patrol area for one duty, and whether it stood on the sheet."""

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    logs: int
    patrols: int
    minutes: int | None
    officer_minutes: int | None
    engagements: int
    stop_searches: int
    arrests: int
    actions: int
    is_asked: bool
    area_id: str
    team_id: str


class NotedRow(TypedDict):
    """One visit: what was asked, answered and noted, and how its log came in. Nothing here is an
    officer's.
    """

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    visited_at: datetime
    minutes: int | None
    capped: bool
    ask: str | None
    ask_kind: str | None
    ask_options: list[str] | None
    answer: str | None
    saw: str | None
    heard: str | None
    learned: str | None
    engagements: int | None
    stop_searches: int | None
    arrests: int | None
    is_timed: bool
    late: bool
    channel: str
    version: int
    received_at: datetime
    log_id: str
    area_id: str
    team_id: str


class EngagementRow(TypedDict):
    """One engagement that a log tells more about, with what was promised and kept."""

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    kind: str | None
    met: list[str] | None
    concern: str | None
    promise: str | None
    promise_day: date | None
    is_kept: bool
    kept_at: datetime | None
    log_id: str
    area_id: str
    team_id: str
    entry_id: str


class SearchRow(TypedDict):
    """One stop-search that a log tells more about."""

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    object: str | None
    found: list[str] | None
    outcome: str | None
    linked: bool | None
    log_id: str
    area_id: str
    team_id: str
    entry_id: str


class ArrestRow(TypedDict):
    """One arrest that a log tells more about, and what it hangs together with."""

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    offence: str | None
    custody: str | None
    searched_for: str | None
    is_asked: bool
    why: str | None
    log_id: str
    area_id: str
    team_id: str
    entry_id: str


class PickRow(TypedDict):
    """The newest decision about one place for one duty; area_id is missing where no patrol area stands
    for it.
    """

    patrol_day: date
    shift: str
    team: str
    area: str
    neighbourhood: str
    decision: str
    why: str | None
    patrols_asked: int | None
    patrols_given: int | None
    area_id: str | None
    team_id: str


class AreaRow(TypedDict):
    """A patrol area in force."""

    area: str
    neighbourhood: str
    area_id: str


class DutyRow(TypedDict):
    """One duty that had a sheet, and how many officers wrote its logs."""

    patrol_day: date
    shift: str
    team: str
    officers: int
    officer_minutes: int | None
    patrols_asked: int
    patrols_given: int
    minutes_asked: int
    minutes_given: int
    team_id: str


class ReportedRow(TypedDict):
    """One incident that the public reported; both instants are missing where no time of day is known."""

    day: date
    category: str | None
    neighbourhood: str
    street: str | None
    kind: str
    began_at: datetime | None
    ended_at: datetime | None
    reference: str | None
    force: str | None
    is_placed: bool
    incident_id: str


class AreaWeekRow(TypedDict):
    """One patrol area in one week, named by its Monday: on how many patrol days somebody logged a patrol
    there, and what the public reported there to the minute.
    """

    week: date
    area: str
    neighbourhood: str
    patrol_days: int
    incidents: int
    area_id: str
