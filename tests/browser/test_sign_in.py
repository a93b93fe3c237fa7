"""People sign in at the desk in a real browser: with an account, and by a real OpenID Connect provider."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from patrolqr.core.actor import SYSTEM
from patrolqr.store import DEMO, Session, Store
from patrolqr.store.engine.trail import NAME, read
from tests.browser.conftest import ROOT, Server, free_port, serving
from tests.browser.test_details import AXE, violations
from tests.builders.desk_people import PASSWORD, person

PROVIDER = Path(__file__).with_name("provider.mjs")

PAGES = ("today", "briefing", "logs", "review", "patterns", "teams", "room")


@pytest.fixture(scope="module")
def desk(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the demo town's desk, at which an admin, an auditor and a sergeant sign in."""
    data = tmp_path_factory.mktemp("desk") / "data"
    data.mkdir()
    shutil.copy(town_file, data / DEMO)
    opened = Store(data)
    person(Session(opened, SYSTEM))
    person(Session(opened, SYSTEM), "Aud 7", "auditor")
    person(Session(opened, SYSTEM), "Sgt 5", "sergeant")
    opened.close()
    with serving(data) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser of somebody's own."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def enter(page: Page, name: str) -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("Name or number").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_one_is_led_to_the_wanted_page_and_out_in_every_tab(
    desk: Server, context: BrowserContext
) -> None:
    page, other = context.new_page(), context.new_page()
    page.goto(f"{desk.url}/logs?tab=Load+files")
    enter(page, "Insp 1204")
    expect(page.get_by_role("tab", name="Load files")).to_have_attribute("aria-selected", "true")
    other.goto(f"{desk.url}/people")
    expect(other.get_by_text("Insp 1204, admin · you, here")).to_be_visible()
    page.get_by_role("button", name="Insp 1204").click()
    page.get_by_role("link", name="Sign out").click()
    expect(page.get_by_role("heading", name="Signed out")).to_be_visible()
    other.get_by_role("link", name="Logs").click()  # an old tab, its websocket open
    expect(other.get_by_role("heading", name="Signed out")).to_be_visible()
    expect(other.get_by_role("heading", name="Logs")).not_to_be_visible()
    other.get_by_role("link", name="Sign in again").click()
    enter(other, "Insp 1204")
    expect(other.get_by_role("heading", name="Logs", level=1)).to_be_visible()


def test_a_passkey_is_made_used_and_ended_in_a_real_browser(
    desk: Server, context: BrowserContext
) -> None:
    """The browser's own device keeps it: one that proves its holder, as phones and computers do."""
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    proves = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **proves}})
    local = desk.url.replace("127.0.0.1", "localhost")
    page.goto(f"{local}/logs")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    enter(page, "Sgt 5")
    page.get_by_role("button", name="Sgt 5").click()
    page.get_by_role("link", name="Passkeys").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()
    page.get_by_role("button", name="Make a passkey on this device").click()
    expect(page.get_by_text("not used yet")).to_be_visible()
    page.get_by_role("button", name="Make a passkey on this device").click()
    expect(page.get_by_text("This device has a passkey for the desk already")).to_be_visible()
    page.goto(f"{local}/sign-out?next=/logs")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Logs", level=1)).to_be_visible()
    page.goto(f"{local}/sign-in/passkeys")
    expect(page.get_by_text("used last")).to_be_visible()
    page.get_by_role("button", name="End the one made").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()
    device.send("WebAuthn.removeVirtualAuthenticator", made)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed here")
