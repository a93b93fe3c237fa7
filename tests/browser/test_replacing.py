"""Two people look at one page, the first writes, the second writes on the older view: nothing is
replaced unseen. Either both stand, or the second is told and chooses; then both see the same.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from patrolqr.core import clock
from patrolqr.core.actor import Actor
from patrolqr.core.team import Team
from patrolqr.demo.patrols import TEAM, TOWN_CENTRE
from patrolqr.store import Session, Store, briefings, passes
from tests.browser.conftest import ROOT, Server, Tab, serving, with_town
from tests.browser.map_page import listed, rest
from tests.builders.databases import TOWN_DAY

pytestmark = pytest.mark.browser

DUTY = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Late"
CALLS = """Incident No,Opened,Grade,Closing Code,Latitude,Longitude,Remarks
101,2026-11-24 21:05:00,1,ASB,52.69,-2.03,Bikes on the canal path
102,2026-11-24 22:05:00,2,ASB,52.69,-2.03,The same again
"""

Both = Callable[[str], tuple[Tab, Tab]]


@pytest.fixture(scope="module")
def desk(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give an app of this file's own: what is decided here is in nobody's way."""
    with serving(with_town(town_file, tmp_path_factory.mktemp("replacing"))) as running:
        yield running


@pytest.fixture
def both(desk: Server, page_of: Callable[..., Tab]) -> Both:
    """Give a function that opens a page in two browsers."""

    def open_both(address: str) -> tuple[Tab, Tab]:
        one, other = (page_of(f"{desk.url}/{address}") for _ in range(2))
        for tab in (one, other):
            tab.settle()
        return one, other

    return open_both


def write(tab: Tab, box: Locator, text: str) -> None:
    """Write into a field, and wait until the page has taken it."""
    box.fill(text)
    box.blur()
    tab.take(text)


def sees(tab: Tab, text: str) -> None:
    expect(tab.page.get_by_text(text).first).to_be_visible()


def button(tab: Tab, name: str) -> Locator:
    return tab.page.get_by_role("button", name=name, exact=True)


def test_debrief_reasons_and_handover(both: Both) -> None:
    one, other = both(f"debrief?{DUTY}")
    for number, tab in enumerate((one, other), start=1):
        write(tab, tab.page.get_by_label("Sergeant", exact=True), f"Sgt {number}")

    def reason(tab: Tab, said: str) -> None:
        asked = tab.page.locator("[data-testid='stButtonGroup']", has_text="Priory Park")
        asked.get_by_text(said, exact=True).click()

    reason(one, "Custody")
    sees(one, "given by Sgt 1")
    reason(other, "Weather")
    sees(other, "Sgt 1 said “Custody” at")
    sees(other, "given by Sgt 1")
    reason(other, "Weather")
    sees(other, "given by Sgt 2")

    write(one, one.page.get_by_label("For the next sergeant"), "Van is back")
    write(other, other.page.get_by_label("For the next sergeant"), "Start at the canal")
    sees(other, "Sgt 1 wrote at")
    button(other, "Both").click()
    sees(other, "by Sgt 2.")
    for tab in (one, other):
        tab.page.reload()
        text = tab.page.get_by_label("For the next sergeant")
        expect(text).to_have_value("Van is back\nStart at the canal")
        sees(tab, "given by Sgt 2")


def test_briefing_ticks_and_ended_codes(both: Both) -> None:
    one, other = both(f"briefing?{DUTY}")
    for number, tab in enumerate((one, other), start=1):
        write(tab, tab.page.get_by_label("Name or number"), f"Sgt {number}")
        tab.page.locator("summary", has_text="End the codes of a lost sheet").click()
        write(tab, tab.page.get_by_label("Why", exact=True), f"left on bus {number}")
    for tab in (one, other):
        button(tab, "End these codes").click()
        sees(tab, "ended by Sgt 1")
    sees(other, "These codes had ended already.")
    for number, tab in enumerate((one, other), start=1):
        ticks = tab.page.get_by_role("combobox", name=re.compile("Who was briefed"))
        ticks.fill(f"90{number}")
        ticks.press("Enter")
        sees(tab, f"90{number} at")
    for tab in (one, other):
        tab.page.reload()
        expect(tab.page.get_by_text("Ticked:")).to_have_text(
            re.compile("901 at .* by Sgt 1.*902 at .* by Sgt 2")
        )
        tab.page.locator("summary", has_text="End the codes of a lost sheet").click()
        sees(tab, "left on bus 1")
        expect(tab.page.get_by_text("left on bus 2")).to_have_count(0)


