"""The only module that knows what time it is, and where.

Instants are aware UTC (`*_at`); days are patrol days (`*_day`): 06:00 to 06:00 on the force's wall
clock.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from patrolqr.core import settings
from patrolqr.core.errors import LogWrong
from patrolqr.core.shift import Shift
from patrolqr.core.team import Duty

DAY_STARTS = 6
"""Hour on the wall clock at which a patrol day begins (Thames Valley's trial used 06:00 to 05:59)."""

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Patrol days lie between; what else stands in an address is a slip."""

GRACE = timedelta(hours=2)
"""How long after its shift a code still opens: a late patrol ends, a log is written in the car
park.
"""

AHEAD = timedelta(minutes=15)
"""How far a typed time may lie ahead of our clock before we ask: a phone's clock may be fast."""

CLOCK_OFF = timedelta(minutes=5)
"""How far off a phone's clock may be: beyond it its times are set right, and that is a flag. Less may
be how long the sending took.
"""

NOT_COME = "“{label}” says {wall}, which has not come yet. Correct it and send again."

LONG_STAY = 2
"""A stay of more than so many times what the tasking asks for is asked about: a page opened an hour
ago, not an hour of patrol.
"""

ARRIVED_OR_NOW = "Arrived {wall}, or now? A stay of {minutes} minutes is long for this area."

SOON = timedelta(hours=1)
"""Officers pair their phones, and are briefed, before their shift begins."""

HALF_A_DAY = timedelta(hours=12)
"""A typed time of day lies at most this far from the middle of its shift, so it can only mean one."""


def zone() -> ZoneInfo:
    """Return the force's time zone."""
    return ZoneInfo(settings.current().zone)


_STANDS_AT: ContextVar[datetime | None] = ContextVar("_STANDS_AT", default=None)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _STANDS_AT.get() or datetime.now(UTC)


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at an instant for what is done within, and for nobody else meanwhile."""
    before = _STANDS_AT.set(aware(instant))
    try:
        yield
    finally:
        _STANDS_AT.reset(before)


def local(instant: datetime) -> datetime:
    """Return the same instant on the force's wall clock."""
    return aware(instant).astimezone(zone())


def aware(instant: datetime) -> datetime:
    """Return the instant in UTC; a naive one is refused, because nobody knows when it was."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be placed in time")
    return instant.astimezone(UTC)


def patrol_day(instant: datetime) -> date:
    """Return the patrol day the instant falls in, by the wall clock, also on the two nights the
    clocks change.
    """
    wall = local(instant)
    return wall.date() - timedelta(days=1) if wall.hour < DAY_STARTS else wall.date()


def calendar_date(text: str) -> date | None:
    """Return the day written as 2026-11-24, None where it is none that patrols can be of: windows and
    weeks around days at either end of the calendar cannot be told.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def today() -> date:
    """Return the current patrol day."""
    return patrol_day(now())


def calendar_day() -> date:
    """Return the day that calendars show now: after midnight it is one more than the patrol day."""
    return local(now()).date()


def at(day: date, wall: time) -> datetime:
    """Return the UTC instant at which the wall clock of that calendar day shows that time."""
    return datetime.combine(day, wall, zone()).astimezone(UTC)


def day_window(day: date) -> tuple[datetime, datetime]:
    """Return when the patrol day starts and when it ends: 23, 24 or 25 hours later."""
    return at(day, time(DAY_STARTS)), at(day + timedelta(days=1), time(DAY_STARTS))


def shift_window(day: date, shift: Shift) -> tuple[datetime, datetime]:
    """Return when the shift of that patrol day starts and ends."""
    end_day = day + timedelta(days=1) if shift.ends <= shift.starts else day
    return at(day, shift.starts), at(end_day, shift.ends)


def duty_window(duty: Duty) -> tuple[datetime, datetime]:
    """Return when the duty starts and ends."""
    return shift_window(duty.patrol_day, duty.shift)


def in_patrol_day(day: date, wall: time) -> datetime:
    """Return the instant at which the wall clock shows that time within the patrol day (01:00 is
    the next morning).
    """
    return at(day + timedelta(days=1) if wall.hour < DAY_STARTS else day, wall)


def duty_middle(duty: Duty) -> datetime:
    """Return the instant halfway through the duty."""
    starts, ends = duty_window(duty)
    return starts + (ends - starts) / 2


def typed_time(
    label: str, wall: time, middle: datetime, *, now: datetime, shown: datetime | None = None
) -> datetime:
    """Return the instant that a typed time of day stands for: the one nearest the shift's middle.

    `shown` is the instant that stood in the field: while its hour and minute still do, it is that
    very instant. Where the wall clock shows a time twice, it is the last one that has come. LogWrong,
    naming the field by its label, where it lies more than AHEAD after now.
    """
    if shown and (local(shown).hour, local(shown).minute) == (wall.hour, wall.minute):
        return shown
    first = _nearest(wall.replace(fold=0), middle)
    second = _nearest(wall.replace(fold=1), middle)
    check_come(label, first, now=now)
    return second if first < second <= now + AHEAD else first


def phone_ahead(sent_at: datetime | None, received_at: datetime) -> timedelta:
    """Return how far a phone's clock was ahead of ours when it sent (behind is negative), zero where
    that is not known or no more than CLOCK_OFF.
    """
    ahead = sent_at - received_at if sent_at else timedelta(0)
    return ahead if abs(ahead) > CLOCK_OFF else timedelta(0)


def set_right(instant: datetime | None, ahead: timedelta) -> datetime | None:
    """Return by our clock what a phone's clock said that was so far ahead.

    What no calendar holds stays as it was said.
    """
    try:
        return instant - ahead if instant else None
    except OverflowError:
        return instant


def off_text(ahead: timedelta) -> str:
    """Return how wrong a phone's clock was, for reading: 2 h fast, 1 h 5 min slow."""
    hours, minutes = divmod(round(abs(ahead) / timedelta(minutes=1)), 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]
    return f"{' '.join(filter(None, parts))} {'fast' if ahead > timedelta(0) else 'slow'}"


def check_come(label: str, instant: datetime | None, *, now: datetime) -> None:
    """Raise LogWrong, naming the field by its label, where the instant lies more than AHEAD after
    now.
    """
    if instant and instant > now + AHEAD:
        raise LogWrong(NOT_COME.replace("{label}", label).replace("{wall}", time_text(instant)))


def long_stay(arrived_at: datetime | None, left_at: datetime | None, minutes: int) -> str | None:
    """Return the question about a stay that is long where so many minutes are asked for, or None."""
    if arrived_at is None or left_at is None:
        return None
    stay = left_at - arrived_at
    if stay <= LONG_STAY * timedelta(minutes=minutes):
        return None
    minutes_stayed = str(stay // timedelta(minutes=1))
    asked = ARRIVED_OR_NOW.replace("{wall}", time_text(arrived_at))
    return asked.replace("{minutes}", minutes_stayed)


def _nearest(wall: time, middle: datetime) -> datetime:
    day = local(middle).date()
    found = at(day, wall)
    if found - middle > HALF_A_DAY:
        return at(day - timedelta(days=1), wall)
    if middle - found > HALF_A_DAY:
        return at(day + timedelta(days=1), wall)
    return found


def running(shifts: Sequence[Shift], instant: datetime) -> list[tuple[date, Shift]]:
    """Return which shifts run at the instant, of which patrol day, the one that started last first."""
    on = [each for each in _around(shifts, instant) if each[0] <= instant < each[1]]
    on.sort(key=lambda each: each[0], reverse=True)
    return [(day, shift) for _, _, day, shift in on]


def running_or_soon(shifts: Sequence[Shift], instant: datetime) -> set[tuple[date, Shift]]:
    """Return which shifts run at the instant or begin within the hour, of which patrol day."""
    return {*running(shifts, instant), *running(shifts, instant + SOON)}


def ended(shifts: Sequence[Shift], instant: datetime) -> list[tuple[date, Shift]]:
    """Return the shifts that ended in the days before, of which patrol day, the last one first."""
    over = [each for each in _around(shifts, instant) if each[1] <= instant]
    over.sort(key=lambda each: each[1], reverse=True)
    return [(day, shift) for _, _, day, shift in over]


def latest_shift(shifts: Sequence[Shift], instant: datetime) -> tuple[date, Shift]:
    """Return the shift that started last before the instant, and its patrol day.

    ValueError where there are no shifts.
    """
    started = [each for each in _around(shifts, instant) if each[0] <= instant]
    _, _, day, shift = max(started, key=lambda each: each[0])
    return day, shift


def _around(
    shifts: Sequence[Shift], instant: datetime
) -> list[tuple[datetime, datetime, date, Shift]]:
    """Return when the shifts of three days before to the next day start and end."""
    today = patrol_day(instant)
    days = [today + timedelta(days=number) for number in range(-3, 2)]
    return [(*shift_window(day, shift), day, shift) for day in days for shift in shifts]


def day_text(day: date) -> str:
    """Return a day as people read it: Tue 24 Nov 2026."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def time_text(instant: datetime) -> str:
    """Return the wall-clock time of an instant: 21:04."""
    return f"{local(instant):%H:%M}"


def instant_text(instant: datetime) -> str:
    """Return an instant as people read it: Tue 24 Nov 2026, 21:04."""
    return f"{day_text(local(instant).date())}, {time_text(instant)}"
