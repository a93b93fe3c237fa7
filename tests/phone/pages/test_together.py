"""Colleagues of one car in one log: offered, stored once, counted once, told to each of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.shift import Crew
from patrolqr.store import Session, attendance, briefings, pairings, visits
from tests.builders.briefings import draft
from tests.builders.logs import a_log, corrected
from tests.builders.phones import paired, stored
from tests.form.filling import Controls
from tests.phone.pages.test_my_sheet import areas_of, stay

WITH = re.compile(r'<input type="checkbox" name="colleagues" value="([^"]*)"( checked)?>')


@pytest.fixture
def colleague(phone: TestClient) -> Iterator[TestClient]:
    """Give the phone of 4417, paired for the same shift as that of 4821."""
    with TestClient(phone.app, base_url="http://patrol.test") as client:
        yield paired(client, "4417")


def together(minutes: int = 15, ago: int = 0, **answers: Any) -> dict[str, Any]:
    """Return a log of 4821's with 4417."""
    return stay(minutes, ago) | {"colleagues": ["4417"], "officers_present": 2} | answers


def offered(page: str) -> list[str]:
    """Return the numbers that the page offers."""
    return [number for number, _ in WITH.findall(page)]


def test_who_was_briefed_can_be_ticked_without_oneself_and_call_signs(
    phone: TestClient, colleague: TestClient, store: Session, sheet: Briefing
) -> None:
    """Nobody is asked where nobody was briefed; a newer sheet of the shift has the same officers."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    assert "<legend>With</legend>" not in phone.get(address).text
    attendance.tick(
        store, sheet, added=["4417", "4821", "ms21", "pc/9", "5128", "4417 ", "Sgt Smith"]
    )
    crewed = replace(draft(store, sheet.duty), marking="OFFICIAL", crews=(Crew("MS21", 120),))
    briefings.save(store, crewed)
    assert offered(phone.get(address).text) == ["4417", "5128"]
    assert offered(colleague.get(address).text) == ["4821", "5128"]
    attendance.tick(store, sheet, removed=["5128"])
    assert offered(phone.get(address).text) == ["4417"]


def test_who_was_briefed_later_makes_a_kept_page_old_but_no_other_sheet(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    address = f"/o/{sheet.taskings[0].pass_id}"
    before = phone.get(address).headers["x-sheet"]
    attendance.tick(store, sheet, added=["4417"])
    after = phone.get(address).headers["x-sheet"]
    assert after != before
    assert after.partition(".")[0] == before.partition(".")[0]
    assert phone.get(f"{address}/sheet").json()["pages"][address] == after


def test_a_log_without_a_script_names_colleagues_and_counts_them_there(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """And says so; what was sent stays as it was."""
    attendance.tick(store, sheet, added=["4417", "5128"])
    address = f"/o/{sheet.taskings[0].pass_id}"
    controls = Controls(phone.get(address).text)
    answers = {"colleagues": ["4417", "5128"], "send": "nothing"}
    page = phone.post(address, data=controls.values | answers)
    assert "patrolled, nothing to report, with 4417, 5128" in page.text
    (row,) = stored(store)
    assert (row["colleagues"], row["officers_present"]) == (["4417", "5128"], 3)


def test_a_phone_of_an_older_version_says_nothing_of_colleagues(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=stay(15))
    (row,) = stored(store)
    assert (row["colleagues"], row["officers_present"]) == (None, None)


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        (["4821"], "names 4821, whose log this is"),
        ("4417; 4821", "names 4821, whose log this is"),
        (["4417/5128"], "4417/5128 is no collar number"),
        ("John Smith", "JOHN SMITH is no collar number. Give numbers, no names"),
        ("4" * 21, "is no collar number"),
        ([4417], "must be collar numbers"),
        ("1; 2; 3; 4; 5; 6; 7; 8", "has 8 collar numbers; 7 fit"),
    ],
)
def test_a_number_that_cannot_be_a_colleagues_is_refused(
    phone: TestClient, store: Session, sheet: Briefing, named: Any, problem: str
) -> None:
    answer = phone.post(f"/o/{sheet.taskings[0].pass_id}", json=together(colleagues=named))
    assert answer.status_code == 422
    assert problem in answer.json()["sentence"]
    assert stored(store) == []


def test_a_number_that_is_named_twice_or_in_small_letters_is_one(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    sent = together(colleagues="pc 4417; 5128, PC  4417;")
    assert phone.post(f"/o/{sheet.taskings[0].pass_id}", json=sent).status_code == 201
    assert stored(store)[0]["colleagues"] == ["PC 4417", "5128"]


def test_a_colleague_reads_that_it_is_written_and_is_not_asked_for_it(
    phone: TestClient, colleague: TestClient, sheet: Briefing
) -> None:
    """Without the words: a number can be typed by anybody, and they are the writer's."""
    address = f"/o/{sheet.taskings[0].pass_id}"
    assert "None yet" in colleague.get("/o/mine").text
    log = together(saw="Shutters up", stop_searches=1)
    phone.post(address, json=log)
    mine = colleague.get("/o/mine").text
    assert sheet.taskings[0].area.name in mine
    assert "2 engagements, 1 stop-search" in mine
    assert "Written by 4821, with you" in mine
    for private in ("Shutters up", "Correct this log", f"/o/mine/{log['log_id']}"):
        assert private not in mine
    assert "You are in 4821’s log." in colleague.get(address).text
    own_sheet = colleague.get("/o/my-sheet").text
    assert areas_of(own_sheet)[0]["with_you"] == "You are in 4821’s log."
    assert "You are in" not in phone.get(address).text
    assert "with you" not in phone.get("/o/mine").text
    assert "<small>With</small>4417" in phone.get("/o/mine").text
    answered = colleague.post(f"/o/mine/{log['log_id']}", data={"answer": "I was not"})
    assert "not one of yours" in answered.text


