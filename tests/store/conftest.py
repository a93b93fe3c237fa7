"""A briefing to hang logs on, without the demo town."""

import pytest

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, briefings, picks
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty_now


@pytest.fixture
def briefed(store: Session) -> Briefing:
    """Return a briefing with two areas, for the shift that is on now."""
    now = duty_now()
    picks.pick(store, now, [candidate(1), candidate(2, "Station Road")])
    return briefings.save(store, draft(store, now))
