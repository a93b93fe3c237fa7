"""What a phone keeps of a sheet, and until when."""

from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.store import Session, pairings
from tests.builders.briefings import brief
from tests.builders.duties import duty_now


def test_pages_kept_for_offline_end_with_the_pairing(phone: TestClient, store: Session) -> None:
    """A page says until when it may be kept: never longer than its phone is paired."""
    late = brief(store, duty_now(), names=("Market Square",))
    page = phone.get(f"/o/{late.taskings[0].pass_id}")
    (own,) = pairings.current(store, at=clock.now())
    assert int(page.headers["x-until"]) <= own.until.timestamp() * 1000
