"""The morning: last night's calls, incidents and intelligence go in as three files, are triaged by
keyboard, stand on cards, paper and phone, one is answered on patrol, and the next inbox knows it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from patrolqr import readers
from patrolqr.core import clock
from patrolqr.store import Session, Store, loads
from tests.browser.conftest import Server, Tab, serving
from tests.browser.test_day import pair
from tests.builders import areas
from tests.builders.duties import TEAM, duty_now
from tests.builders.sheets import phone_codes
from tests.conftest import TESTS
from tests.render.pages import flat, read

pytestmark = pytest.mark.browser

SQUARES = ((52.690, -2.030), (52.700, -2.040), (52.710, -2.050))
"""Where things happen: latitude and longitude of three places in one beat."""

SAID = "Bikes are stored behind the garages"
NAMED = "John Example of 14 Mill Lane stores stolen bikes behind the garages"
CONDITIONS = "Police only. Not for the court"
ASKED = "Are bikes behind the garages?"


def night(hours_before: int) -> datetime:
    return clock.local(clock.now() - timedelta(hours=hours_before))


def calls() -> str:
    rows = ["Incident No,Opened,Grade,Closing Code,Latitude,Longitude,Remarks"]
    for number, (words, place) in enumerate(
        (
            ("Bikes on the canal path", SQUARES[0]),
            ("Group drinking by the lock", SQUARES[0]),
            ("Shouting in the car park", SQUARES[1]),
            ("Fireworks thrown at cars", SQUARES[2]),
        )
    ):
        opened = f"{night(6 + number):%Y-%m-%d %H:%M:%S}"
        rows.append(f"C{number},{opened},2,ASB,{place[0]},{place[1]},{words}")
    return "\n".join(rows) + "\n"


def crimes() -> str:
    rows = ["Crime Ref,Offence,Date From,Time From,Date To,Time To,Latitude,Longitude,Location"]
    for number, place in enumerate((SQUARES[0], SQUARES[1], SQUARES[2])):
        since, until = night(12 + number), night(9)
        when = f"{since:%d/%m/%Y},{since:%H:%M},{until:%d/%m/%Y},{until:%H:%M}"
        rows.append(
            f"22/{number}/26,Burglary Dwelling,{when},{place[0]},{place[1]},{number + 1} EXAMPLE STREET"
        )
    return "\n".join(rows) + "\n"


def intelligence() -> str:
    lat, lon = SQUARES[0]
    day = f"{night(12):%Y-%m-%d}"
    return (
        "Ref,Date,Text,Sanitised text,Source grade,Information grade,Handling,Conditions,Latitude,Longitude\n"
        f"I/1,{day},{NAMED},{SAID},2,B,C,{CONDITIONS},{lat},{lon}\n"
        f"I/2,{day},A named shop fences tools,Tools are sold on from a shop,1,A,P,,{SQUARES[1][0]},{SQUARES[1][1]}\n"
        f"I/3,{day},A named youth deals,Drugs are dealt after dark,3,C,P,,{SQUARES[2][0]},{SQUARES[2][1]}\n"
    )


@pytest.fixture
def force(empty_file: Path, tmp_path: Path) -> Iterator[Server]:
    """Give the app on a database that has a beat and nothing else."""
    data = tmp_path / "data"
    data.mkdir()
    (data / empty_file.name).write_bytes(empty_file.read_bytes())
    store = Store(data)
    outline = areas.feature(areas.square(0, side=0.2), beat_id="CA01", beat_name="Cannock North")
    (source,) = readers.read(areas.write(tmp_path, outline, name="beats.geojson"))
    loads.load(Session(store, TESTS), source)
    store.close()
    with serving(data) as running:
        yield running


def drop_and_confirm(tab: Tab, folder: Path) -> None:
    """Drop the three files together and confirm how each is read."""
    made = {"calls.csv": calls(), "crimes.csv": crimes(), "intelligence.csv": intelligence()}
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    tab.page.locator("input[type=file]").set_input_files([folder / name for name in made])
    expect(tab.page.get_by_text("intelligence.csv").first).to_be_visible()
    tab.settle()
    tab.page.get_by_role("button", name="Load", exact=True).click()
    confirm = tab.page.get_by_role("button", name="Confirm and load")
    for left in (3, 2, 1):
        expect(confirm).to_have_count(left)
        tab.settle()
        confirm.first.click()
    for said in ("calls.csv: 4 read = 4 new", "crimes.csv: 3 read = 3 new"):
        expect(tab.page.get_by_text(re.compile(re.escape(said))).first).to_be_visible()
    expect(confirm).to_have_count(0)


def triage_ten(tab: Tab) -> None:
    """Decide about ten reasons, a key each: most go on tonight's sheet."""
    card = tab.page.locator(".st-key-inbox_card")
    for number in range(10):
        shown = card.get_by_text(re.compile(rf"^{number + 1} of 10$"))
        expect(shown).to_be_visible()
        expect(card.get_by_role("button", name=re.compile("^Tonight"))).to_be_enabled()
        tab.settle()
        if number in (3, 6):
            tab.page.keyboard.press("n")
            expect(card.get_by_role("button", name="Cancel")).to_be_visible()
            tab.settle()
            tab.page.keyboard.press("1")
        else:
            tab.page.keyboard.press("t")
    expect(tab.page.get_by_text("8 tonight, 2 not tonight")).to_be_visible()