def test_briefing_templates(both: Both) -> None:
    one, other = both(f"briefing?{DUTY}")
    for number, tab in enumerate((one, other), start=1):
        write(tab, tab.page.get_by_label("Name or number"), f"Sgt {number}")
        write(tab, tab.page.get_by_label(re.compile(": ask$")).first, f"Question {number}?")
        tab.page.locator("summary", has_text="Name, hazards").first.click()
        write(tab, tab.page.get_by_label("Keep these texts as").first, "Gatherings")
    button(one, "Keep").first.click()
    sees(one, "Kept as “Gatherings”")
    button(other, "Keep").first.click()
    sees(other, "There is a template “Gatherings” already, kept by Sgt 1")
    button(other, "Replace").first.click()
    sees(other, "Kept as “Gatherings”")
    button(one, "Replace").first.click()  # it replaces its own, and another stands
    sees(one, "There is a template “Gatherings” already, kept by Sgt 2")


def test_one_draft_on_two_screens(both: Both) -> None:
    one, other = both(f"briefing?{DUTY}")
    for tab in (one, other):
        write(tab, tab.page.get_by_label("Name or number"), "Sgt 9")
    asks = [tab.page.get_by_label(re.compile(": ask$")).first for tab in (one, other)]
    write(one, asks[0], "Who holds the key?")
    write(other, asks[1], "Who locks the gate?")
    sees(other, "Your draft was changed on another screen at")
    for tab, ask in zip((one, other), asks, strict=True):
        tab.page.reload()
        sees(tab, "Your draft of")
        expect(ask).to_have_value("Who holds the key?")
    write(other, asks[1], "Who locks the gate?")
    write(one, asks[0], "Who has the key now?")
    sees(one, "Your draft was changed on another screen at")
    one.page.reload()
    expect(asks[0]).to_have_value("Who locks the gate?")
    button(one, "Begin anew").click()
    expect(asks[0]).not_to_have_value("Who locks the gate?")


def test_a_file_is_confirmed_once_and_its_load_taken_back_once(
    town_file: Path, page_of: Callable[..., Tab], tmp_path: Path
) -> None:
    """On a database of one's own: the first load leaves the demo."""
    calls = tmp_path / "calls.csv"
    calls.write_text(CALLS, "utf-8")
    with serving(with_town(town_file, tmp_path)) as running:
        one = page_of(f"{running.url}/logs?tab=Load+files")
        one.page.locator("input[type=file]").set_input_files(calls)
        expect(one.page.get_by_text("calls.csv").first).to_be_visible()
        one.settle()
        button(one, "Load").click()
        expect(button(one, "Confirm and load")).to_be_visible()
        other = page_of(f"{running.url}/logs?tab=Load+files")
        expect(button(other, "Confirm and load")).to_be_visible()
        for tab in (one, other):
            tab.settle()
            button(tab, "Confirm and load").click()
            sees(tab, "calls.csv: 2 read = 2 new")
        sees(other, "This file is not waiting to be confirmed any more")

        for tab in (one, other):
            tab.page.reload()
            tab.settle()
            tab.page.get_by_role("combobox", name="A load to take back").click()
            tab.page.get_by_role("option", name=re.compile("^calls.csv")).click()
            expect(button(tab, "Take it back")).to_be_enabled()
        for tab in (one, other):
            tab.settle()
            button(tab, "Take it back").click()
            tab.settle()
        sees(other, "This load was taken back already.")


