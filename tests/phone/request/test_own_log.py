"""A stored log is its own officer's only."""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.builders.logs import a_log
from tests.builders.phones import paired, stored


def test_what_one_phone_stored_another_neither_sees_nor_takes_back(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Even with the pass and the log's id."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log()
    phone.post(address, json=log)
    with TestClient(phone.app, base_url="http://patrol.test") as other:
        paired(other, "5120")
        assert other.get(f"{address}/sent/{log['log_id']}").status_code == 404
        assert other.post(f"{address}/undo/{log['log_id']}").status_code == 403
    assert [row["set_aside_why"] for row in stored(store)] == [None]


def test_who_takes_over_a_phone_does_not_see_what_was_stored_from_it_before(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Neither the receipt nor the form that corrects it."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", a_log(saw="a grey van")
    phone.post(address, json=log)
    assert phone.get(f"{address}/correct/{log['log_id']}").status_code == 200
    paired(phone, "5120")
    for what in ("sent", "correct"):
        assert phone.get(f"{address}/{what}/{log['log_id']}").status_code == 404
    assert phone.post(f"{address}/undo/{log['log_id']}").status_code == 403