def test_axe_finds_nothing_on_the_pages_of_the_sign_in(
    desk: Server, context: BrowserContext
) -> None:
    page, local = context.new_page(), desk.url.replace("127.0.0.1", "localhost")
    page.goto(f"{local}/sign-in?next=/people")
    assert violations(page) == []
    enter(page, "Insp 1204")
    name = f"Sgt {free_port()}"
    page.get_by_role("textbox", name="Name or number").fill(name)
    page.get_by_role("button", name="Make the account").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    page.goto(link)
    expect(page.get_by_role("button", name="Use a passkey instead")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{local}/sign-in/passkeys")
    expect(page.get_by_role("button", name="Make a passkey on this device")).to_be_visible()
    assert violations(page) == []


def test_an_auditor_reads_every_page_and_changes_nothing(
    desk: Server, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{desk.url}/teams")
    enter(page, "Aud 7")
    for name in PAGES:
        page.goto(f"{desk.url}/{name}")
        expect(
            page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
        ).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text("Nothing was changed")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
    page.goto(f"{desk.url}/people")
    expect(page.get_by_text("an auditor may not let people in")).to_be_visible()
    page.goto(f"{desk.url}/audit")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV", exact=True).click()
    content = Path(taken.value.path()).read_bytes()
    lines = [line for line in read(desk.data / NAME) if line["person"] == "Aud 7"]
    opened = {line["what"].partition("?")[0] for line in lines if line["act"] == "open"}
    assert opened >= {*PAGES, "audit"}
    (file,) = [line for line in lines if line["act"] == "take"]
    assert file["digest"] == hashlib.sha256(content).hexdigest()
    assert {line["act"] for line in lines} == {"sign in", "open", "take", "detect"}
    page.get_by_text("Is every line still there?").click()
    expect(page.get_by_text("lines, none changed, none missing")).to_be_visible()


@pytest.fixture
def forces_own(
    town_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """Give a desk whose force has a sign-in of its own: a real provider, on this machine."""
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("oidc-provider is not installed here: npm install --no-save oidc-provider")
    (tmp_path / "data").mkdir()
    shutil.copy(town_file, tmp_path / "data" / DEMO)
    desk, away = free_port(), free_port()
    monkeypatch.setenv("PATROLQR_DESK_URL", f"http://127.0.0.1:{desk}")
    monkeypatch.setenv(
        "PATROLQR_OIDC_URL", f"http://127.0.0.1:{away}/.well-known/openid-configuration"
    )
    monkeypatch.setenv("PATROLQR_OIDC_CLIENT_ID", "patrolqr")
    monkeypatch.setenv("PATROLQR_OIDC_CLIENT_SECRET", "a secret of the tests")
    monkeypatch.setenv("PATROLQR_OIDC_ROLES", "LPT 4412=sergeant; LPT chiefs=admin")
    command = [node, str(PROVIDER), str(away), f"http://127.0.0.1:{desk}"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as told:
        assert told.stdout is not None
        assert told.stdout.readline() == b"listening\n"
        with serving(tmp_path / "data", port=desk) as running:
            yield running
        told.terminate()


def come_from_the_force(page: Page, name: str) -> None:
    """Sign in with the force, as the provider asks for it."""
    page.get_by_role("link", name="Sign in with your force account").click()
    page.get_by_placeholder("Enter any login").fill(name)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_the_forces_own_sign_in_says_who_it_is_and_in_which_role(
    forces_own: Server, browser: Browser, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{forces_own.url}/logs?tab=Load+files")
    expect(page.get_by_label("Password")).to_have_count(0)
    come_from_the_force(page, "4412")
    expect(page.get_by_role("tab", name="Load files")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Sgt 4412").click()
    expect(page.get_by_text("Sgt 4412, sergeant")).to_be_visible()
    page.get_by_role("link", name="Sign out").click()
    expect(page.get_by_role("heading", name="Signed out")).to_be_visible()
    page.goto(f"{forces_own.url}/today")
    expect(page.get_by_role("heading", name="Sign in to the desk")).to_be_visible()
    # the provider asks again, though it still knows the browser
    page.get_by_role("link", name="Sign in with your force account").click()
    expect(page.get_by_placeholder("Enter any login")).to_be_visible()
    stranger = browser.new_context().new_page()
    stranger.goto(f"{forces_own.url}/today")
    come_from_the_force(stranger, "999")
    expect(stranger.get_by_text("none of your groups may use this desk")).to_be_visible()
    stranger.goto(f"{forces_own.url}/today")
    expect(stranger.get_by_role("heading", name="Sign in to the desk")).to_be_visible()
    stranger.goto(f"{forces_own.url}/sign-in/callback?code=made-up&state=made-up")
    expect(stranger.get_by_text("did not let you in")).to_be_visible()
    stranger.context.close()
