"""The page that says what a browser can keep."""

import re

from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.phone.pages.check import ABILITIES, KEPT
from patrolqr.phone.request import rate_limit
from patrolqr.phone.scripts import ASSETS


def test_a_phone_that_is_not_paired_may_look_and_learns_nothing_of_a_sheet(
    stranger: TestClient,
) -> None:
    page = stranger.get("/o/check")
    assert page.status_code == 200
    assert page.text == stranger.get("/o/check").text
    for each in ABILITIES:
        assert f"<dt>{each.label}</dt>" in page.text


def test_the_script_looks_at_every_ability_and_no_other() -> None:
    """Each has its line in the table of the script, by its name there."""
    script = (ASSETS / "check.mjs").read_text("utf-8")
    (table,) = re.findall(r"^const looking = {(.+?)^};", script, re.MULTILINE | re.DOTALL)
    looked_at = re.findall(r"(?:^|[\s,])(\w+)(?=,|: \()", table)
    assert looked_at == [each.name for each in ABILITIES]


def test_the_answer_tells_the_time_and_since_when_its_cookie_is_kept(stranger: TestClient) -> None:
    """The first time it is given; what is no time of the past is given anew."""
    before = int(clock.now().timestamp() * 1000)
    first = stranger.get("/o/check/answer").json()
    assert first["since"] is None
    assert first["now"] >= before
    assert stranger.get("/o/check/answer").json()["since"] == first["now"]
    stranger.cookies.clear()
    for strange in ("soon", "²", str(first["now"] + 60_000), "9" * 5_000):
        given = {b"cookie": f"{KEPT}={strange}".encode()}
        assert stranger.get("/o/check/answer", headers=given).json()["since"] is None
        stranger.cookies.clear()


def test_who_guesses_codes_gets_no_answer_here_either(stranger: TestClient) -> None:
    for _ in range(rate_limit.PER_ADDRESS + 1):
        stranger.get(f"/o/{'A' * 20}")
    assert stranger.get("/o/check/answer").status_code == 429
    assert stranger.get("/o/check").status_code == 200
