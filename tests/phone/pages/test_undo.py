"""Taking back what was just sent."""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.builders.phones import form_of, stored


def test_a_log_can_be_taken_back_for_a_while(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Undo sets aside; nothing is deleted."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    page = phone.post(address, data=form_of(phone.get(address).text) | {"send": "nothing"})
    undone = phone.post(page.url.path.replace("/sent/", "/undo/"))
    assert "Taken back" in undone.text
    assert [row["set_aside_why"] for row in stored(store)] == ["taken back by the officer"]
