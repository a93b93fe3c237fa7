"""A briefing to hang logs on, without the demo town; two teams; a lake."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from patrolqr.core.briefing import Briefing
from patrolqr.core.settings import LakeAt
from patrolqr.store import Session, Store, briefings, picks
from tests.builders import two_teams
from tests.builders.briefings import candidate, draft
from tests.builders.duties import duty_now
from tests.conftest import TESTS


@pytest.fixture
def briefed(store: Session) -> Briefing:
    """Return a briefing with two areas, for the shift that is on now."""
    now = duty_now()
    picks.pick(store, now, [candidate(1), candidate(2, "Station Road")])
    return briefings.save(store, draft(store, now))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a store in which two teams have a row each in every table."""
    opened = Store(tmp_path_factory.mktemp("teams") / "data", real=True)
    session = Session(opened, TESTS)
    two_teams.fill(session)
    yield session
    opened.close()


@pytest.fixture
def opened(lake: LakeAt, tmp_path: Path) -> Iterator[Session]:
    """Give a store on the lake that writes to it."""
    store = Store(tmp_path / "first", lake=lake)
    yield Session(store, TESTS)
    store.close()
