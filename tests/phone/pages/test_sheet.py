"""The pages of a sheet, for a phone to keep."""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, passes
from tests.builders.briefings import brief


def test_a_phone_fetches_only_pages_of_the_sheet_that_changed(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The list's mark of every page is the page's own; ended codes are not on it."""
    passes.revoke(store, pass_id=sheet.taskings[2].pass_id, why="sheet lost")
    newer = brief(store, sheet.duty, names=("Market Square", "Canal Bridge"))
    marks = phone.get(f"/o/{sheet.taskings[0].pass_id}/sheet").json()["pages"]
    valid = [*sheet.taskings[:2], *newer.taskings]
    paths = [f"/o/{each.pass_id}" for each in valid] + ["/o/my-sheet"]
    assert marks == {each: phone.get(each).headers["x-sheet"] for each in paths}
