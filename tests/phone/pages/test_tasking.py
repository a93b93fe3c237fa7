"""What a code opens."""

from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.form.questions import FIELDS
from patrolqr.store import Session, attendance
from tests.builders.briefings import brief, walked


def test_a_code_opens_its_tasking_in_capitals_and_in_small_letters(
    phone: TestClient, sheet: Briefing
) -> None:
    """Codes are printed in capitals; people type as they like."""
    tasking = sheet.taskings[0]
    for address in (f"/O/{tasking.pass_id}", f"/o/{tasking.pass_id.lower()}"):
        page = phone.get(address)
        assert page.status_code == 200
        for text in (tasking.area.name, tasking.why, tasking.look_for, tasking.ask, "2 × 15 min"):
            assert text in page.text
        assert page.text.index(tasking.why) < page.text.index(tasking.ask)


def test_every_field_of_the_form_is_on_the_page(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """A new question is one line in FIELDS and appears on the phone.

    Whose log it is comes from the pairing.
    """
    attendance.tick(store, sheet, added=["4417"])
    page = phone.get(f"/o/{sheet.taskings[0].pass_id}").text
    assert [field.name for field in FIELDS if f'name="{field.name}"' not in page] == [
        "streets_walked",  # offered only where an area is walked
        "collar",
    ]


def test_a_superseded_sheet_shows_the_new_text(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """The paper's code still works, says so, and leads to what the sergeant wrote since."""
    newer = brief(store, sheet.duty, why="9 calls, two since noon")
    page = phone.get(f"/o/{sheet.taskings[0].pass_id}").text
    assert f"Superseded {clock.time_text(newer.made_at)}" in page
    assert "9 calls, two since noon" in page


def test_a_withdrawn_area_says_so_and_still_takes_its_log(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    """Whoever was there already has something to say."""
    brief(store, sheet.duty, names=("Station Road",))
    address = f"/o/{sheet.taskings[0].pass_id}"
    assert "Withdrawn" in phone.get(address).text
    assert (
        phone.post(address, json={"log_id": "5d2a3e06-3b1c-4f2c-8f11-0a4b6f1f9f10"}).status_code
        == 201
    )


def test_the_streets_of_a_round_are_read_and_ticked(
    phone: TestClient, store: Session, sheet: Briefing
) -> None:
    first = walked(store, sheet, "High Street", "Mill Lane").taskings[0]
    page = phone.get(f"/o/{first.pass_id}").text
    assert "mandatory: High Street → Mill Lane (7 min)" in page
    assert 'name="streets_walked" value="High Street"' in page
