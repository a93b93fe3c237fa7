"""Whose shift, for tests: the team that a new database begins with."""

from datetime import date, datetime

from patrolqr.core import clock
from patrolqr.core.team import Duty, Team

TEAM = Team("local-policing-team", "Local policing team")


def duty(day: date, shift: str = "Late", *, team: Team = TEAM) -> Duty:
    """Return that shift of the team on that patrol day."""
    return team.duty(day, shift)


def duty_now(now: datetime | None = None) -> Duty:
    """Return the team's duty that is on now, or was last."""
    day, shift = clock.latest_shift(TEAM.shifts, now or clock.now())
    return Duty(TEAM.team_id, day, shift)


def duty_on(now: datetime | None = None) -> Duty:
    """Return a duty of the team that is on now or begins within the hour: between 06:00 and 07:00 that
    is not the last one.
    """
    day, shift = next(iter(clock.running_or_soon(TEAM.shifts, now or clock.now())))
    return Duty(TEAM.team_id, day, shift)
