"""A new version at 13:10: the old code shows the new text, its log still counts, both sheets stay
as they were.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab, serving, with_town
from tests.browser.test_day import log_a_visit, pair, pick_and_brief

pytestmark = pytest.mark.browser

NEW_ASK = "Who holds the key to the shutters?"


def downloaded(tab: Tab, version: int) -> bytes:
    """Return the sheet of that version as the page gives it out."""
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name=re.compile(f"^PDF, version {version} ")).click()
    return Path(download.value.path()).read_bytes()


def test_superseding_a_sheet_in_mid_shift(
    town_file: Path, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    with serving(with_town(town_file, tmp_path)) as running:
        desk = page_of(f"{running.url}/hotspots?shift=Night")
        old = pick_and_brief(desk, tmp_path)
        first = downloaded(desk, 1)
        phone = page_of(old.codes[0].lower(), phone=True)
        pair(desk, phone)
        phone.page.goto(old.codes[0].lower())
        log_a_visit(phone, "Grey van by the bins")

        desk.page.get_by_role("textbox", name="Ask").first.fill(NEW_ASK)
        desk.page.get_by_role("textbox", name="Ask").first.blur()
        desk.settle()
        desk.page.get_by_role("button", name="Save version").click()
        second = downloaded(desk, 2)

        phone.page.goto(old.codes[0].lower())
        told = phone.page.locator(".banner:visible").get_by_text(
            re.compile("superseded|has changed this sheet", re.I)
        )
        expect(told.first).to_be_visible()
        if phone.page.get_by_role(
            "link", name="Show the new text"
        ).is_visible():  # the page came from memory first
            phone.page.get_by_role("link", name="Show the new text").click()
        expect(phone.page.get_by_text(re.compile("superseded", re.I)).first).to_be_visible()
        expect(phone.page.get_by_text(NEW_ASK)).to_be_visible()

        assert downloaded(desk, 2) == second
        desk.page.get_by_text("Earlier versions (1)").click()
        assert downloaded(desk, 1) == first
        assert first != second
        desk.page.get_by_role("link", name="Today", exact=True).click()
        expect(desk.page.get_by_text("1 of 2").first).to_be_visible()
        desk.page.get_by_role("link", name="Logs", exact=True).click()
        expect(desk.page.get_by_text("Grey van by the bins").first).to_be_visible()


def test_a_pass_is_in_no_log_file_title_referrer_or_error(
    town_file: Path, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    with serving(with_town(town_file, tmp_path)) as running:
        desk = page_of(f"{running.url}/hotspots?shift=Night")
        sheet = pick_and_brief(desk, tmp_path)
        phone = page_of(sheet.codes[0].lower(), phone=True)
        pair(desk, phone)
        referrers: list[str] = []
        phone.page.on(
            "request", lambda request: referrers.append(request.headers.get("referer", ""))
        )
        phone.page.goto(sheet.codes[0].lower())
        assert phone.page.title() == "PatrolQR"
        log_a_visit(phone, "Nothing")
        phone.page.goto(sheet.codes[0].lower() + "x")
        wrong = phone.page.content()
    passes = [code.rsplit("/", 1)[1].lower() for code in sheet.codes]
    written = "".join(file.read_text("utf-8", "replace") for file in tmp_path.glob("*.log")).lower()
    assert written
    for each in passes:
        assert each not in written
        assert not [referrer for referrer in referrers if each in referrer.lower()]
    assert passes[1] not in wrong.lower()
