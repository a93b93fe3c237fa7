"""The People page says of each role what it reads and does, as the store has it."""

from patrolqr.store import Session
from tests.pages.conftest import Opener, shown


def test_what_a_role_may_not_read_is_said(desk: Session, open_page: Opener) -> None:
    told = shown(open_page("people"))
    assert "**sergeant**: read everything but Audit, Keeping, People;" in told
    assert "**auditor**: read everything but Keeping, People;" in told
    assert "**admin**: read everything;" in told
