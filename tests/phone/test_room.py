"""A room's screen: one duty's slides and the pairing code by a link, and nothing else."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from patrolqr.core import clock
from patrolqr.store import Session, pairings, room_links
from tests.builders.briefings import brief
from tests.builders.duties import duty

TOMORROW = timedelta(days=1)


def test_a_screen_shows_the_sheet_and_the_code_without_a_sign_in(
    store: Session, stranger: TestClient
) -> None:
    tomorrow = duty(clock.today() + TOMORROW)
    made = brief(store, tomorrow, why="7 <b>calls</b>", ask="Are the shutters up?")
    code = room_links.give(store, tomorrow)
    whole = stranger.get(f"/o/room/{code}")
    assert whole.status_code == 200
    assert made.marking in whole.text
    assert all(each.area.name in whole.text for each in made.taskings)
    first = stranger.get(f"/o/room/{code}?slide=1").text
    assert "7 &lt;b&gt;calls&lt;/b&gt;" in first
    assert "Are the shutters up?" in first
    (address,) = re.findall(r"<img src='([^']+)'", first)
    drawn = stranger.get(address)
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
    assert drawn.text.startswith("<svg")
    for file in re.findall(r'(?:src|href)="(/o/assets/[^"]+)"', whole.text):
        assert stranger.get(file).status_code == 200, file
    pair = stranger.get(f"/o/room/{code}?slide=Pair").text
    shown = pairings.room_code(at=clock.now())
    assert f"{shown[:5]} {shown[5:]}" in pair
    assert stranger.get(f"/o/room/{code}/pair").text.lstrip().startswith(("<svg", "<?xml"))


def test_nothing_that_opens_a_code_of_the_sheet_is_on_it(
    store: Session, stranger: TestClient
) -> None:
    tomorrow = duty(clock.today() + TOMORROW)
    made = brief(store, tomorrow)
    code = room_links.give(store, tomorrow)
    told = "".join(
        stranger.get(f"/o/room/{code}?slide={name}").text for name in ("Pair", "All", "1", "2")
    )
    for each in made.taskings:
        assert each.pass_id not in told
        assert each.short_code not in told
    assert "style=" not in told, "the page's own policy would drop it"
    assert stranger.post(f"/o/room/{code}").status_code == 405
    assert stranger.get(f"/o/{made.taskings[0].pass_id}").status_code == 404


def test_a_newer_version_shows_by_itself_and_an_ended_link_shows_nothing(
    store: Session, stranger: TestClient
) -> None:
    tomorrow = duty(clock.today() + TOMORROW)
    code = room_links.give(store, tomorrow)
    assert "Nothing is saved for this patrol day" in stranger.get(f"/o/room/{code}").text
    brief(store, tomorrow, names=["Canal Bridge"])
    shown = stranger.get(f"/o/room/{code}").text
    assert "Canal Bridge" in shown
    assert re.search(r'http-equiv="refresh" content="\d+"', shown)
    room_links.end(store, tomorrow)
    for path in ("", "?slide=Pair", "/pair", "/map/1"):
        over = stranger.get(f"/o/room/{code}{path}")
        assert over.status_code == 404
        assert "Canal Bridge" not in over.text
        assert "This link shows nothing any more" in over.text


@pytest.mark.parametrize("slide", ["9", "", "../x", "<script>"])
def test_a_slide_that_there_is_not_is_the_whole_shift(
    store: Session, stranger: TestClient, slide: str
) -> None:
    tomorrow = duty(clock.today() + TOMORROW)
    brief(store, tomorrow, names=["Canal Bridge"])
    code = room_links.give(store, tomorrow)
    shown = stranger.get(f"/o/room/{code}", params={"slide": slide}).text
    assert "1 patrol areas" in shown
    assert "<script>" not in shown.replace('<script type="module"', "")
    assert stranger.get(f"/o/room/{code}/map/9").status_code == 404


def test_whoever_guesses_links_is_held_up_like_any_other_guess(
    store: Session, stranger: TestClient
) -> None:
    answers = {stranger.get(f"/o/room/{number}").status_code for number in range(200)}
    assert answers == {404, 429}