def test_from_three_files_to_the_next_mornings_inbox(
    force: Server, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    now = duty_now()
    duty = f"team={TEAM.team_id}&day={now.patrol_day}&shift={now.shift.name}"
    desk = page_of(f"{force.url}/logs?tab=Load+files")
    drop_and_confirm(desk, tmp_path)

    desk.page.goto(f"{force.url}/inbox?{duty}")
    triage_ten(desk)
    desk.page.get_by_role("link", name="Briefing →").click()
    desk.page.get_by_role("combobox", name="Marking").click()
    desk.page.get_by_role("option", name="OFFICIAL-SENSITIVE").click()
    card = {
        name: desk.page.get_by_label(f"1 EXAMPLE STREET: {name}", exact=True)
        for name in ("why", "look for", "ask")
    }
    expect(card["why"]).to_have_value(re.compile(r"C0, C1, 22/0/26, I/1"))
    expect(card["look for"]).to_have_value(re.compile(re.escape(f"{SAID} (I/1 2BC: {CONDITIONS})")))
    card["ask"].fill(ASKED)
    card["ask"].blur()
    desk.take(ASKED)
    desk.page.get_by_role("button", name="Save version").click()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name=re.compile("^PDF, version")).first.click()
    sheet = tmp_path / "sheet.pdf"
    download.value.save_as(sheet)
    printed = flat("".join(each.text for each in read(sheet.read_bytes())))
    for words in (SAID, f"2BC: {CONDITIONS}", "C0, C1, 22/0/26, I/1", ASKED):
        assert flat(words) in printed
    assert flat("John Example") not in printed

    codes = phone_codes(sheet.read_bytes(), dpi=100)
    phone = page_of(codes[0].lower(), phone=True)
    pair(desk, phone)
    phone.page.goto(codes[0].lower())
    for words in (SAID, ASKED):
        expect(phone.page.get_by_text(words).first).to_be_visible()
    expect(phone.page.get_by_text(CONDITIONS).first).to_be_visible()
    phone.page.get_by_label("Not seen").check()
    phone.page.get_by_role("button", name=re.compile("leaving")).click()
    expect(phone.page.get_by_text(re.compile("^Stored"))).to_be_visible()

    desk.page.goto(f"{force.url}/debrief?{duty}")
    answered = desk.page.get_by_text(re.compile("I/1: .*no sign of it"))
    expect(answered.first).to_be_visible()
    morning = now.patrol_day + timedelta(days=1)
    desk.page.goto(f"{force.url}/inbox?team={TEAM.team_id}&day={morning}&shift={now.shift.name}")
    expect(desk.page.get_by_role("heading", name="Answered since yesterday")).to_be_visible()
    expect(answered.first).to_be_visible()
    assert flat("John Example") not in flat(desk.page.content() + phone.page.content())
    for tab in (desk, phone):
        assert not tab.foreign
        assert not tab.errors
