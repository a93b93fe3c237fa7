"""Which pages are opened, with which address, and what a phone asks: everything that people wait for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from patrolqr.analysis.questions import QUESTIONS
from patrolqr.phone import routes
from patrolqr.store import Session
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import sent
from tests.builders.many_logs import FIRST, UNTIL
from tests.builders.phones import JSON, paired
from tests.pages.conftest import DESK

Address = dict[str, str | list[str]]

DUTY: Address = {"team": "team-0", "day": str(UNTIL - timedelta(days=1)), "shift": "Early"}
ALL: Address = {"since": str(FIRST), "until": str(UNTIL)}
"""The longest period that can be chosen."""

PAGES: dict[str, tuple[str, Address]] = {
    "today": ("today", DUTY),
    "inbox": ("inbox", DUTY),
    "hotspots": ("hotspots", DUTY),
    "briefing": ("briefing", DUTY),
    "room": ("room", DUTY),
    "debrief": ("debrief", DUTY),
    "place": ("place", DUTY | {"cell": "E400250N300250"}),
    "logs": ("logs", {}),
    "logs, words": ("logs", {"search": "grey van"}),
    "logs, promises": ("logs", {"tab": "Promises"}),
    "logs, files": ("logs", {"tab": "Load files"}),
    "review": ("review", {}),
    "review, all time": ("review", ALL),
    "patterns": ("patterns", {"as_of": str(UNTIL)}),
    "returns": ("returns", {}),
    "searches": ("searches", {}),
    "ledger": ("ledger", {}),
    "meeting": ("meeting", {}),
    "from paper": ("from_paper", {}),
    "keeping": ("keeping", {}),
    "people": ("people", {}),
    "teams": ("teams", {}),
    **{
        f"question {name}": ("questions", {"as_of": str(UNTIL), "question": name})
        for name in QUESTIONS
    },
}
"""Page → its script and address. Periods are those a page begins with, but of one; each question of the
meeting is a page of its own.
"""

UNFOLDED = ("documented", "reviews", "helped", "tonight", "list_check", "brought")
"""Keys of what a page folds together and reads once it is opened."""


def open_page(script: str, address: Address) -> None:
    """Open a page of the desk that nobody opened before; AssertionError where it fails."""
    st.cache_data.clear()
    page = AppTest.from_file(str(DESK), default_timeout=300)
    page.switch_page(f"../../pages/{script}.py")
    for key, value in address.items():
        page.query_params[key] = value
    for key in UNFOLDED:
        page.session_state[key] = True
    page.run()
    assert not page.exception, page.exception
    assert not page.error, [each.value for each in page.error]


def of_phone(session: Session) -> dict[str, Callable[[], Any]]:
    """Return what a phone does, by its name: it is paired, and opens a code of the shift that is on."""
    client = TestClient(Starlette(routes=routes(session)), base_url="http://patrol.test")
    sheet = brief(session, duty_now())
    once = sent()
    code = f"/o/{sheet.taskings[0].pass_id}"

    def ask(path: str) -> Callable[[], Any]:
        return lambda: _well(client.get(path))

    return {
        "phone: pair": lambda: paired(client),
        "phone: code": ask(code),
        "phone: send": lambda: _well(client.post(code, json=sent(), headers=JSON)),
        "phone: send again": lambda: _well(client.post(code, json=once, headers=JSON)),
        "phone: sent": ask(f"{code}/sent/{once['log_id']}"),
        "phone: correct": ask(f"{code}/correct/{once['log_id']}"),
        "phone: sheet": ask(f"{code}/sheet"),
        "phone: own patrols": ask("/o/mine"),
        "phone: own sheet": ask("/o/my-sheet"),
    }


def _well(answer: Any) -> Any:
    assert answer.status_code < 300, (answer.status_code, answer.text[:300])
    return answer
