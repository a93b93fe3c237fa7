"""What the inbox decided about for yesterday's Late shift, as a problem-solver decides there."""

from collections.abc import Iterator
from datetime import date, timedelta

from patrolqr.core import clock
from patrolqr.core.reason import PARTNERS, WHY_NOT, Reason
from patrolqr.core.team import Duty
from patrolqr.demo import chance_and_metres
from patrolqr.demo.patrols import TEAM
from patrolqr.steps import triage
from patrolqr.store import Session, briefings
from patrolqr.store.reasons import Choice

HOUR = 15
"""When the inbox is gone through: on the afternoon before, ahead of the sheet."""

TONIGHT_AT_MOST, NOT_TONIGHT = 5, 2
"""How many reasons are taken, and how many are left; one call is passed on."""


def decide(session: Session, until: date) -> None:
    """Decide about the reasons of the Late shift before the patrol day, ahead of its sheet."""
    duty = TEAM.duty(until - timedelta(days=1), "Late")
    moment = chance_and_metres.day_before(duty.patrol_day, hour=HOUR) + timedelta(minutes=25)
    with clock.standing_at(moment):
        box = triage.inbox(session, TEAM, duty)
        waiting = [each for each in box.reasons if box.is_open(each) and each.dated_at <= moment]
        for reason, choice in _choices(waiting, _briefed(session, duty)):
            triage.decide(session, duty, reason, choice)


def _briefed(session: Session, duty: Duty) -> set[str]:
    """Return the patrol areas of the duty's sheet: what is taken is for where officers are sent."""
    sheet = briefings.current(session, duty)
    return {tasking.area.area_id for tasking in sheet.taskings} if sheet else set()


def _choices(waiting: list[Reason], briefed: set[str]) -> Iterator[tuple[Reason, Choice]]:
    """Give the reasons that are decided about: one of each place taken, its like merged into it,
    some left or passed on; the rest stays open.
    """
    taken: dict[str, Reason] = {}
    left = 0
    is_passed_on = False
    for reason in waiting:
        home = taken.get(reason.area_id or "")
        if home is not None and home.category == reason.category:
            yield reason, Choice("merged", merged_into=home.reason_id)
        elif reason.area_id in briefed and not reason.unprintable and home is None:
            if len(taken) < TONIGHT_AT_MOST:
                taken[reason.area_id] = reason
                yield reason, Choice("tonight")
        elif reason.kind == "call" and not is_passed_on:
            is_passed_on = True
            yield reason, Choice("partner", partner=PARTNERS[0])
        elif left < NOT_TONIGHT:
            yield reason, Choice("not_tonight", why=WHY_NOT[left])
            left += 1