def test_nobody_else_and_no_other_shift_reads_it(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    phone.post(f"/o/{sheet.taskings[0].pass_id}", json=together())
    for number, later in (("5128", timedelta(0)), ("4417", timedelta(days=2))):
        at = clock.standing_at(clock.now() + later)
        with at, TestClient(phone.app, base_url="http://patrol.test") as other:
            assert "None yet" in paired(other, number).get("/o/mine").text


def test_what_becomes_of_the_log_the_colleague_sees_too(
    phone: TestClient, colleague: TestClient, store: Session, sheet: Briefing
) -> None:
    """Mended without the colleague, with them again, then taken back."""
    address, log = f"/o/{sheet.taskings[0].pass_id}", together()
    phone.post(address, json=log)
    phone.post(address, json=corrected(log, colleagues=[], officers_present=1))
    assert "None yet" in colleague.get("/o/mine").text
    assert "You are in" not in colleague.get(address).text
    phone.post(address, json=corrected(log, 3))
    assert "Written by 4821" in colleague.get("/o/mine").text
    (made,) = [each for each in pairings.current(store, at=clock.now()) if each.collar == "4417"]
    assert [each.written_by for each in visits.own_visits(store, made, at=clock.now())] == ["4821"]
    other = together()
    phone.post(f"/o/{sheet.taskings[1].pass_id}", json=other)
    phone.post(f"/o/{sheet.taskings[1].pass_id}/undo/{other['log_id']}")
    assert sheet.taskings[1].area.name not in colleague.get("/o/mine").text


def test_one_log_one_visit_whoever_else_logs_it(
    phone: TestClient, colleague: TestClient, store: Session, sheet: Briefing
) -> None:
    address = f"/o/{sheet.taskings[0].pass_id}"
    counted = ("patrols", "minutes", "officer_minutes", "engagements", "logs")

    def given() -> tuple[Any, ...]:
        row = visits.debrief_areas(store, sheet.duty)[0]
        return tuple(row[name] for name in counted)  # type: ignore[literal-required]

    log = together(ago=2)
    phone.post(address, json=log)
    assert given() == (1, 15, 30, 2, 1)
    own = a_log(engagements=0, arrived_at=log["arrived_at"], left_at=log["left_at"])
    colleague.post(address, json=own)
    assert given() == (1, 15, 30, 2, 2)
    assert colleague.get("/o/mine").text.count('<article class="visit">') == 2
    undone = phone.post(f"{address}/undo/{log['log_id']}")
    assert "Taken back" in undone.text
    assert given() == (1, 15, 15, 0, 1)


def test_a_correction_offers_who_was_named_also_where_nobody_was_briefed(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    address, log = f"/o/{sheet.taskings[0].pass_id}", together()
    phone.post(address, json=log)
    attendance.tick(store, sheet, added=["5128", "4821"])
    page = phone.get(f"{address}/correct/{log['log_id']}").text
    assert WITH.findall(page) == [("5128", ""), ("4417", " checked")]
