"""The page's script sends the answer to every question, whatever its kind."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.store import Session
from tests.browser import test_phone
from tests.browser.test_phone import Server, phone, scan
from tests.builders.briefings import brief, walked
from tests.builders.duties import duty_now
from tests.form.filling import STREET, kept, sent
from tests.form.test_contract import as_kept, stored

pytestmark = pytest.mark.browser

server = test_phone.server
"""Fixture: a server of the phone's routes."""

TYPED = [each for each in FIELDS if each.section in ("counters", "notes", "more")]

(ACT,) = (each for each in GROUPS if each.name == "arrest")
"""A group whose questions are all there at once, whatever is answered."""


@pytest.fixture
def sheet(store: Session) -> Briefing:
    """Return a briefing for the shift that is on now, whose first area is walked."""
    return walked(store, brief(store, duty_now(), ask_kind="yes_no"), STREET)


def fill(page: Page, asked: Field, name: str) -> None:
    """Answer one question as a person does; moments are left to the test without script."""
    controls = page.locator(f"[name='{name}']")
    kind = str(controls.first.evaluate("control => control.type"))
    answer = sent(asked, clock.now())
    ticked = asked.kind == "ticks" and isinstance(answer, list)
    for value in answer if ticked else ["; ".join(answer) if isinstance(answer, list) else answer]:
        if kind in ("radio", "checkbox"):
            page.locator(f"[name='{name}'][value='{value}']").check(force=True)
        elif kind == "select-one":
            controls.select_option(value)
        else:
            controls.fill(value)


def test_the_script_sends_every_answer(
    browser: Browser, server: Server, sheet: Briefing, store: Session, tmp_path: Path
) -> None:
    context = phone(browser, tmp_path / "phone", server)
    page = context.new_page()
    scan(page, server, sheet, 1)
    for summary in page.locator(".notes > summary").all():
        summary.click()
    for each in TYPED:
        fill(page, each, each.name)
    details = [each for each in ACT.fields if each.kind != "instant"]
    for each in details:
        fill(page, each, f"{ACT.name}-0-{each.name}")
    expect(page.get_by_role("button", name="Nothing to report, send")).to_be_hidden()
    page.get_by_role("button", name="I am leaving, send").click()
    expect(page.get_by_role("heading", name="Stored")).to_be_visible()
    at = clock.now()
    for table, fields in (("patrol_logs", TYPED), (ACT.table, details)):
        row = stored(store, table, 1)
        found = {each.name: as_kept(each, row[each.name]) for each in fields}
        assert found == {each.name: kept(each, at) for each in fields}
    context.close()
