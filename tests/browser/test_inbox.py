"""The morning's triage by keyboard alone: one key each, as fast as one reads."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from patrolqr.core.reason import PARTNERS, WHY_NOT
from patrolqr.demo.patrols import TEAM
from tests.browser.conftest import Server, Tab
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

DUTY = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Night"


def press(tab: Tab, key: str, *, expect_now: Locator) -> None:
    """Press one key, once the page shows all of what the last one did."""
    tab.settle()
    tab.page.keyboard.press(key)
    expect(expect_now).to_be_visible()


def test_reasons_are_decided_by_one_key_each_and_stand_on_a_card(
    server: Server, page_of: Callable[..., Tab]
) -> None:
    tab = page_of(f"{server.url}/inbox?{DUTY}")
    page, line = tab.page, tab.page.get_by_text(re.compile(r"new since yesterday"))
    card = page.locator(".st-key-inbox_card")
    expect(card.get_by_role("button", name=re.compile("^Tonight"))).to_be_visible()
    named = re.search(r"(?:ASH|INT)/\S+", card.inner_text())
    assert named is not None

    press(tab, "t", expect_now=card.get_by_text("2 of"))
    expect(line).to_contain_text("1 tonight")
    press(tab, "n", expect_now=card.get_by_role("button", name=WHY_NOT[0]))
    press(tab, "1", expect_now=card.get_by_text("3 of"))
    expect(line).to_contain_text("1 not tonight")
    press(tab, "p", expect_now=card.get_by_role("button", name=PARTNERS[1]))
    press(tab, "2", expect_now=card.get_by_text("4 of"))
    expect(line).to_contain_text("1 passed on")
    press(tab, "m", expect_now=card.get_by_role("button", name="Cancel"))
    press(tab, "1", expect_now=card.get_by_text("5 of"))
    expect(line).to_contain_text("1 merged")

    page.get_by_role("link", name="Briefing →").click()
    expect(page.get_by_label(re.compile(": why$")).first).to_have_value(
        re.compile(re.escape(named[0]))
    )
    assert not tab.errors
