"""My sheet: every area with given of asked, next by window and dose, reachable from everywhere."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.phone.request.cookies import SHEET
from patrolqr.store import Session, passes
from tests.builders.briefings import brief
from tests.builders.logs import a_log
from tests.builders.phones import paired, refused


def stay(minutes: int, ago: int = 0) -> dict[str, Any]:
    """Return a log of a stay that ended so many minutes ago."""
    left = clock.now() - timedelta(minutes=ago)
    arrived = left - timedelta(minutes=minutes)
    return a_log(arrived_at=arrived.isoformat(), left_at=left.isoformat())


def areas_of(page: str) -> list[dict[str, Any]]:
    """Return the areas as the page tells them to its script."""
    (said,) = re.findall(r'data-areas="([^"]*)"', page)
    areas: list[dict[str, Any]] = json.loads(unescape(said))
    return areas


def test_every_area_has_given_of_asked_and_one_without_its_dose_is_next(
    phone: TestClient, sheet: Briefing
) -> None:
    first, second, third = (f"/o/{each.pass_id}" for each in sheet.taskings)
    phone.get(second)
    for minutes_ago in (0, 30):
        phone.post(first, json=stay(15, minutes_ago))
    phone.post(second, json=stay(4))
    page = phone.get("/o/my-sheet")
    assert [(each["patrols"], each["minutes"]) for each in areas_of(page.text)] == [
        (2, 30), (1, 4), (0, 0),
    ]  # fmt: skip
    assert "2 of 2 patrols, 30 of 30 min" in page.text
    marked = re.findall(r'<li( class="\w+")?>\s*<a class="open" href="([^"]*)"', page.text)
    assert marked == [(' class="full"', first), ("", second), (' class="next"', third)]
    assert {"x-sheet", "x-until", "x-pairing"} <= set(page.headers)
    assert re.search(r"Next area: 3 .*", phone.get(first).text), "the same rule after a log"


def test_a_sheet_that_was_visited_and_is_short_of_its_minutes_has_not_its_dose(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    newer = brief(store, sheet.duty, names=("Canal Bridge",))
    code = f"/o/{newer.taskings[0].pass_id}"
    phone.get(code)
    for log in (stay(10), stay(10, 30)):
        phone.post(code, json=log)
    page = phone.get("/o/my-sheet").text
    assert "2 of 2 patrols, 20 of 30 min" in page
    assert re.search(r'id="all"[^>]* hidden', page)
    assert '<span class="badge">Next' in page
    phone.post(code, json=stay(10, 90))
    assert not re.search(r'id="all"[^>]* hidden', phone.get("/o/my-sheet").text)


def test_the_area_says_when_somebody_was_there_last(phone: TestClient, sheet: Briefing) -> None:
    """Also a colleague; and the page of a log that is stored says it."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    assert 'id="here" hidden' in phone.get(address).text
    with TestClient(phone.app, base_url="http://patrol.test") as colleague:
        paired(colleague, "5120").post(address, json=stay(15, 20))
    told = f"{clock.time_text(clock.now() - timedelta(minutes=20))}, 15 of 30 min"
    assert f"Last here {told}" in phone.get(address).text
    mine = stay(1, 18)
    phone.post(address, json=mine)
    told = f"{clock.time_text(clock.now() - timedelta(minutes=18))}, "
    assert f"last here {told}" in phone.get(f"{address}/sent/{mine['log_id']}").text


def test_a_newer_sheet_is_shown_and_an_older_code_still_leads_to_its_areas(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Also by the code of an area that the newer one left out; codes that were ended open nothing."""
    phone.get(f"/o/{sheet.taskings[0].pass_id}")
    newer = brief(store, sheet.duty, names=("Canal Bridge", "Mill Lane"))
    passes.revoke(store, pass_id=newer.taskings[1].pass_id, why="lost")
    areas = areas_of(phone.get("/o/my-sheet").text)
    assert [each["name"] for each in areas] == ["Canal Bridge", "Mill Lane"]
    assert [each["codes"] for each in areas] == [
        [newer.taskings[0].pass_id, sheet.taskings[2].pass_id],
        [],
    ]
    assert newer.taskings[1].pass_id not in phone.get("/o/my-sheet").text
    told = phone.get(f"/o/{sheet.taskings[0].pass_id}/sheet").json()
    assert told["withdrawn"] is True


def test_a_phone_without_a_sheet_is_told_where_to_find_one_and_a_guess_counts(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    assert phone.get("/o/my-sheet").status_code == 404
    assert refused(store) == 0, "nothing was tried"
    phone.cookies.set(SHEET, "A" * 20, domain="patrol.test", path="/")
    page = phone.get("/o/my-sheet")
    assert "No sheet yet" in page.text
    assert SHEET not in phone.cookies, "what opens nothing is not tried again"
    with TestClient(phone.app, base_url="http://patrol.test") as stranger:
        stranger.cookies.set(SHEET, sheet.taskings[0].pass_id)
        assert sheet.taskings[0].area.name not in stranger.get("/o/my-sheet").text


def test_maps_open_at_a_tap_in_the_phones_own_app(phone: TestClient, sheet: Briefing) -> None:
    """By an address that every phone has an app for: no page of ours asks a foreign host."""
    for agent, opens in (("Android 15", r"geo:52\.701,-1\.998\?q="), ("iPhone OS", "maps:")):
        page = phone.get(
            f"/o/{sheet.taskings[0].pass_id}", headers={"user-agent": f"Mozilla/5.0 ({agent})"}
        )
        assert re.search(f'href="{opens}', page.text)
        page = phone.get("/o/my-sheet", headers={"user-agent": f"Mozilla/5.0 ({agent})"})
        assert len(re.findall(f'href="{opens}', page.text)) == len(sheet.taskings)
        assert not re.search(r'(src|href)="https?:', page.text)
