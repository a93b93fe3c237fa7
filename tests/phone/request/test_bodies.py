"""What was sent is read as a form or as JSON, and no further than a log may be long."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.store import Session
from tests.builders.examples import COSTLY
from tests.builders.phones import JSON, stored


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", JSON, 400),
        (b"[]", JSON, 400),
        (b"\xff\xfe{}", JSON, 400),
        (b'{"log_id": NaN}', JSON, 400),
        (b'{"log_id": ' + b"9" * 5000 + b"}", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b'{"saw": ' + b"[" * 50 + b"]" * 50 + b"}", JSON, 400),
        (b"{}", JSON, 422),
        (b"log_id=%ff", {"content-type": "application/x-www-form-urlencoded"}, 400),
        (b"a=1&" * 5000, {"content-type": "application/x-www-form-urlencoded"}, 400),
        (b"<log/>", {"content-type": "application/xml"}, 415),
        (b"", {}, 415),
        (json.dumps({"saw": "x" * 70_000}).encode(), JSON, 413),
        (json.dumps({"saw": "x" * 10_000_000}).encode(), JSON, 413),
    ],
)
def test_what_is_no_log_gets_its_status_and_changes_nothing(
    phone: TestClient,
    store: Session,
    sheet: Briefing,
    body: bytes,
    headers: dict[str, str],
    status: int,
) -> None:
    """Broken, foreign, endless, too long."""
    answer = phone.post(
        f"/o/{sheet.taskings[0].pass_id}", content=body, headers={**headers, "accept": "*/*"}
    )
    assert answer.status_code == status
    assert stored(store) == []


def test_a_body_that_never_ends_is_not_read_to_its_end(phone: TestClient, sheet: Briefing) -> None:
    """Without a length in the header, reading stops at the limit."""
    answer = phone.post(
        f"/o/{sheet.taskings[0].pass_id}", content=(b"x" * 65536 for _ in range(200)), headers=JSON
    )
    assert answer.status_code == 413


@COSTLY
@given(
    body=st.binary(max_size=200),
    kind=st.sampled_from(["application/json", "application/x-www-form-urlencoded"]),
)
def test_no_bytes_are_an_error_of_ours(
    phone: TestClient, sheet: Briefing, body: bytes, kind: str
) -> None:
    """Nor is noise."""
    answer = phone.post(
        f"/o/{sheet.taskings[0].pass_id}", content=body, headers={"content-type": kind}
    )
    assert 400 <= answer.status_code < 500