def test_review_decisions_and_their_undo(both: Both) -> None:
    one, other = both("logs?reviews=true")
    for number, tab in enumerate((one, other), start=1):
        write(tab, tab.page.get_by_label("Reviewed by"), f"Sgt {number}")

    def waiting_of(tab: Tab) -> Locator:
        return tab.page.locator("summary", has_text="with stop-searches to review")

    (count,) = re.findall(r"(\d+) logs? with", waiting_of(one).inner_text())
    button(one, "Approve").first.click()
    sees(one, "You approved")
    other.page.get_by_label("Remark or question").first.fill("What was found?")
    button(other, "Query").first.click()
    sees(other, "Sgt 1 approved this log at")
    button(one, "Undo").click()
    sees(one, f"{count} logs with stop-searches to review")
    one.settle()  # the number is there before the list below it

    other.page.reload()
    one.page.get_by_label("Remark or question").first.fill("Who was there?")
    button(one, "Query").first.click()
    sees(one, "You asked about")
    other.page.reload()
    sees(other, "Who was there?")
    other.settle()
    asked = other.page.locator("[class*='st-key-review_']", has_text="Who was there?")
    asked.get_by_role("button", name="Approve").click()
    sees(other, "You approved")
    button(one, "Undo").click()  # a colleague decided since
    sees(one, "Only your own decision can be taken back")
    for tab in (one, other):
        tab.page.reload()
        expect(waiting_of(tab)).to_contain_text(re.compile(rf"(?<!\d){int(count) - 1} logs? with"))


def test_promises(both: Both) -> None:
    one, other = both("logs?tab=Promises")
    for number, tab in enumerate((one, other), start=1):
        write(tab, tab.page.get_by_label("Marked by"), f"Sgt {number}")
    kept = "[class*='st-key-promise_'] button"
    for tab in (one, other):
        expect(tab.page.locator(kept).first).to_be_visible()
    told = one.page.get_by_text(re.compile(r"\d+ open, \d+ of them due")).inner_text()
    (count,) = re.findall(r"(\d+) open", told)
    one.page.locator(kept).first.click()
    sees(one, f"{int(count) - 1} open")
    other.page.locator(kept).first.click()
    sees(other, "Sgt 1 marked it kept at")
    sees(other, f"{int(count) - 1} open")


def test_patterns_set_aside(both: Both) -> None:
    one, other = both(f"patterns?as_of={TOWN_DAY}")
    aside = "Not a pattern…"
    expect(one.page.get_by_text(aside).first).to_be_visible()
    before = one.page.get_by_text(aside).count()
    for number, tab in enumerate((one, other), start=1):
        tab.page.get_by_text(aside).first.click()
        tab.page.get_by_label("Why not?").fill(f"Shop {number} reported late")
        tab.page.get_by_label("Your name or collar number").fill(f"Sgt {number}")
    button(one, "Set aside").click()
    expect(one.page.get_by_text(aside)).to_have_count(before - 1)
    button(other, "Set aside").click()
    sees(other, "Sgt 1 set this pattern aside at")
    sees(other, "“Shop 1 reported late”")
    expect(other.page.get_by_text(aside)).to_have_count(before - 1)


def test_picks_taken_out_are_not_picked_again_unseen(desk: Server, both: Both) -> None:
    night = f"team={TEAM.team_id}&day={TOWN_DAY}&shift=Night"
    one, other = both(f"hotspots?{night}")

    def tick(tab: Tab, number: int) -> None:
        rest(tab)
        listed(tab, number).click(force=True)
        tab.settle()

    tick(one, 1)
    one.page.get_by_role("button", name="Brief these").click()
    expect(one.page.get_by_role("heading", name="Briefing")).to_be_visible()
    for tab in (one, other):
        tab.page.goto(f"{desk.url}/hotspots?{night}")
    tick(other, 2)  # beside the pick of the shift, which arrives ticked
    tick(one, 1)
    one.page.get_by_role("button", name="Take out").click()
    expect(one.page.get_by_role("button", name="Take out")).to_have_count(0)
    other.page.get_by_role("button", name="Brief these").click()
    sees(other, "Taken out of this shift's picks meanwhile")
    other.page.get_by_role("button", name="Leave out").click()
    expect(other.page.get_by_text("Taken out of this shift's picks")).to_have_count(0)
    other.page.get_by_role("button", name="Brief these").click()
    for tab in (other, one):
        if tab is one:
            tab.page.goto(f"{desk.url}/briefing?{night}")
        expect(tab.page.get_by_role("heading", name="Briefing")).to_be_visible()
        expect(tab.page.get_by_label(re.compile(": ask$"))).to_have_count(1)


