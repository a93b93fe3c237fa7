"""A card's outline: put together in the lists, kept in the draft, printed and saved as a new version."""

import pytest
from streamlit.testing.v1 import AppTest

from patrolqr.core.area import Candidate
from patrolqr.desk.shared import inputs
from patrolqr.desk.shared.words import plain
from patrolqr.geo import area_outline, squares
from patrolqr.store import Session, areas, briefings, drafts, picks
from tests.builders.duties import duty
from tests.builders.streets import DAY, put_incidents, put_streets
from tests.pages.conftest import Opener, shown

HOME, NORTH = "E400000N310000", "E400000N310250"
LATE = duty(DAY)
LINK = {"day": DAY.isoformat(), "shift": "Late"}


@pytest.fixture
def picked(desk: Session) -> Session:
    """Return the desk's store with a square picked among streets."""
    picks.pick(desk, LATE, [Candidate(HOME, "Estate", squares.outline(HOME), None, "7 calls")])
    put_streets(desk, Mill_Lane=[(-400, 100), (900, 100)])
    put_incidents(desk, (100, 100), (100, 300), times=3)
    return desk


def key(store: Session) -> str:
    """Return what the keys of the card's outline begin with."""
    return f"{inputs.key(LATE)}_{picks.picks(store, LATE)[0].area.area_id}_outline"


def opened(store: Session, open_page: Opener) -> AppTest:
    """Return the briefing page with the outline of its card open."""
    page = open_page("briefing", **LINK)
    page.selectbox(key=f"{inputs.key(LATE)}_marking").select("OFFICIAL")
    return run(page, store)


def run(page: AppTest, store: Session) -> AppTest:
    """Run the page with the outline open, which this kind of test does not remember."""
    page.session_state[f"{key(store)}_shown"] = True
    page.run()
    assert not page.exception
    return page


def save(page: AppTest) -> None:
    next(button for button in page.button if button.label == "Save version").click().run()
    assert not page.exception


def test_a_square_and_a_street_taken_in_are_what_is_saved(
    picked: Session, open_page: Opener
) -> None:
    page = opened(picked, open_page)
    cells = page.multiselect(key=f"{key(picked)}_squares")
    assert (cells.value, cells.options[:2]) == ([HOME], ["picked (3)", "north (3)"])
    cells.set_value([HOME, NORTH])
    run(page, picked)
    assert plain("2 squares, 12.5 ha") in [each.value for each in page.caption]
    page.multiselect(key=f"{key(picked)}_streets").set_value(["Mill Lane"])
    run(page, picked)
    assert any(each.value.startswith("2 squares and 1 street") for each in page.caption)
    save(page)
    saved = briefings.current(picked, LATE)
    assert saved is not None
    area = saved.taskings[0].area
    assert (area.version, area.squares) == (2, (HOME, NORTH))
    assert area_outline.squares_inside(area.geometry, [HOME, NORTH]) == [HOME, NORTH]


def test_the_outline_is_kept_in_the_draft_and_back_after_a_reload(
    picked: Session, open_page: Opener
) -> None:
    page = opened(picked, open_page)
    page.multiselect(key=f"{key(picked)}_squares").set_value([HOME, NORTH])
    run(page, picked)
    (kept,) = drafts.drafts(picked, LATE)
    both = area_outline.united([HOME, NORTH])
    assert kept.draft.taskings[0].outline == both
    again = opened(picked, open_page)
    assert again.multiselect(key=f"{key(picked)}_squares").value == [HOME, NORTH]
    area_id = picks.picks(picked, LATE)[0].area.area_id
    in_force = areas.in_force(picked, area_id)
    assert in_force is not None
    assert in_force.geometry == squares.outline(HOME)  # nothing was saved


def test_the_square_alone_again_is_no_change(picked: Session, open_page: Opener) -> None:
    page = opened(picked, open_page)
    page.multiselect(key=f"{key(picked)}_squares").set_value([HOME, NORTH])
    run(page, picked)
    page.button(key=f"{key(picked)}_square").click()
    run(page, picked)
    assert page.multiselect(key=f"{key(picked)}_squares").value == [HOME]
    save(page)
    saved = briefings.current(picked, LATE)
    assert saved is not None
    assert saved.taskings[0].area.version == 1


def test_nothing_taken_in_is_refused_and_changes_nothing(
    picked: Session, open_page: Opener
) -> None:
    page = opened(picked, open_page)
    page.multiselect(key=f"{key(picked)}_squares").set_value([])
    run(page, picked)
    assert "needs a square or a street" in shown(page)
    assert page.multiselect(key=f"{key(picked)}_squares").value == [HOME]


def test_an_area_that_is_no_square_says_that_its_outline_stays(
    desk: Session, open_page: Opener
) -> None:
    picks.pick(desk, LATE, [Candidate("drawn", "Estate", squares.outline(HOME), None, "")])
    page = opened(desk, open_page)
    assert "its outline stays as it is" in shown(page)


def test_an_area_of_a_smaller_square_is_put_together_of_squares_of_its_size(
    desk: Session, open_page: Opener
) -> None:
    small = "E399900N310050x150"
    north = "E399900N310200x150"
    picks.pick(desk, LATE, [Candidate(small, "Estate", squares.outline(small), None, "7 calls")])
    put_incidents(desk, (-50, 100), (-50, 250), (-50, 260), times=1)
    page = opened(desk, open_page)
    cells = page.multiselect(key=f"{key(desk)}_squares")
    assert (cells.value, cells.options[:2]) == ([small], ["picked (1)", "north (2)"])
    cells.set_value([small, north])
    run(page, desk)
    save(page)
    (area,) = (each.area for each in picks.picks(desk, LATE))
    assert set(area.squares) == {small, north}
    assert area_outline.hectares(area.geometry) == pytest.approx(4.5, rel=1e-3)
