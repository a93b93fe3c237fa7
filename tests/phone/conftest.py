"""A sheet of three areas for the shift that is on, and a client that asks as a phone does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.phone import routes
from patrolqr.store import Session
from tests.builders.briefings import brief
from tests.builders.duties import duty, duty_now
from tests.builders.phones import paired


@pytest.fixture
def sheet(store: Session) -> Briefing:
    """Return a briefing for the shift that is on now."""
    return brief(store, duty_now())


@pytest.fixture
def over(store: Session) -> Briefing:
    """Return a briefing whose shift ended days ago."""
    return brief(store, duty(clock.today() - timedelta(days=3)), names=("Old Quay",))


@pytest.fixture
def stranger(store: Session) -> Iterator[TestClient]:
    """Give a phone that is not paired; an unexpected error in the routes fails the test."""
    with TestClient(Starlette(routes=routes(store)), base_url="http://patrol.test") as client:
        yield client


@pytest.fixture
def phone(stranger: TestClient) -> TestClient:
    """Give a paired phone."""
    return paired(stranger)
