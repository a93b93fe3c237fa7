"""Six characters typed by finger."""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing


def test_six_characters_lead_to_the_page_and_guessing_them_ends(
    phone: TestClient, sheet: Briefing
) -> None:
    """For a dead camera; short codes are refused while their address is over its limit."""
    tasking = sheet.taskings[0]
    typed = f" {tasking.short_code[:3].lower()} {tasking.short_code[3:]}"
    assert phone.post("/o/", data={"code": typed}).url.path == f"/o/{tasking.pass_id}"
    guesses = [phone.post("/o/", data={"code": "ZZZZZZ"}).status_code for _ in range(25)]
    assert guesses[0] == 404
    assert guesses[-1] == 429
    assert phone.post("/o/", data={"code": typed}).status_code == 429
