"""A briefing to hang logs on, without the demo town."""

import pytest

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, briefings, picks
from tests.builders.briefings import candidate, draft


@pytest.fixture
def briefed(store: Session) -> Briefing:
    """Return a briefing with two areas, for the shift that is on now."""
    now = clock.now()
    day, shift = clock.patrol_day(now), clock.current_shift(now)
    picks.set_picks(store, day, shift, [candidate(1), candidate(2, "Station Road")])
    return briefings.save(store, draft(store, day, shift))
