"""Mondays on which somebody looked at patterns: cards that opened, and one that is closed."""

from datetime import date, timedelta

from patrolqr.core import clock
from patrolqr.demo import chance_and_metres
from patrolqr.steps import find_patterns, follow_patterns
from patrolqr.store import Session

WEEKS = 13
"""Weeks that were looked at before the current one: from before the rise that is over began."""

HOUR = 9


def look(session: Session, until: date) -> None:
    """Look at patterns on each Monday before the current week, as the Patterns page does."""
    for back in range(WEEKS, 0, -1):
        monday = until - timedelta(days=until.weekday(), weeks=back)
        with clock.standing_at(chance_and_metres.day_before(monday + timedelta(days=1), hour=HOUR)):
            runs = find_patterns.find(session, as_of=monday)
            follow_patterns.keep(session, runs, as_of=monday)
