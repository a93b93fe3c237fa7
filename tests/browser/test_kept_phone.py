"""A collar number kept to a phone in a real browser, whose own device makes and gives the passkey."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.store import Session, collar_passkeys, pairings
from tests.browser import test_phone
from tests.browser.test_details import AXE, violations
from tests.browser.test_pairing import CACHED
from tests.browser.test_phone import Server, pair, phone, scan
from tests.builders.phones import stored

pytestmark = pytest.mark.browser

server, sheet = test_phone.server, test_phone.sheet
"""Fixtures: a server of the phone's routes, and a briefing for the shift that is on now."""

KIND = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
PROVES = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}

Phones = Callable[[], BrowserContext]


@pytest.fixture
def phones(browser: Browser, tmp_path: Path) -> Iterator[Phones]:
    """Give browsers of phones, each with a memory of its own; they are closed at the end."""
    with ExitStack() as held:
        made: list[BrowserContext] = []

        def another() -> BrowserContext:
            made.append(phone(browser, tmp_path / f"phone{len(made)}"))
            held.callback(made[-1].close)
            return made[-1]

        yield another


def able(page: Page, **other: Any) -> CDPSession:
    """Let the page's phone prove its holder by a finger or a face."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**KIND, **PROVES, **other}})
    return device


def newest(store: Session) -> str:
    """Return the passkey of the pairing that was made last, "" for none."""
    return pairings.current(store, at=clock.now())[-1].passkey_id


def test_a_number_is_kept_by_one_tap_and_confirmed_by_one_when_it_is_paired_again(
    server: Server, store: Session, phones: Phones
) -> None:
    page = phones().new_page()
    able(page)
    pair(page, server)
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("Kept. When 4821 is paired again")).to_be_visible()
    expect(page.get_by_role("button", name="Keep it")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("link", name="My patrols")).to_be_visible()
    expect(page.locator("#passkey")).to_have_count(0)
    (made,) = collar_passkeys.going_on(store)
    pair(page, server)
    assert newest(store) == ""
    page.get_by_role("button", name="Confirm by passkey").tap()
    expect(page.get_by_text("Confirmed as 4821.")).to_be_visible()
    assert newest(store) == made


def test_a_phone_without_it_is_told_so_goes_on_and_is_not_confirmed(
    server: Server, store: Session, sheet: Briefing, phones: Phones
) -> None:
    first = phones().new_page()
    able(first)
    pair(first, server)
    first.get_by_role("button", name="Keep it").tap()
    expect(first.get_by_text("Kept.")).to_be_visible()
    page = phones().new_page()
    able(page)
    pair(page, server)
    page.get_by_role("button", name="Confirm by passkey").tap()
    expect(page.get_by_text("No passkey was given. Try once more, or go on")).to_be_visible()
    assert newest(store) == ""
    page.locator("#passkey").get_by_role("button", name="No").tap()
    scan(page, server, sheet, 1)
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("heading", name="Stored")).to_be_visible()
    assert [row["collar"] for row in stored(store)] == ["4821"]


def test_who_refuses_is_not_asked_again_under_that_pairing(server: Server, phones: Phones) -> None:
    page = phones().new_page()
    able(page)
    pair(page, server)
    offer = page.locator("#passkey")
    offer.get_by_role("button", name="No").tap()
    expect(offer).to_be_hidden()
    for path in ("o/paired", "o/mine"):
        page.goto(f"{server.url}/{path}", wait_until="networkidle")
        expect(offer).to_be_hidden()
    pair(page, server)
    expect(offer).to_be_visible()


@pytest.mark.parametrize("can", [{"hasUserVerification": False}, None], ids=["no lock", "none"])
def test_a_phone_that_cannot_is_offered_nothing_and_fetches_nothing_for_it(
    server: Server, phones: Phones, can: dict[str, Any] | None
) -> None:
    page = phones().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    if can is not None:
        able(page, **can, isUserVerified=False)
    pair(page, server)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#passkey")).to_be_hidden()
    assert [each for each in asked if "paired.js" in each]
    assert [each for each in asked if "passkey" in each] == []


def test_nothing_of_it_is_on_a_code_or_kept_for_when_there_is_no_signal(
    server: Server, sheet: Briefing, phones: Phones
) -> None:
    page = phones().new_page()
    able(page)
    pair(page, server)
    expect(page.locator("#passkey")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    scan(page, server, sheet, 1)
    page.locator("html[data-sheet=kept]").wait_for()
    assert asked
    assert "passkey" not in page.content() + " ".join(asked)
    assert "/o/queue" in page.evaluate(CACHED)
    assert "passkey.js" not in page.evaluate(CACHED)
    server.stop()
    page.goto(f"{server.url}/o/mine")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#passkey")).to_have_count(0)
    scan(page, server, sheet, 2)
    page.get_by_role("button", name="Nothing to report, send").tap()
    expect(page.get_by_role("heading", name="Safe on this phone")).to_be_visible()


def test_an_answer_that_does_not_arrive_is_sent_again_without_asking_anew(
    server: Server, store: Session, phones: Phones
) -> None:
    page = phones().new_page()
    able(page)
    pair(page, server)
    keep = page.get_by_role("button", name="Keep it")
    expect(keep).to_be_visible()
    for state in ("error", "200"):
        server.line.state = state
        keep.tap()
        expect(page.get_by_text("It did not reach the server.")).to_be_visible()
    server.stop()
    keep.tap()
    expect(page.get_by_text("It did not reach the server.")).to_be_visible()
    server.line.state = "up"
    server.start()
    keep.tap()
    expect(page.get_by_text("Kept. When 4821")).to_be_visible()
    assert len(collar_passkeys.going_on(store)) == 1


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed here")
def test_axe_finds_nothing_in_what_is_offered(server: Server, phones: Phones) -> None:
    page = phones().new_page()
    able(page)
    pair(page, server)
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("Kept.")).to_be_visible()
    pair(page, server)
    expect(page.get_by_role("button", name="Confirm by passkey")).to_be_visible()
    assert violations(page) == []
