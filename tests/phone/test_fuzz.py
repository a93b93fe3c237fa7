"""Whatever a phone, a proxy or a stranger sends, the answer is a sentence and never a fault."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.core.form.questions import FIELDS, GROUPS
from tests.builders.examples import TIMES
from tests.builders.logs import a_log

TEXT = st.text(st.characters(), max_size=30)  # lone halves of emoji, controls, turned writing too
EDGES: st.SearchStrategy[Any] = st.sampled_from(
    [
        *("", "\x00", "\ud83d", "\u202e", "9" * 400, "-1", "1e999", "NaN", "0x10", "２", "\u2028"),
        *(
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59+14:00",
            "2026-10-25T01:30",
            "24:00",
            "\ufeff",
        ),
        *(None, True, 0, -1, 2**63, 2**64, 1e308, -0.0, [], {}, [[]], {"": ""}, ["", None]),
    ]
)
VALUE = st.one_of(
    TEXT, EDGES, st.integers(), st.floats(allow_nan=False), st.lists(TEXT, max_size=3)
)
NAMES = [
    *(each.name for each in FIELDS),
    *(group.name for group in GROUPS),
    *(
        "log_id",
        "version",
        "replaces",
        "paired",
        "written_as",
        "opened_at",
        "sent_at",
        "send",
        "asked_as",
    ),
    *("corrected_why", "kept_why", "asked_at", "collar", "code", "text"),
]
FIELDS_OF = st.dictionaries(st.one_of(st.sampled_from(NAMES), TEXT), VALUE, max_size=6)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["accept", "content-type", "cookie", "origin", "x-forwarded-for", "host", "range"]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
    max_size=2,
)


def paths(pass_id: str, log_id: str) -> list[str]:
    """Return the addresses of the officers' pages, with that code and log."""
    own = f"/o/{pass_id}"
    return [
        *(
            "/o/",
            "/o/pair",
            "/o/pair/X",
            "/o/paired",
            "/o/unpair",
            "/o/mine",
            "/o/my-sheet",
            "/o/queue",
        ),
        *(f"/o/mine/{log_id}", own, f"{own}/sheet", f"{own}/sent/{log_id}"),
        *(f"{own}/correct/{log_id}", f"{own}/undo/{log_id}", "/o/assets/%00", "/o/\ud83d"),
    ]


@pytest.mark.parametrize("how", ["json", "form", "bytes"])
def test_nothing_that_is_sent_is_answered_with_a_fault(
    phone: TestClient, sheet: Briefing, how: str
) -> None:
    """The client raises what a page does not answer itself."""
    sent = a_log()
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=sent)

    @settings(
        max_examples=40 * TIMES,
        suppress_health_check=[HealthCheck.too_slow],
        deadline=None,
    )
    @given(
        where=st.integers(0, 15),
        wild=FIELDS_OF,
        headers=HEADERS,
        whole=st.binary(max_size=60),
        is_log=st.booleans(),
        is_get=st.booleans(),
    )
    def ask(
        where: int,
        wild: dict[str, Any],
        headers: dict[str, str],
        whole: bytes,
        is_log: bool,
        is_get: bool,
    ) -> None:
        path = paths(sheet.taskings[0].pass_id, str(sent["log_id"]))[where]
        body = (a_log(log_id=str(uuid.uuid4())) if is_log else {}) | wild
        content, kind = _written(how, body, whole)
        try:
            answer = phone.request(
                "GET" if is_get else "POST",
                path.encode("utf-8", "surrogatepass").decode("latin-1"),
                content=None if is_get else content,
                headers={"content-type": kind} | headers,
                follow_redirects=False,
            )
        except UnicodeEncodeError:  # the client cannot write that header
            return
        assert answer.status_code < 500
        assert answer.content or answer.status_code in (204, 303, 304)

    ask()


def _written(how: str, body: dict[str, Any], whole: bytes) -> tuple[bytes, str]:
    if how == "bytes":
        return whole, "application/json"
    if how == "json":
        return json.dumps(body).encode(), "application/json"
    pairs = (f"{name}={value}" for name, value in body.items())
    return "&".join(pairs).encode("utf-8", "surrogatepass"), "application/x-www-form-urlencoded"