def test_two_teams_brief_one_shift_from_the_page_and_the_command_line(
    town_file: Path, tmp_path: Path, page_of: Callable[..., Tab]
) -> None:
    day = TOWN_DAY.replace(day=TOWN_DAY.day + 1)
    duties = {team: team.duty(day, "Late") for team in (TEAM, TOWN_CENTRE)}
    data = with_town(town_file, tmp_path)
    late = f"team={TEAM.team_id}&day={day}&shift=Late"
    with serving(data) as running:
        tab = page_of(f"{running.url}/hotspots?{late}")
        rest(tab)
        listed(tab, 1).click(force=True)
        tab.page.get_by_role("button", name="Brief these").click()
        tab.page.get_by_role("button", name="Save version").click()
        saved = tab.page.get_by_role("button", name="Saved, unchanged")
        expect(saved).to_be_visible()
    arguments = ("--team", TOWN_CENTRE.team_id, "--day", str(day), "--shift", "Late", "--top", "1")
    command = [sys.executable, "-m", "patrolqr", "briefing", *arguments, "--json"]
    told = subprocess.run(
        [*command, "--out", str(tmp_path / "sheet.pdf")],
        cwd=ROOT,
        env=os.environ | {"PATROLQR_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(told.stdout)["version"] == 1
    session = Session(Store(data), Actor("tests", "desk"))
    codes = set()
    for duty in duties.values():
        (only,) = briefings.versions(session, duty)
        assert only.version == 1
        assert len(only.taskings) == 1
        begins_at, _ = clock.duty_window(duty)
        for tasking in only.taskings:
            codes.add(tasking.pass_id)
            assert passes.grant(session, tasking.pass_id, at=begins_at).briefing == only
    assert len(codes) == 2
    session.store.close()


def test_team_settings(both: Both) -> None:
    one, other = both("teams")

    def rename(tab: Tab, name: str) -> None:
        tab.settle()  # while it is drawn anew, the form before stands there too
        form = tab.page.locator(f".st-key-of_{TEAM.team_id}")
        form.get_by_label("Name").fill(name)
        form.get_by_role("button", name="Keep", exact=True).click()

    def unfold(tab: Tab, team: Team) -> None:
        tab.page.locator("summary", has_text=team.name).click()
        expect(tab.page.locator(f".st-key-of_{team.team_id} canvas").first).to_be_visible()
        tab.settle()  # a press while it unfolds may miss what moves under it

    for tab in (one, other):
        unfold(tab, TEAM)
    rename(one, "Ashbrook and Mill")
    sees(one, "Ashbrook and Mill is kept.")
    rename(other, "Ashbrook North")
    sees(other, "Changed meanwhile. Name: Ashbrook and Mill. Yours is not kept yet.")
    button(other, "Keep mine in their place").click()
    expect(other.page.get_by_text("Changed meanwhile")).to_have_count(0)
    rename(other, "Ashbrook North")
    sees(other, "Ashbrook North is kept.")
    for tab in (one, other):
        tab.page.reload()
        sees(tab, "Ashbrook North ·")

    unfold(one, TOWN_CENTRE)
    button(one, f"Retire {TOWN_CENTRE.name}").click()
    sees(one, f"Retired: {TOWN_CENTRE.name}")
    unfold(other, TOWN_CENTRE)
    button(other, f"Retire {TOWN_CENTRE.name}").click()
    sees(other, f"There is no team '{TOWN_CENTRE.team_id}'")
