"""What was stored, told back."""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, reviews
from tests.builders.logs import a_log


def test_the_officer_reads_what_the_sergeant_asks_and_that_it_was_approved(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """On the page of the log, and above the form that answers it."""
    address, sent = f"/o/{sheet.taskings[0].pass_id}", a_log(stop_searches=1)
    phone.post(address, json=sent)
    reviews.decide(store, sent["log_id"], 1, "query", remark="Which <power>?")
    for page in ("sent", "correct"):
        assert "Which &lt;power&gt;?" in phone.get(f"{address}/{page}/{sent['log_id']}").text
    reviews.decide(store, sent["log_id"], 1, "approved", seen=1)
    assert "Approved by your sergeant" in phone.get(f"{address}/sent/{sent['log_id']}").text
